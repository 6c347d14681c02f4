import {
  columnSums,
  gram,
  matmul,
  Matrix,
  max,
  SparseMatrix,
  transpose,
} from "../matrix/mod.ts";
import { productAtNonzeros } from "./product_at_nonzeros.ts";
import { dividedBy, scaleOf } from "./scale.ts";

/** Powers of WH beyond this are cut, so that a sum of them is still a number. */
const LARGEST_POWER = 2 ** 960;

/** A number that may have overflowed, cut so that it can be added, and multiplied by 0. */
export function cut(value: number): number {
  return Math.min(value, LARGEST_POWER);
}

/** The power γ of the ratio with which the divergence never rises (Févotte and Idier). */
export function gammaOf(beta: number): number {
  return beta < 1 ? 1 / (2 - beta) : beta > 2 ? 1 / (beta - 1) : 1;
}

/**
 * The two parts of the gradient of d(V, F·Otherᵀ), which is D − N:
 *
 *     N = (V ∘ (F·Otherᵀ)^(β−2))·Other      D = (F·Otherᵀ)^(β−1)·Other
 *
 * Numbers that are too large are cut, so that both are finite.
 *
 * @param V rows × cols, divided by `unit`
 * @param unit what V was divided by; 1 if β ≠ 2
 * @param F rows × k
 * @param Other cols × k
 */
export function updateParts(
  V: Matrix | SparseMatrix,
  unit: number,
  F: Matrix,
  Other: Matrix,
  beta: number,
): { N: Matrix; D: Matrix } {
  if (beta === 2) {
    const o = scaleOf(max(Other));
    const O = dividedBy(Other, o);
    const N = matmul(V, O);
    const D = matmul(F, gram(O));
    const size = Math.log2(o);
    multiply(N.data, Math.log2(unit) + size);
    multiply(D.data, 2 * size);
    return { N, D };
  }
  const { scales, o, up: N, down: D } = betaParts(V, F, Other, beta);
  for (let i = 0; i < F.rows; i++) {
    const size = Math.log2(scales[i]!) + Math.log2(o);
    multiply(N.row(i), (beta - 2) * size + Math.log2(o));
    multiply(D.row(i), (beta - 1) * size + Math.log2(o));
  }
  return { N, D };
}

/** Times 2 to that exponent, and cut. */
function multiply(values: Float64Array, exponent: number): void {
  const factor = cut(2 ** exponent);
  for (let p = 0; p < values.length; p++) values[p] = cut(cut(values[p]!) * factor);
}

/**
 * `updateParts` for β ≠ 2 on numbers near 1: each row i of F is divided by its scale s, and
 * Other by its scale o, before powers are taken. N is then (s·o)^(β−2)·o times `up`, D is
 * (s·o)^(β−1)·o times `down`.
 */
export function betaParts(
  V: Matrix | SparseMatrix,
  F: Matrix,
  Other: Matrix,
  beta: number,
): {
  /** F, its rows divided by their scales */
  P: Matrix;
  scales: Float64Array;
  o: number;
  up: Matrix;
  down: Matrix;
} {
  const o = scaleOf(max(Other));
  const O = dividedBy(Other, o);
  const scales = rowScales(F);
  const P = rowsDividedBy(F, scales);
  const Ot = transpose(O);
  const up = matmul(weighted(V, P, Ot, beta), O);
  const down = denominator(P, O, Ot, beta);
  return { P, scales, o, up, down };
}

function rowScales(F: Matrix): Float64Array {
  const scales = new Float64Array(F.rows);
  for (let i = 0; i < F.rows; i++) {
    let largest = 0;
    for (let t = 0; t < F.cols; t++) largest = Math.max(largest, F.at(i, t));
    scales[i] = scaleOf(largest);
  }
  return scales;
}

function rowsDividedBy(F: Matrix, scales: Float64Array): Matrix {
  if (scales.every((scale) => scale === 1)) return F;
  return new Matrix(
    F.rows,
    F.cols,
    F.data.map((f, p) => f / scales[Math.floor(p / F.cols)]!),
  );
}

/** V ∘ (WH)^(β−2), for which WH is needed only where V is not 0. */
function weighted(
  V: Matrix | SparseMatrix,
  F: Matrix,
  Ot: Matrix,
  beta: number,
): Matrix | SparseMatrix {
  const weights = productAtNonzeros(V, F, Ot);
  for (let p = 0; p < weights.length; p++) {
    const v = V.data[p]!;
    const wh = weights[p]!;
    if (v === 0 || wh === 0) weights[p] = 0;
    else weights[p] = cut(beta === 1 ? v / wh : v * wh ** (beta - 2));
  }
  return V instanceof Matrix
    ? new Matrix(V.rows, V.cols, weights)
    : new SparseMatrix(V.rows, V.cols, V.indptr, V.indices, weights);
}

/** (WH)^(β−1)·Other, a row at a time. */
function denominator(F: Matrix, Other: Matrix, Ot: Matrix, beta: number): Matrix {
  const denominator = new Matrix(F.rows, F.cols);
  if (beta === 1) {
    // (WH)⁰ is all ones, so each row is the column sums of the other factor.
    const sums = columnSums(Other);
    for (let i = 0; i < F.rows; i++) denominator.row(i).set(sums);
    return denominator;
  }
  for (let i = 0; i < F.rows; i++) {
    const row = matmul(new Matrix(1, F.cols, F.row(i)), Ot);
    for (let j = 0; j < row.cols; j++) {
      const wh = row.data[j]!;
      row.data[j] = wh === 0 ? 0 : cut(wh ** (beta - 1));
    }
    denominator.row(i).set(matmul(row, Other).data);
  }
  return denominator;
}
