import assert from "node:assert/strict";
import { join } from "node:path";

const SCRIPT = join(import.meta.dirname!, "doctor.ts");

/** What a run prints, and the status it ends with. */
async function doctor(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: ["run", "-q", "--no-prompt", "-P=doctor", SCRIPT, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, err: err! };
}

for (
  const [args, message] of [
    [["--foo"], /^error: unknown option '--foo' \(see --help\)\n$/],
    [["extra"], /^error: too many arguments.*\(see --help\)\n$/],
    [["-x", "y"], /^error: unknown option '-x' \(see --help\)\n$/],
  ] as [string[], RegExp][]
) {
  Deno.test(`deno task doctor ${args.join(" ")}: one line, status 2, no check`, async () => {
    const { code, out, err } = await doctor(...args);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, message);
  });
}

Deno.test("deno task doctor --help says what it is for and checks nothing", async () => {
  const { code, out } = await doctor("--help");
  assert.equal(code, 0);
  assert.match(out, /^Usage: doctor .*\n\nSays what this machine has/);
  assert.ok(!out.includes("Deno 2"));
});

Deno.test("deno task doctor has a line for everything the lessons need", async () => {
  const { code, out } = await doctor();
  assert.equal(code, 0, out);
  const lines = out.split("\n");
  const needed = [/^ok {2}Deno 2/, /cores/, /corpus mini: 300 posts in 6 groups/];
  for (const line of [...needed, /corpus 20news/, /GPU: /, /charts: Vega draws/]) {
    assert.ok(lines.some((text) => line.test(text)), `${line} in ${out}`);
  }
});
