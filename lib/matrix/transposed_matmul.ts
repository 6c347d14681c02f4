import { matmul } from "./matmul.ts";
import { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";
import { sparseTimesDense, transposedSparseTimesDense } from "./sparse_times_dense.ts";
import { transpose } from "./transpose.ts";
import { each, unrolled, WIDEST_UNROLLED } from "./unroll.ts";

/**
 * AᵀB, the scalar products of A's columns with B's: what `matmul(transpose(A), B)` gives,
 * without making the transpose.
 *
 * The update of H is full of it: WᵀV is `transposedMatmul(W, V)`. A sparse V keeps its own
 * transpose after the first time, so that its non-zeros alone are visited here too.
 *
 * @param A m × k, dense or sparse
 * @param B m × n, dense or sparse
 * @returns k × n, dense
 * @throws {RangeError} if A and B have not as many rows
 * @throws {TypeError} if both are sparse
 *
 * @example
 * ```ts
 * import { Matrix, SparseMatrix, transposedMatmul } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const W = Matrix.from([[1, 0], [2, 3]]);
 * const V = SparseMatrix.fromDense(Matrix.from([[5, 0, 7], [0, 1, 0]]));
 * assert.deepEqual(transposedMatmul(W, V).toArray(), [[5, 2, 7], [0, 3, 0]]);
 * ```
 */
export function transposedMatmul(
  A: Matrix | SparseMatrix,
  B: Matrix | SparseMatrix,
): Matrix {
  if (A.rows !== B.rows) {
    throw new RangeError(
      `transposedMatmul: A is ${A.rows} × ${A.cols} and B is ${B.rows} × ${B.cols}; ` +
        `they must have as many rows`,
    );
  }
  if (A instanceof Matrix) {
    if (!(B instanceof Matrix)) return transposedSparseTimesDense(B.transpose(), A);
    if (A.cols <= WIDEST_UNROLLED) return narrowTimesDense(A, B);
    // AᵀB = (BᵀA)ᵀ; of two wide matrices the product takes so long that a copy is nothing.
    return B.cols <= WIDEST_UNROLLED
      ? transpose(narrowTimesDense(B, A))
      : matmul(transpose(A), B);
  }
  if (B instanceof Matrix) return sparseTimesDense(A.transpose(), B);
  throw new TypeError("transposedMatmul: at most one of the two may be sparse");
}

/** Columns of B that are taken together, so that their sums stay in the fastest memory. */
const BLOCK = 512;

/** AᵀB for an A of a few columns: each row of A and B adds the products of its entries. */
function narrowTimesDense(A: Matrix, B: Matrix): Matrix {
  const C = new Matrix(A.cols, B.cols);
  for (let from = 0; from < B.cols; from += BLOCK) {
    const to = Math.min(from + BLOCK, B.cols);
    unrolledLoop(A.cols)(A.rows, B.cols, from, to, A.data, B.data, C.data);
  }
  return C;
}

type Loop = (
  rows: number,
  width: number,
  from: number,
  to: number,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
) => void;

const unrolledLoop = unrolled<Loop>(
  ["rows", "width", "from", "to", "a", "b", "c"],
  (k) => `
    for (let i = 0; i < rows; i++) {
      ${each(k, (r) => `const a${r} = a[i * ${k} + ${r}];`)}
      const row = i * width;
      for (let j = from; j < to; j++) {
        const value = b[row + j];
        ${each(k, (r) => `c[${r} * width + j] += a${r} * value;`)}
      }
    }`,
);
