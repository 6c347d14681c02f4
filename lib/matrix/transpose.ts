import { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";

/**
 * The transpose Aᵀ: rows become columns.
 *
 * @param A m × n, dense or sparse
 * @returns n × m, of the same kind
 *
 * @example
 * ```ts
 * import { Matrix, transpose } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[1, 2, 3], [4, 5, 6]]);
 * assert.deepEqual(transpose(A).toArray(), [[1, 4], [2, 5], [3, 6]]);
 * ```
 */
export function transpose(A: Matrix): Matrix;
/** The transpose of a sparse matrix, which keeps it for the next call. */
export function transpose(A: SparseMatrix): SparseMatrix;
/** The transpose of a matrix of either kind. */
export function transpose(A: Matrix | SparseMatrix): Matrix | SparseMatrix;
export function transpose(A: Matrix | SparseMatrix): Matrix | SparseMatrix {
  if (!(A instanceof Matrix)) return A.transpose();
  const { rows, cols, data } = A;
  const T = new Matrix(cols, rows);
  const t = T.data;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) t[j * rows + i] = data[i * cols + j]!;
  }
  return T;
}
