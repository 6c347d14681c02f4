import { frobeniusError } from "./frobenius_error.ts";
import { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";
import { truncatedSvd } from "./truncated_svd.ts";

/** So many that the floor of 20 Newsgroups is right to eight digits, up to 12 topics. */
const POWER_ITERATIONS = 40;

/**
 * The least error that a factorization of rank k can have, with negative entries or
 * without: that of the truncated SVD, ‖V − U diag(s) Vᵀ‖ = √(‖V‖² − s₁² − … − sₖ²).
 *
 * Source: Eckart and Young, "The approximation of one matrix by another of lower rank",
 * Psychometrika 1 (1936), https://doi.org/10.1007/BF02288367
 *
 * @param V m × n, dense or sparse
 * @param k the rank, from 1 to min(m, n)
 * @param seed of the random start of the SVD
 * @returns the floor, and the k right singular vectors, k × n
 * @throws {RangeError} if k or the seed is out of range
 *
 * @example
 * ```ts
 * import { Matrix, svdFloor } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const { floor } = svdFloor(Matrix.from([[3, 0], [0, 4]]), 1, 1);
 * assert.ok(Math.abs(floor - 3) < 1e-9);
 * ```
 */
export function svdFloor(
  V: Matrix | SparseMatrix,
  k: number,
  seed: number,
): { floor: number; Vt: Matrix } {
  const { U, s, Vt } = truncatedSvd(V, k, {
    random: seed,
    powerIterations: POWER_ITERATIONS,
  });
  // The first of the two formulas: in the second little is left of a difference of squares.
  const scaled = new Matrix(U.rows, k, U.data.map((u, p) => u * s[p % k]!));
  return { floor: frobeniusError(V, scaled, Vt), Vt };
}
