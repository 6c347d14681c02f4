import assert from "node:assert/strict";
import { rowBlocks } from "./row_blocks.ts";

Deno.test("rows are cut into blocks of 64 that cover each row once", () => {
  assert.deepEqual(rowBlocks(100, 8, 800), [{ first: 0, rows: 100 }]);
  assert.deepEqual(rowBlocks(100, 8, 799), [
    { first: 0, rows: 64 },
    { first: 64, rows: 36 },
  ]);
  assert.deepEqual(rowBlocks(200, 8, 1e9, 130).map(({ rows }) => rows), [128, 72]);
  // The course's corpus on a driver that binds 128 MiB.
  const blocks = rowBlocks(2034, 4 * 26576, 2 ** 27);
  assert.deepEqual(blocks.map(({ rows }) => rows), [1216, 818]);
  assert.throws(() => rowBlocks(100, 8, 500), {
    name: "InputError",
    message: /64 documents with 2 terms are more than this GPU binds/,
  });
});

Deno.test("blocks of no rows, or of no bytes, are refused", () => {
  for (const wrong of [0, -1, 1.5, NaN]) {
    for (
      const sizes of [[wrong, 8, 800], [9, wrong, 800], [9, 8, wrong], [9, 8, 800, wrong]]
    ) {
      const [rows, bytes, most, mostRows] = sizes as [number, number, number, number?];
      assert.throws(() => rowBlocks(rows, bytes, most, mostRows), {
        name: "RangeError",
        message: /must be a whole number from 1 on/,
      });
    }
  }
});
