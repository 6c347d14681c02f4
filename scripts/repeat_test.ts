import assert from "node:assert/strict";
import { join } from "node:path";
import config from "../deno.json" with { type: "json" };
import { inTempDir } from "../lib/testing/folders.ts";
import { statusTable } from "./repeat.ts";

const ROOT = join(import.meta.dirname!, "..");

/** The program as its task runs it, so that its permissions are tried too. */
async function repeat(...args: string[]) {
  const [deno, ...words] = config.tasks.repeat.command.split(" ");
  const { code, stdout, stderr } = await new Deno.Command(deno!, {
    args: [...words, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: code, out: text(stdout), err: text(stderr) };
}

/** A program that ends with 3 every second time. */
const EVERY_SECOND = `
  const file = Deno.args[0];
  const runs = Number(await Deno.readTextFile(file));
  await Deno.writeTextFile(file, String(runs + 1));
  if (runs % 2 === 1) { console.error("that is\\nodd"); Deno.exit(3); }
`;

Deno.test("repeat counts every status, and ends with 1 if one is not 0", () =>
  inTempDir(async (dir) => {
    const program = join(dir, "program.ts");
    const count = join(dir, "count");
    await Deno.writeTextFile(program, EVERY_SECOND);
    await Deno.writeTextFile(count, "0");
    const command = ["deno", "run", "-RW", program, count];
    const { status, out, err } = await repeat("--times", "5", "--", ...command);
    assert.equal(status, 1, err);
    const [title, head, ...rows] = out.trimEnd().split("\n");
    assert.equal(title, `5 × ${command.join(" ")}`);
    assert.match(head!, /^status +runs +seconds +last line$/);
    assert.match(rows[0]!, /^ +0 +3 +\d+\.\d$/);
    assert.match(rows[1]!, /^ +3 +2 +\d+\.\d +odd$/);
    assert.equal(rows.length, 2);
    assert.equal(await Deno.readTextFile(count), "5");
  }));

Deno.test("repeat ends with 0 if every run does", async () => {
  const { status, out, err } = await repeat("--times", "2", "--", "deno", "eval", "1");
  assert.equal(status, 0, err);
  assert.match(out, /\n +0 +2 +\d+\.\d\n$/);
});

Deno.test("a death by a signal is counted as what it is", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const code = `Deno.kill(Deno.pid, "SIGABRT"); await new Promise(() => {});`;
  const command = ["deno", "eval", `setTimeout(() => {}, 1e4); ${code}`];
  const { status, out } = await repeat("--times", "1", "--", ...command);
  assert.equal(status, 1);
  assert.match(out, /\n +134 +1 /);
});

Deno.test("repeat says in one line what it cannot use", async () => {
  for (
    const [args, message] of [
      [["--times", "0", "--", "deno"], /--times 0 is no whole number from 1/],
      [["--times", "2.5", "--", "deno"], /--times 2.5 is no whole number/],
      [["--times", "3"], /there is no command; write: deno task repeat/],
      [["--tines", "3", "--", "deno"], /--tines/],
      [["--times", "1", "--", "sh", "-c", "true"], /sh cannot be run here/],
    ] as [string[], RegExp][]
  ) {
    const { status, out, err } = await repeat(...args);
    assert.equal(status, 2, err);
    assert.equal(out, "");
    assert.match(err, message);
    assert.equal(err.trimEnd().split("\n").length, 1, err);
  }
});

Deno.test("the table, by hand", () => {
  const ending = (status: number, seconds: number, lastLine: string) => ({
    status,
    seconds,
    lastLine,
  });
  assert.deepEqual(
    statusTable([ending(134, 2, "corrupted"), ending(0, 1, "ok"), ending(0, 2, "ok")]),
    [
      "status   runs  seconds  last line",
      "     0      2      1.5",
      "   134      1      2.0  corrupted",
    ],
  );
});
