import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { inTempDir } from "../../lib/testing/folders.ts";
import { SETTINGS } from "../../lessons/03_sgd/method.ts";
import { compare } from "../compare.ts";
import { firstFindings } from "./first_findings.ts";

const SAID =
  "SGD: in SETTINGS.sgd in lessons/03_sgd/method.ts, batchSize is 7, the course's is 100";

/** Does something while a setting is another, as if it were edited. */
async function withBatches<T>(size: number, run: () => Promise<T>): Promise<T> {
  const before = SETTINGS.sgd.batchSize;
  SETTINGS.sgd.batchSize = size;
  try {
    return await run();
  } finally {
    SETTINGS.sgd.batchSize = before;
  }
}

Deno.test("firstFindings: the rows that are asked for, by the texts of --methods", async () => {
  await withBatches(7, async () => {
    const about = async (methods?: string[]) =>
      (await firstFindings({ device: "cpu", ...(methods && { methods }) })).findings;
    assert.deepEqual((await about()).map((line) => line.split(";")[0]), [SAID]);
    assert.deepEqual((await about(["sgd"])).length, 1);
    assert.deepEqual(await about(["adam"]), []);
    await assert.rejects(about(["nobody"]), { name: "InputError" });
  });
});

Deno.test("compare: what differs from the first steps on is said first, and ends with 1", () =>
  inTempDir(async (dir) => {
    const out = join(dir, "out");
    const printed = { out: "", err: "" };
    const { log, error } = console;
    console.log = (line = "") => printed.out += `${line}\n`;
    console.error = (line) => printed.err += `${line}\n`;
    let status: number;
    try {
      const args = [
        "--corpus",
        "mini",
        "--seeds",
        "0",
        "--iterations",
        "3",
        "--methods",
        "SGD",
      ];
      // The runs are another thread's, which has not this edit: they are as expected.
      await withBatches(7, () => compare([...args, "--device", "cpu", "--out", out]));
      status = Deno.exitCode;
    } finally {
      Object.assign(console, { log, error });
      Deno.exitCode = 0;
    }
    assert.equal(status, 1);
    const flat = (text: string) => text.replaceAll(/\s+/g, " ");
    const [before, after] = flat(printed.out).split("Corpus mini:");
    assert.ok(before!.includes(`not as in the course: ${SAID}; if you chose it`), before);
    assert.match(after!, /Not as expected: 1 finding,/);
    assert.match(
      after!,
      /The first steps of every method, from fixed starts, are compared/,
    );
    assert.ok(flat(printed.err).startsWith(` not as expected: ${SAID}`), printed.err);
    const { checked } = JSON.parse(await Deno.readTextFile(join(out, "results.json")));
    assert.equal(checked.findings.length, 1);
    assert.ok(checked.findings[0].startsWith(SAID));
  }));
