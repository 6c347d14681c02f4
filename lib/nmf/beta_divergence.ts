import {
  columnSums,
  frobeniusError,
  matmul,
  Matrix,
  max,
  min,
  norm,
  type SparseMatrix,
  sum,
  transpose,
} from "../matrix/mod.ts";
import { powerOfTwo } from "../matrix/power_of_two.ts";
import { checkEntries } from "./check_entries.ts";
import { naturalUnit } from "./natural_unit.ts";
import type { BetaLoss } from "./options.ts";
import { productAtNonzeros } from "./product_at_nonzeros.ts";

/** What stands in for WH = 0 under V > 0, in V's natural unit: float32's machine epsilon. */
const EPSILON = 2 ** -23;
/** The least number with all its digits; 1 divided by it is a number still. */
const LEAST_NORMAL = 2 ** -1022;
/** Where less than this share of the sums is left of their difference, it is rounding. */
const CANCELLED = 1e-3;
/** Relative distance of WH from V up to which a power series is the more exact. */
const NEAR = 0.1;

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
 * It is exact at any scale: V·s and WH·s have an error s^(β/2) times as large. Terms with
 * v = 0 are taken in the limit: they count WH only. For β ≤ 0 that limit is infinite, so V
 * must then be positive. Where WH is 0 under a positive v, which zeros in a start can
 * bring about, the divergence is infinite for β ≤ 1; so that such fits can still be
 * compared, and stop, that WH counts as 2⁻²³ of V's unit (see `naturalUnit`), as in
 * scikit-learn.
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
  return divergence(V, W, H, beta);
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

/** `betaDivergence` of what has been checked. */
export function divergence(
  V: Matrix | SparseMatrix,
  W: Matrix,
  H: Matrix,
  beta: number,
): number {
  if (beta === 2) return frobeniusError(V, W, H);
  if (beta === 1 && "indptr" in V) {
    const quick = divergenceFromSums(V, W, H);
    if (quick !== undefined) return quick;
  }
  return divergenceByEntries(V, W, H, beta);
}

/**
 * How large `divergence` may be by rounding alone when V = WH: √Σ v^β, the size of V in
 * that divergence, times the relative error of a product of k terms.
 */
export function divergenceRounding(
  V: Matrix | SparseMatrix,
  k: number,
  beta: number,
): number {
  const relative = (k + 2) * Number.EPSILON;
  if (beta === 2) return relative * norm(V);
  const unit = powerOfTwo(max(V));
  let total = 0;
  for (const v of V.data) if (v > 0) total += (v / unit) ** beta;
  return relative * Math.sqrt(total) * unit ** (beta / 2);
}

/**
 * Kullback–Leibler on sparse V without its zeros: Σ v ln(v / wh), plus the sum of WH, which
 * W's and H's sums give, less that of V. Undefined if too little is left of the sums.
 */
function divergenceFromSums(
  V: SparseMatrix,
  W: Matrix,
  H: Matrix,
): number | undefined {
  const product = productAtNonzeros(V, W, H);
  let floor: number | undefined;
  let logs = 0;
  for (let p = 0; p < product.length; p++) {
    const v = V.data[p]!;
    if (v === 0) continue;
    const wh = product[p] === 0
      ? floor ??= EPSILON * naturalUnit(V)
      : Math.max(product[p]!, LEAST_NORMAL);
    logs += v * Math.log(v / wh);
  }
  const ofWH = productSum(W, H);
  const ofV = sum(V);
  const total = logs + ofWH - ofV;
  return total > CANCELLED * (ofWH + ofV) ? Math.sqrt(2 * total) : undefined;
}

/** Σ d(v, wh) as it is written, one row of WH at a time. */
function divergenceByEntries(
  V: Matrix | SparseMatrix,
  W: Matrix,
  H: Matrix,
  beta: number,
): number {
  // Powers of 1e150 are no numbers; divided by V's size all of them are.
  const size = powerOfTwo(max(V));
  let floor: number | undefined;
  let total = 0;
  for (let i = 0; i < V.rows; i++) {
    const wh = matmul(new Matrix(1, W.cols, W.row(i)), H).data;
    const v = denseRow(V, i);
    for (let j = 0; j < v.length; j++) {
      let base = wh[j]! / size;
      if (beta <= 1 && v[j]! > 0) {
        base = wh[j] === 0
          ? floor ??= EPSILON * naturalUnit(V) / size
          : Math.max(base, LEAST_NORMAL);
      }
      total += entryDivergence(v[j]! / size, wh[j]! / size, base, beta);
    }
  }
  return Math.sqrt(2 * Math.max(total, 0)) * size ** (beta / 2);
}

/** d(v, wh) for one entry; `base` is wh, or what stands in for it where a 0 is no use. */
function entryDivergence(v: number, wh: number, base: number, beta: number): number {
  if (v === 0) return wh === 0 ? 0 : wh ** beta / beta;
  const change = (wh - v) / v;
  if (Math.abs(change) < NEAR) return v ** beta * nearDivergence(change, beta);
  if (beta === 1) return v * Math.log(v / base) - v + wh;
  if (beta === 0) return v / base - Math.log(v / base) - 1;
  return (v ** beta + base ** (beta - 1) * ((beta - 1) * wh - beta * v)) /
    (beta * (beta - 1));
}

/**
 * d(1, 1 + x) = ∫₀ˣ t (1 + t)^(β−2) dt as a power series. The closed form subtracts numbers
 * of about 1 to get one of about x², and is rounding where x is small.
 */
function nearDivergence(x: number, beta: number): number {
  let total = 0;
  // The binomial coefficient of β − 2 and n, times xⁿ⁺².
  let term = x * x;
  for (let n = 0; n < 100 && total + term !== total; n++) {
    total += term / (n + 2);
    term *= x * (beta - 2 - n) / (n + 1);
  }
  return total;
}

function denseRow(V: Matrix | SparseMatrix, i: number): Float64Array {
  if (V instanceof Matrix) return V.row(i);
  const row = new Float64Array(V.cols);
  const { indices, data } = V.row(i);
  for (let p = 0; p < data.length; p++) row[indices[p]!] = data[p]!;
  return row;
}

/** The sum of all entries of WH, from the column sums of W and the row sums of H. */
function productSum(W: Matrix, H: Matrix): number {
  const ofW = columnSums(W);
  const ofH = columnSums(transpose(H));
  return ofW.reduce((total, value, r) => total + value * ofH[r]!, 0);
}
