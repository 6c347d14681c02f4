import assert from "node:assert/strict";
import { join } from "node:path";
import { inTempDir } from "../../lib/testing/folders.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

/** Copies the programs of a folder; everything else is linked to. */
async function copied(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) await copied(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}

/** Runs a lesson on the small corpus after slips in its `method.ts`, in a copy of the course. */
function afterSlips(
  folder: string,
  slips: readonly (readonly [right: string, wrong: string])[],
  args: readonly string[],
  look: (run: { status: number; out: string; err: string }) => void,
): Promise<void> {
  return inTempDir(async (dir) => {
    for (const room of ["data", "gpu", "lib"]) {
      await Deno.symlink(join(ROOT, room), join(dir, room));
    }
    for (const file of ["deno.json", "deno.lock"]) {
      await Deno.copyFile(join(ROOT, file), join(dir, file));
    }
    await copied(join(ROOT, "lessons"), join(dir, "lessons"));
    const file = join(dir, "lessons", folder, "method.ts");
    let method = await Deno.readTextFile(file);
    for (const [right, wrong] of slips) {
      assert.equal(method.split(right).length, 2, `not there once: ${right}`);
      method = method.replace(right, wrong);
    }
    await Deno.writeTextFile(file, method);
    const output = await new Deno.Command("deno", {
      args: [
        ...["run", "-q", "--no-check", "-P=lesson", join("lessons", folder, "lesson.ts")],
        ...["--corpus", "mini", "--no-chart", ...args],
      ],
      cwd: dir,
      env: { NO_COLOR: "1" },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    look({ status: output.code, out: text(output.stdout), err: text(output.stderr) });
  });
}

Deno.test("lesson 03 with add for sub in the step of W: the sign is asked for", () =>
  afterSlips("03_sgd", [["W = sub(W, mul(dW", "W = add(W, mul(dW"]], [], (run) => {
    assert.equal(run.status, 2);
    assert.match(
      run.err,
      /^error: the step of W goes uphill, however short it is: .*sign/,
    );
    assert.match(run.out, /\nThe step of W goes uphill, however short it is: which sign/);
    assert.ok(!/Slow|smaller --lr/.test(run.out + run.err));
    assert.ok(!/Infinity/.test(run.out), run.out);
  }));

Deno.test("lesson 03 with add for sub in SGD alone: its rising error is noticed", () =>
  afterSlips(
    "03_sgd",
    [["clampMin(sub(Wb, mul(dW", "clampMin(add(Wb, mul(dW"]],
    ["--iterations", "5", "--epochs", "5"],
    ({ out }) =>
      assert.match(out, /\n→ SGD: The error rose from 16\.8415 at the start to /),
  ));

Deno.test("lesson 02 with the ratio of W upside down: the error rose, nearly to nothing", () =>
  afterSlips(
    "02_multiplicative_updates",
    [[
      "div(matmul(V, transpose(H)), clampMin(matmul(W, gramRows(H)), TINY))",
      "div(clampMin(matmul(W, gramRows(H)), TINY), matmul(V, transpose(H)))",
    ]],
    ["--quiet"],
    ({ out }) => {
      // √300, the norm of 300 rows of length 1, is the error of W = H = 0.
      assert.match(
        out,
        /\n→ The error rose from 16\.8415 at the start to 17\.2\d+ \(.* iteration 1\);\nW = H = 0 has 17\.3205\. .* ratio/,
      );
    },
  ));

Deno.test("lesson 02 without the floor of the denominator, on zeros: NaN is counted", () =>
  afterSlips(
    "02_multiplicative_updates",
    [
      ['start: "nndsvda"', 'start: "nndsvd"'],
      ["clampMin(matmul(gram(W), H), TINY)", "mul(matmul(gram(W), H), 0)"],
    ],
    ["--quiet"],
    ({ out }) => {
      assert.match(out, /\nerror ‖V − WH‖: not a number\n/);
      assert.match(
        out,
        /\n→ \d+ entries of W and \d+ entries of H are no finite numbers/,
      );
      assert.match(out, /topic 1: —/);
      assert.ok(!/negative entries/.test(out), out);
    },
  ));

Deno.test("lesson 02 whose W and H never change: that is noticed", () =>
  afterSlips(
    "02_multiplicative_updates",
    [["W = mul(W, ratioW);", ""], ["H = mul(H, ratioH);", ""]],
    ["--quiet"],
    ({ out }) => assert.match(out, /\n→ The error did not change: it is 16\.8415, as at/),
  ));
