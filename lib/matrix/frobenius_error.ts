import { dot, norm } from "./reduce.ts";
import { gram } from "./gram.ts";
import { gramRows } from "./gram_rows.ts";
import { matmul } from "./matmul.ts";
import { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";
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
 * The three nearly cancel when the fit is almost exact, so errors below about 1e-7 of
 * ‖V‖ are rounding; text is never fitted that well.
 *
 * @param V m × n, dense or sparse
 * @param W m × k
 * @param H k × n
 * @returns the error, from 0
 * @throws {RangeError} if the shapes do not fit
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
  if (V instanceof Matrix) return norm(sub(V, matmul(W, H)));
  const cross = dot(matmul(V, transpose(H)), W);
  const squared = norm(V) ** 2 - 2 * cross + dot(gram(W), gramRows(H));
  return Math.sqrt(Math.max(squared, 0));
}
