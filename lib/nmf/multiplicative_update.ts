import {
  columnSums,
  matmul,
  Matrix,
  max,
  SparseMatrix,
  transpose,
} from "../matrix/mod.ts";
import { divergence, divergenceRounding } from "./beta_divergence.ts";
import { canFuse, multiplicativePass } from "./fused_pass.ts";
import type { NMFProgress, Outcome, Regularization } from "./options.ts";
import { productAtNonzeros } from "./product_at_nonzeros.ts";
import {
  bringNear,
  dividedBy,
  LARGEST_PENALTY,
  type Pass,
  scaledPass,
  scaleOf,
} from "./scale.ts";

/** Powers of WH beyond this are cut, so that a sum of them is still a number. */
const LARGEST_POWER = 2 ** 960;

/**
 * Multiplicative updates: every entry of W, then every entry of H, is multiplied by the
 * ratio of the negative to the positive part of its gradient. The ratio is never below
 * 0, so W and H stay non-negative without being told to. `W` and `Ht` (the transpose of
 * H) are changed in place.
 *
 * Every tenth iteration the error is compared with that of ten iterations before; it
 * stops when the gain is below `tol` times the error at the start, or the error is rounding.
 *
 * A 0 in V, W or H takes no part in a sum, whatever negative power of WH stands beside it:
 * such terms are 0 in the limit, though a computer makes ∞ · 0 of them.
 *
 * Source: Lee and Seung, "Algorithms for non-negative matrix factorization", NIPS 2000;
 * for any β: Févotte and Idier, Neural Computation 23 (2011),
 * https://doi.org/10.1162/NECO_a_00168. The stopping rule is that of scikit-learn.
 *
 * @returns the number of iterations done, and whether it stopped by `tol`
 */
export function multiplicativeUpdate(
  V: Matrix | SparseMatrix,
  W: Matrix,
  Ht: Matrix,
  settings: {
    beta: number;
    tol: number;
    maxIter: number;
    penalty: Regularization;
    updateH: boolean;
    onIteration: ((progress: NMFProgress) => void) | undefined;
  },
): Outcome {
  const { beta, tol, maxIter, penalty, updateH, onIteration } = settings;
  const { l1W, l2W, l1H, l2H } = penalty;
  const unit = beta === 2 ? scaleOf(max(V)) : 1;
  const A = dividedBy(V, unit);
  const At = transpose(A);
  if (beta === 2) bringNear(W, Ht, unit);
  const update = (
    A: Matrix | SparseMatrix,
    F: Matrix,
    Other: Matrix,
    l1: number,
    l2: number,
  ) =>
    beta === 2
      ? scaledPass(frobeniusPass, A, unit, F, Other, l1, l2)
      : betaUpdate(A, F, Other, beta, l1, l2);
  const error = () => divergence(V, W, transpose(Ht), beta);
  const firstError = tol > 0 ? error() : 0;
  const rounding = tol > 0 ? divergenceRounding(V, W.cols, beta) : 0;
  let previousError = firstError;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    update(A, W, Ht, l1W, l2W);
    if (beta < 1) dropTiny(W);
    if (updateH) {
      update(At, Ht, W, l1H, l2H);
      if (beta <= 1) dropTiny(Ht);
    }
    onIteration?.({ iteration, maxIter, W, Ht });
    if (tol > 0 && (iteration % 10 === 0 || firstError <= rounding)) {
      const now = error();
      const converged = now <= rounding || (previousError - now) / firstError < tol;
      if (converged) return { nIterations: iteration, converged };
      previousError = now;
    }
  }
  return { nIterations: maxIter, converged: false };
}

/** For β = 2: F ← F ∘ V·Other ⊘ (F·G + l1), where V ≈ F·Otherᵀ. */
const frobeniusPass: Pass = (V, F, Other, G, l1) => {
  const k = F.cols;
  if (canFuse(V, k)) {
    return multiplicativePass(k)(
      V.indptr,
      V.indices,
      V.data,
      Other.data,
      G.data,
      l1,
      F.data,
    );
  }
  const up = matmul(V, Other).data;
  const down = matmul(F, G).data;
  const f = F.data;
  for (let p = 0; p < f.length; p++) {
    const below = down[p]! + l1;
    // Where this is 0, so is one of the other two.
    f[p] = f[p]! * up[p]! / (below === 0 ? 1 : below);
  }
  return 0;
};

/**
 * For any β: F ← F ∘ (N ⊘ D)^γ, where V ≈ F·Otherᵀ, N is (V ∘ (WH)^(β−2))·Other and D is
 * (WH)^(β−1)·Other plus the penalties.
 *
 * Each row i of F is divided by its scale s, and Other by its scale o, before powers are
 * taken. N is then (s·o)^(β−2)·o times what comes out, D is (s·o)^(β−1)·o times.
 */
function betaUpdate(
  V: Matrix | SparseMatrix,
  F: Matrix,
  Other: Matrix,
  beta: number,
  l1: number,
  l2: number,
): void {
  const k = F.cols;
  const gamma = beta < 1 ? 1 / (2 - beta) : beta > 2 ? 1 / (beta - 1) : 1;
  const o = scaleOf(max(Other));
  const O = dividedBy(Other, o);
  const scales = rowScales(F);
  const P = rowsDividedBy(F, scales);
  const Ot = transpose(O);
  const up = matmul(weighted(V, P, Ot, beta), O).data;
  const down = betaDenominator(P, O, Ot, beta).data;
  for (let i = 0; i < F.rows; i++) {
    const s = scales[i]!;
    const unit = s ** (beta - 1) * o ** beta;
    const back = s ** (1 - gamma) * o ** -gamma;
    for (let p = i * k; p < (i + 1) * k; p++) {
      const penalty = l1 + l2 * F.data[p]!;
      const below = penalty === 0
        ? down[p]!
        : down[p]! + Math.min(penalty / unit, LARGEST_PENALTY);
      const ratio = below === 0 ? 0 : Math.min(up[p]! / below, LARGEST_POWER);
      F.data[p] = P.data[p]! * (gamma === 1 ? ratio : ratio ** gamma) * back;
    }
  }
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
    else weights[p] = Math.min(beta === 1 ? v / wh : v * wh ** (beta - 2), LARGEST_POWER);
  }
  return V instanceof Matrix
    ? new Matrix(V.rows, V.cols, weights)
    : new SparseMatrix(V.rows, V.cols, V.indptr, V.indices, weights);
}

/** (WH)^(β−1)·Other, a row at a time. */
function betaDenominator(F: Matrix, Other: Matrix, Ot: Matrix, beta: number): Matrix {
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
      row.data[j] = wh === 0 ? 0 : Math.min(wh ** (beta - 1), LARGEST_POWER);
    }
    denominator.row(i).set(matmul(row, Other).data);
  }
  return denominator;
}

/**
 * Values that are rounding beside the largest become 0: they would drift to numbers that
 * are too small for the processor to be quick with, and their powers to ones too large.
 */
function dropTiny(F: Matrix): void {
  const least = Number.EPSILON * max(F);
  for (let p = 0; p < F.data.length; p++) if (F.data[p]! < least) F.data[p] = 0;
}
