import assert from "node:assert/strict";
import { join } from "node:path";
import { inTempDir } from "../../lib/testing/folders.ts";
import { removeUnfinished, writeWhole } from "./write_whole.ts";

Deno.test("writeWhole: makes the folder, replaces files", () =>
  inTempDir(async (dir) => {
    const out = join(dir, "a", "b");
    writeWhole(out, { "x.txt": "old" });
    writeWhole(out, { "x.txt": "new", "y.txt": "y" });
    assert.equal(await Deno.readTextFile(join(out, "x.txt")), "new");
    assert.deepEqual([...Deno.readDirSync(out)].map(({ name }) => name).sort(), [
      "x.txt",
      "y.txt",
    ]);
  }));

Deno.test("writeWhole: leaves nothing behind where one file is refused", () =>
  inTempDir(async (dir) => {
    await Deno.mkdir(join(dir, "y.txt"));
    assert.throws(() => writeWhole(dir, { "x.txt": "x", "y.txt": "y" }));
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name), ["y.txt"]);
  }));

/** Texts of all files of a folder, by name. */
function textsIn(dir: string): Record<string, string> {
  const names = [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
  return Object.fromEntries(
    names.map((name) => [name, Deno.readTextFileSync(join(dir, name))]),
  );
}

Deno.test("writeWhole: no file of an earlier set stands beside the new ones", () =>
  inTempDir((dir) => {
    const all = ["x.txt", "y.txt", "z.txt"];
    writeWhole(dir, { "x.txt": "old", "y.txt": "old", "z.txt": "old" }, all);
    writeWhole(dir, { "x.txt": "new", "z.txt": "new" }, all);
    assert.deepEqual(textsIn(dir), { "x.txt": "new", "z.txt": "new" });
    return Promise.resolve();
  }));

Deno.test("writeWhole: where one file is refused the earlier set stays whole", () =>
  inTempDir(async (dir) => {
    const all = ["x.txt", "y.txt"];
    const old = { "x.txt": "old", "y.txt": "old" };
    writeWhole(dir, old, all);
    // Not even its unfinished form can be written.
    await Deno.mkdir(join(dir, "y.txt.part"));
    assert.throws(() => writeWhole(dir, { "x.txt": "new", "y.txt": "new" }, all));
    assert.deepEqual(textsIn(dir), old);
  }));

Deno.test("removeUnfinished: what a killed program has left goes, and nothing else", () =>
  inTempDir(async (dir) => {
    for (const name of ["x.txt", "x.txt.part", "other.part"]) {
      await Deno.writeTextFile(join(dir, name), "");
    }
    removeUnfinished(dir, ["x.txt", "y.txt"]);
    assert.deepEqual(Object.keys(textsIn(dir)), ["other.part", "x.txt"]);
  }));
