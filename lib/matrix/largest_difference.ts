import type { Matrix } from "./matrix.ts";
import { requireDense } from "./require_dense.ts";

/**
 * By how much the entries of two matrices differ at most: the largest |A − B|.
 *
 * @param A m × n
 * @param B m × n
 * @returns 0 or more; 0 for matrices without entries; NaN if an entry of A or B is NaN, or
 * both are infinite in the same place
 * @throws {RangeError} if the shapes differ
 * @throws {TypeError} if one is sparse
 *
 * @example
 * ```ts
 * import { largestDifference, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(largestDifference(Matrix.from([[1, 2]]), Matrix.from([[1.5, -1]])), 3);
 * ```
 */
export function largestDifference(A: Matrix, B: Matrix): number {
  requireDense("largestDifference", A, B);
  if (A.rows !== B.rows || A.cols !== B.cols) {
    throw new RangeError(
      `largestDifference: A is ${A.rows} × ${A.cols} and B is ${B.rows} × ${B.cols}; ` +
        `the shapes must be the same`,
    );
  }
  let largest = 0;
  for (let p = 0; p < A.data.length; p++) {
    const difference = Math.abs(A.data[p]! - B.data[p]!);
    if (difference > largest) largest = difference;
    else if (Number.isNaN(difference)) return NaN;
  }
  return largest;
}
