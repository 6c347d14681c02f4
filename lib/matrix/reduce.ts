import type { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";

/**
 * The sum of all entries.
 *
 * @param A m × n, dense or sparse
 *
 * @example
 * ```ts
 * import { Matrix, sum } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(sum(Matrix.from([[1, 2], [3, 4]])), 10);
 * ```
 */
export function sum(A: Matrix | SparseMatrix): number {
  let total = 0;
  for (let p = 0; p < A.data.length; p++) total += A.data[p]!;
  return total;
}

/**
 * The Frobenius norm ‖A‖: the square root of the sum of the squared entries.
 *
 * @param A m × n, dense or sparse
 *
 * @example
 * ```ts
 * import { Matrix, norm } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(norm(Matrix.from([[3, 0], [0, 4]])), 5);
 * ```
 */
export function norm(A: Matrix | SparseMatrix): number {
  let total = 0;
  for (let p = 0; p < A.data.length; p++) total += A.data[p]! * A.data[p]!;
  return Math.sqrt(total);
}

/**
 * The scalar product ⟨A, B⟩: the entries multiplied one by one, then summed.
 *
 * @param A m × n
 * @param B m × n
 * @throws {RangeError} if the shapes differ
 *
 * @example
 * ```ts
 * import { dot, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(dot(Matrix.from([[1, 2]]), Matrix.from([[3, 4]])), 11);
 * ```
 */
export function dot(A: Matrix, B: Matrix): number {
  if (A.rows !== B.rows || A.cols !== B.cols) {
    throw new RangeError(
      `dot: A is ${A.rows} × ${A.cols} and B is ${B.rows} × ${B.cols}; ` +
        `the shapes must be the same`,
    );
  }
  let total = 0;
  for (let p = 0; p < A.data.length; p++) total += A.data[p]! * B.data[p]!;
  return total;
}

/**
 * The sum of each column.
 *
 * @param A m × n, dense or sparse
 * @returns n sums
 *
 * @example
 * ```ts
 * import { columnSums, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...columnSums(Matrix.from([[1, 2], [3, 4]]))], [4, 6]);
 * ```
 */
export function columnSums(A: Matrix | SparseMatrix): Float64Array {
  const sums = new Float64Array(A.cols);
  if ("indptr" in A) {
    for (let p = 0; p < A.data.length; p++) sums[A.indices[p]!]! += A.data[p]!;
    return sums;
  }
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.cols; j++) sums[j]! += A.data[i * A.cols + j]!;
  }
  return sums;
}

/**
 * The smallest entry; for a sparse matrix the zeros that are not stored count too.
 *
 * @param A m × n, dense or sparse
 * @returns Infinity for a matrix without entries
 *
 * @example
 * ```ts
 * import { Matrix, min } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(min(Matrix.from([[3, -2], [5, 4]])), -2);
 * ```
 */
export function min(A: Matrix | SparseMatrix): number {
  let least = A.data.length < A.rows * A.cols ? 0 : Infinity;
  for (let p = 0; p < A.data.length; p++) if (A.data[p]! < least) least = A.data[p]!;
  return least;
}

/**
 * The largest entry; for a sparse matrix the zeros that are not stored count too.
 *
 * @param A m × n, dense or sparse
 * @returns −Infinity for a matrix without entries
 *
 * @example
 * ```ts
 * import { Matrix, max } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(max(Matrix.from([[3, -2], [5, 4]])), 5);
 * ```
 */
export function max(A: Matrix | SparseMatrix): number {
  let most = A.data.length < A.rows * A.cols ? 0 : -Infinity;
  for (let p = 0; p < A.data.length; p++) if (A.data[p]! > most) most = A.data[p]!;
  return most;
}

/**
 * How many entries are below zero.
 *
 * @param A m × n, dense or sparse
 *
 * @example
 * ```ts
 * import { countNegatives, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(countNegatives(Matrix.from([[3, -2], [-5, 0]])), 2);
 * ```
 */
export function countNegatives(A: Matrix | SparseMatrix): number {
  let count = 0;
  for (let p = 0; p < A.data.length; p++) if (A.data[p]! < 0) count++;
  return count;
}
