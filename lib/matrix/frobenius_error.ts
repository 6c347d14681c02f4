import { dot, norm } from "./reduce.ts";
import { gram } from "./gram.ts";
import { gramRows } from "./gram_rows.ts";
import { matmul } from "./matmul.ts";
import { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";
import { requireDense } from "./require_dense.ts";
import { sub } from "./elementwise.ts";
import { transpose } from "./transpose.ts";

/**
 * The error of a factorization, ‖V − WH‖ in the Frobenius norm.
 *
 * For a dense V it is computed as written. For a sparse V the m × n product WH is
 * never formed; expanding the square leaves three cheap terms:
 *
 *     ‖V − WH‖² = ‖V‖² − 2⟨VHᵀ, W⟩ + ⟨WᵀW, HHᵀ⟩
 *
 * Where the fit is so good that the three nearly cancel, or they are no numbers because V
 * is of 1e200 or 1e-200, WH is computed after all, a row at a time; text is never fitted
 * that well.
 *
 * @param V m × n, dense or sparse
 * @param W m × k
 * @param H k × n
 * @returns the error, from 0; NaN or Infinity if W or H is
 * @throws {RangeError} if the shapes do not fit
 * @throws {TypeError} if W or H is sparse
 *
 * @example
 * ```ts
 * import { frobeniusError, Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = Matrix.from([[3, 0], [0, 4]]);
 * const W = Matrix.from([[1], [0]]);
 * const H = Matrix.from([[3, 0]]);
 * assert.equal(frobeniusError(V, W, H), 4);
 * assert.equal(frobeniusError(SparseMatrix.fromDense(V), W, H), 4);
 * ```
 */
export function frobeniusError(V: Matrix | SparseMatrix, W: Matrix, H: Matrix): number {
  if (V.rows !== W.rows || V.cols !== H.cols || W.cols !== H.rows) {
    throw new RangeError(
      `frobeniusError: V is ${V.rows} × ${V.cols}, W is ${W.rows} × ${W.cols} ` +
        `and H is ${H.rows} × ${H.cols}; WH must have V's shape`,
    );
  }
  requireDense("frobeniusError", W, H);
  if (V instanceof Matrix) return norm(sub(V, matmul(W, H)));
  const length = norm(V) ** 2;
  const cross = dot(matmul(V, transpose(H)), W);
  const squared = length - 2 * cross + dot(gram(W), gramRows(H));
  // Rounding is 1e-16 of the terms, so ten digits of this difference are right, or more.
  if (squared > 1e-6 * length && length > 1e-280 && squared < Infinity) {
    return Math.sqrt(squared);
  }
  return Number.isFinite(norm(W)) && Number.isFinite(norm(H))
    ? rowByRow(V, W, H)
    : squared;
}

/** ‖V − WH‖ as it is written, without the whole of WH in memory. */
function rowByRow(V: SparseMatrix, W: Matrix, H: Matrix): number {
  const lengths = new Float64Array(V.rows);
  for (let i = 0; i < V.rows; i++) {
    const difference = matmul(new Matrix(1, W.cols, W.row(i)), H).data;
    const { indices, data } = V.row(i);
    for (let p = 0; p < data.length; p++) difference[indices[p]!]! -= data[p]!;
    lengths[i] = norm(difference);
  }
  return norm(lengths);
}
