import { Matrix } from "./matrix.ts";
import { requireDense } from "./require_dense.ts";
import { SparseMatrix } from "./sparse_matrix.ts";

/**
 * The sum of all entries.
 *
 * @param A m × n, dense or sparse, or a list of numbers
 *
 * @example
 * ```ts
 * import { Matrix, sum } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(sum(Matrix.from([[1, 2], [3, 4]])), 10);
 * ```
 */
export function sum(A: Matrix | SparseMatrix | ArrayLike<number>): number {
  const data = entriesOf(A);
  let total = 0;
  for (let p = 0; p < data.length; p++) total += data[p]!;
  return total;
}

/** Below this a sum of squares may have lost squares that are too small for a number. */
const SMALL_SQUARE = 1e-280;

/**
 * The Frobenius norm ‖A‖: the square root of the sum of the squared entries; of a list of
 * numbers its Euclidean length.
 *
 * Entries of 1e200 or 1e-200 are no trouble, though their squares are no numbers: where
 * the sum overflows or all but vanishes, it is taken again of the entries divided by the
 * largest.
 *
 * @param A m × n, dense or sparse, or a list of numbers
 * @returns 0 or more; Infinity or NaN if an entry is
 *
 * @example
 * ```ts
 * import { Matrix, norm } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(norm(Matrix.from([[3, 0], [0, 4]])), 5);
 * ```
 */
export function norm(A: Matrix | SparseMatrix | ArrayLike<number>): number {
  const data = entriesOf(A);
  let total = 0;
  for (let p = 0; p < data.length; p++) total += data[p]! * data[p]!;
  if (total > SMALL_SQUARE && total < Infinity) return Math.sqrt(total);

  let largest = 0;
  for (let p = 0; p < data.length; p++) largest = Math.max(largest, Math.abs(data[p]!));
  if (!(largest > 0 && largest < Infinity)) return largest;
  total = 0;
  for (let p = 0; p < data.length; p++) total += (data[p]! / largest) ** 2;
  return largest * Math.sqrt(total);
}

/**
 * The scalar product ⟨A, B⟩: the entries multiplied one by one, then summed.
 *
 * @param A m × n
 * @param B m × n
 * @throws {RangeError} if the shapes differ
 * @throws {TypeError} if one is sparse
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
  requireDense("dot", A, B);
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
 * Unlike `Math.min(...values)` it takes any number of values: a call can hold only so
 * many arguments.
 *
 * @param A m × n, dense or sparse, or a list of numbers
 * @returns NaN if an entry is NaN, as in NumPy; Infinity if there are no entries
 *
 * @example
 * ```ts
 * import { Matrix, min } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(min(Matrix.from([[3, -2], [5, 4]])), -2);
 * ```
 */
export function min(A: Matrix | SparseMatrix | ArrayLike<number>): number {
  const data = entriesOf(A);
  let least = hasUnstoredZeros(A) ? 0 : Infinity;
  for (let p = 0; p < data.length; p++) {
    const value = data[p]!;
    if (value < least) least = value;
    else if (Number.isNaN(value)) return NaN;
  }
  return least;
}

/**
 * The largest entry; for a sparse matrix the zeros that are not stored count too.
 *
 * Unlike `Math.max(...values)` it takes any number of values: a call can hold only so
 * many arguments.
 *
 * @param A m × n, dense or sparse, or a list of numbers
 * @returns NaN if an entry is NaN, as in NumPy; −Infinity if there are no entries
 *
 * @example
 * ```ts
 * import { Matrix, max } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(max(Matrix.from([[3, -2], [5, 4]])), 5);
 * ```
 */
export function max(A: Matrix | SparseMatrix | ArrayLike<number>): number {
  const data = entriesOf(A);
  let most = hasUnstoredZeros(A) ? 0 : -Infinity;
  for (let p = 0; p < data.length; p++) {
    const value = data[p]!;
    if (value > most) most = value;
    else if (Number.isNaN(value)) return NaN;
  }
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

/** The stored entries. One kind of array, so that the engine compiles each loop once. */
function entriesOf(A: Matrix | SparseMatrix | ArrayLike<number>): Float64Array {
  if (A instanceof Matrix || A instanceof SparseMatrix) return A.data;
  return A instanceof Float64Array ? A : Float64Array.from(A);
}

function hasUnstoredZeros(A: Matrix | SparseMatrix | ArrayLike<number>): boolean {
  return A instanceof SparseMatrix && A.nonzeros < A.rows * A.cols;
}
