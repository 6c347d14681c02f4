import {
  columnSums,
  frobeniusError,
  matmul,
  Matrix,
  min,
  type SparseMatrix,
  sum,
  transpose,
} from "../matrix/mod.ts";
import { checkEntries } from "./check_entries.ts";
import type { BetaLoss } from "./options.ts";
import { productAtNonzeros } from "./product_at_nonzeros.ts";

/** What stands in for a zero that is to be divided by: the float32 machine epsilon. */
export const EPSILON = 2 ** -23;

/** β as a number: 2 is Frobenius, 1 Kullback–Leibler, 0 Itakura–Saito. */
export function betaOf(loss: BetaLoss): number {
  if (loss === "frobenius") return 2;
  if (loss === "kullback-leibler") return 1;
  if (loss === "itakura-saito") return 0;
  return loss;
}

/**
 * The β-divergence between V and WH as an error, √(2 d(V, WH)); for β = 2 that is the
 * Frobenius norm ‖V − WH‖.
 *
 * Terms with v = 0 are taken in the limit: they count WH only. For β ≤ 0 that limit is
 * infinite, so V must then be positive.
 *
 * Source: Févotte and Idier, "Algorithms for nonnegative matrix factorization with the
 * β-divergence", Neural Computation 23 (2011), https://doi.org/10.1162/NECO_a_00168
 *
 * @param V m × n, dense or sparse, entries finite and ≥ 0, for β ≤ 0 above 0
 * @param W m × k, entries finite and ≥ 0
 * @param H k × n, entries finite and ≥ 0
 * @param loss which divergence: a name, or β
 * @returns the error, from 0
 * @throws {RangeError} if the shapes do not fit, the loss is unknown, an entry is negative
 * or not finite, or V has a zero and β ≤ 0
 *
 * @example
 * ```ts
 * import { betaDivergence } from "@nmf/lib/nmf";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = Matrix.from([[2]]);
 * const one = Matrix.from([[1]]);
 * // Kullback–Leibler: 2 ln(2 / 1) − 2 + 1
 * const error = betaDivergence(V, one, one, "kullback-leibler");
 * assert.ok(Math.abs(error - Math.sqrt(2 * (2 * Math.log(2) - 1))) < 1e-12);
 * ```
 */
export function betaDivergence(
  V: Matrix | SparseMatrix,
  W: Matrix,
  H: Matrix,
  loss: BetaLoss,
): number {
  const beta = checkLoss(loss);
  if (V.rows !== W.rows || V.cols !== H.cols || W.cols !== H.rows) {
    throw new RangeError(
      `betaDivergence: V is ${V.rows} × ${V.cols}, W is ${W.rows} × ${W.cols} ` +
        `and H is ${H.rows} × ${H.cols}; WH must have V's shape`,
    );
  }
  checkEntries("V", V);
  checkEntries("W", W);
  checkEntries("H", H);
  checkPositive(V, beta);
  if (beta === 2) return frobeniusError(V, W, H);
  const product = productAtNonzeros(V, W, H);
  let divergence = 0;
  const atNonzeros = (term: (v: number, wh: number) => number) => {
    for (let p = 0; p < product.length; p++) {
      const v = V.data[p]!;
      if (v > EPSILON) divergence += term(v, Math.max(product[p]!, EPSILON));
    }
  };
  if (beta === 1) {
    atNonzeros((v, wh) => v * Math.log(v / wh));
    divergence += productSum(W, H) - sum(V);
  } else if (beta === 0) {
    atNonzeros((v, wh) => v / wh - Math.log(v / wh));
    divergence -= V.rows * V.cols;
  } else {
    atNonzeros((v, wh) => v ** beta - beta * v * wh ** (beta - 1));
    divergence += (beta - 1) * productPowerSum(W, H, beta);
    divergence /= beta * (beta - 1);
  }
  return Math.sqrt(2 * Math.max(divergence, 0));
}

/** @throws {RangeError} if there is no such loss */
export function checkLoss(loss: BetaLoss): number {
  const beta = betaOf(loss);
  if (Number.isFinite(beta)) return beta;
  throw new RangeError(
    `betaLoss is unknown: ${loss}; it is "frobenius", "kullback-leibler", ` +
      `"itakura-saito" or a number`,
  );
}

/** @throws {RangeError} if V has a zero where no loss can be finite */
export function checkPositive(V: Matrix | SparseMatrix, beta: number): void {
  if (beta <= 0 && min(V) === 0) {
    throw new RangeError(
      `a loss with β ≤ 0 is infinite where V is 0; ` +
        `add a small number to V, or take a loss with β > 0`,
    );
  }
}

/** The sum of all entries of WH, from the column sums of W and the row sums of H. */
function productSum(W: Matrix, H: Matrix): number {
  const ofW = columnSums(W);
  const ofH = columnSums(transpose(H));
  return ofW.reduce((total, value, r) => total + value * ofH[r]!, 0);
}

/** The sum of (WH)^β over all entries, one row of WH at a time. */
function productPowerSum(W: Matrix, H: Matrix, beta: number): number {
  let total = 0;
  for (let i = 0; i < W.rows; i++) {
    const row = matmul(new Matrix(1, W.cols, W.row(i)), H).data;
    for (let j = 0; j < row.length; j++) total += row[j]! ** beta;
  }
  return total;
}
