import assert from "node:assert/strict";
import type { Matrix } from "../matrix/mod.ts";

/** Two numbers differ by at most `tolerance`, absolutely. */
export function assertClose(actual: number, expected: number, tolerance: number): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${actual} is not within ${tolerance} of ${expected}`,
  );
}

/** Every entry of a matrix is within `tolerance` of the expected one. */
export function assertMatrixClose(
  actual: Matrix,
  expected: readonly (readonly number[])[],
  tolerance: number,
): void {
  assert.deepEqual([actual.rows, actual.cols], [
    expected.length,
    expected[0]?.length ?? 0,
  ]);
  expected.forEach((row, i) =>
    row.forEach((value, j) => assertClose(actual.at(i, j), value, tolerance))
  );
}
