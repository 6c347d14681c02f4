import { matmul, type Matrix, max, type SparseMatrix, transpose } from "../matrix/mod.ts";
import { divergence, divergenceRounding } from "./beta_divergence.ts";
import { canFuse, multiplicativePass } from "./fused_pass.ts";
import type { NMFProgress, Outcome, Regularization } from "./options.ts";
import {
  bringNear,
  dividedBy,
  LARGEST_PENALTY,
  type Pass,
  scaledPass,
  scaleOf,
} from "./scale.ts";
import { betaParts, cut, gammaOf } from "./update_parts.ts";

/**
 * Multiplicative updates: every entry of W, then every entry of H, is multiplied by the
 * ratio of the negative to the positive part of its gradient. The ratio is never below
 * 0, so W and H stay non-negative without being told to. `W` and `Ht` (the transpose of
 * H) are changed in place.
 *
 * Every tenth iteration the error is compared with that of ten iterations before; it
 * stops when the gain is below `tol` times the error at the start, or the error is rounding.
 * Without a penalty it stops after an exact start at once.
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
  ) => updateFactor(A, unit, F, Other, beta, l1, l2);
  const error = () => divergence(V, W, transpose(Ht), beta);
  const firstError = tol > 0 ? error() : 0;
  const rounding = tol > 0 ? divergenceRounding(V, W.cols, beta) : 0;
  // A penalty leads away even from W and H whose error is 0.
  const isExact = firstError <= rounding && l1W + l2W + l1H + l2H === 0;
  let previousError = firstError;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    update(A, W, Ht, l1W, l2W);
    if (beta < 1) dropTiny(W);
    if (updateH) {
      update(At, Ht, W, l1H, l2H);
      if (beta <= 1) dropTiny(Ht);
    }
    onIteration?.({ iteration, maxIter, W, Ht });
    if (tol > 0 && (iteration % 10 === 0 || isExact)) {
      const now = error();
      const converged = now <= rounding || (previousError - now) / firstError < tol;
      if (converged) return { nIterations: iteration, converged };
      previousError = now;
    }
  }
  return { nIterations: maxIter, converged: false };
}

/**
 * One multiplicative update of F, in place, where V ≈ F·Otherᵀ.
 *
 * @param V rows × cols, divided by `unit`
 * @param unit what V was divided by: its scale if β = 2, else 1
 * @param F rows × k
 * @param Other cols × k
 */
export function updateFactor(
  V: Matrix | SparseMatrix,
  unit: number,
  F: Matrix,
  Other: Matrix,
  beta: number,
  l1: number,
  l2: number,
): void {
  if (beta === 2) scaledPass(frobeniusPass, V, unit, F, Other, l1, l2);
  else betaUpdate(V, F, Other, beta, l1, l2);
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
 * (WH)^(β−1)·Other plus the penalties; see `betaParts` for the scales s and o.
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
  const gamma = gammaOf(beta);
  const { P, scales, o, up: { data: up }, down: { data: down } } = betaParts(
    V,
    F,
    Other,
    beta,
  );
  const ofOther = Math.log2(o);
  for (let i = 0; i < F.rows; i++) {
    // In exponents of 2: s and o may be numbers whose powers are none.
    const s = Math.log2(scales[i]!);
    const unit = 2 ** ((beta - 1) * s + beta * ofOther);
    const back = Math.min(2 ** ((1 - gamma) * s - gamma * ofOther), Number.MAX_VALUE);
    for (let p = i * k; p < (i + 1) * k; p++) {
      const penalty = l1 + l2 * F.data[p]!;
      const below = penalty === 0
        ? down[p]!
        : down[p]! + Math.min(penalty / unit, LARGEST_PENALTY);
      const ratio = below === 0 ? 0 : cut(up[p]! / below);
      F.data[p] = Math.min(
        P.data[p]! * (gamma === 1 ? ratio : ratio ** gamma) * back,
        Number.MAX_VALUE,
      );
    }
  }
}

/**
 * Values that are rounding beside the largest become 0: they would drift to numbers that
 * are too small for the processor to be quick with, and their powers to ones too large.
 */
export function dropTiny(F: Matrix): void {
  const least = Number.EPSILON * max(F);
  for (let p = 0; p < F.data.length; p++) if (F.data[p]! < least) F.data[p] = 0;
}
