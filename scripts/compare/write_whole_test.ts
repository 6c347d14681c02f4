import assert from "node:assert/strict";
import { join } from "node:path";
import { inTempDir } from "../../lib/testing/folders.ts";
import { writeWhole } from "./write_whole.ts";

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
