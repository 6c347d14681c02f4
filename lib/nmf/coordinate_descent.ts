import {
  gram,
  matmul,
  type Matrix,
  type SparseMatrix,
  transpose,
} from "../matrix/mod.ts";
import { canFuse, coordinateDescentPass } from "./fused_pass.ts";
import type { NMFProgress, Regularization } from "./options.ts";

/**
 * Coordinate descent (HALS): each entry of W in turn goes to the exact minimum of
 * ‖V − WH‖² along it, but not below 0; then each entry of H likewise. `W` and `Ht`
 * (the transpose of H) are changed in place.
 *
 * It stops when the sum of the projected gradients an iteration met has fallen to
 * `tol` times that of the first iteration.
 *
 * Source: Cichocki and Phan, "Fast local algorithms for large scale nonnegative matrix
 * and tensor factorizations", IEICE Transactions E92-A (2009),
 * https://doi.org/10.1587/transfun.E92.A.708; the stopping rule and the row order are
 * those of scikit-learn.
 *
 * @returns the number of iterations done
 */
export function coordinateDescent(
  V: Matrix | SparseMatrix,
  W: Matrix,
  Ht: Matrix,
  settings: {
    tol: number;
    maxIter: number;
    penalty: Regularization;
    updateH: boolean;
    onIteration: ((progress: NMFProgress) => void) | undefined;
  },
): number {
  const { tol, maxIter, penalty, updateH, onIteration } = settings;
  const Vt = transpose(V);
  let firstViolation = 0;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    let violation = updateFactor(V, W, Ht, penalty.l1W, penalty.l2W);
    if (updateH) violation += updateFactor(Vt, Ht, W, penalty.l1H, penalty.l2H);
    onIteration?.({ iteration, maxIter, W, Ht });
    if (iteration === 1) firstViolation = violation;
    if (firstViolation === 0 || violation / firstViolation <= tol) return iteration;
  }
  return maxIter;
}

/**
 * One pass over all entries of `F`, where V ≈ F·Otherᵀ. With G = OtherᵀOther and
 * P = V·Other, the gradient at entry (i, t) is (F·G − P)(i, t), its second derivative
 * G(t, t), so the minimum along it is one Newton step away.
 *
 * @returns the sum of the absolute projected gradients that were met
 */
function updateFactor(
  V: Matrix | SparseMatrix,
  F: Matrix,
  Other: Matrix,
  l1: number,
  l2: number,
): number {
  const k = F.cols;
  const g = gram(Other).data;
  const f = F.data;
  for (let t = 0; t < k; t++) g[t * k + t]! += l2;
  if (canFuse(V, k)) {
    return coordinateDescentPass(k)(V.indptr, V.indices, V.data, Other.data, g, l1, f);
  }
  const p = matmul(V, Other).data;
  let violation = 0;
  for (let row = 0; row < f.length; row += k) {
    for (let t = 0; t < k; t++) {
      const value = f[row + t]!;
      let gradient = l1 - p[row + t]!;
      for (let r = 0; r < k; r++) gradient += g[t * k + r]! * f[row + r]!;
      // At 0 a positive gradient asks to go below 0, which is not allowed.
      violation += value === 0 ? Math.max(-gradient, 0) : Math.abs(gradient);
      const curvature = g[t * k + t]!;
      if (curvature !== 0) f[row + t] = Math.max(value - gradient / curvature, 0);
    }
  }
  return violation;
}
