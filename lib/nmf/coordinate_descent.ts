import {
  columnSums,
  matmul,
  type Matrix,
  max,
  type SparseMatrix,
  transpose,
} from "../matrix/mod.ts";
import { canFuse, coordinateDescentPass, LEAST_CURVATURE } from "./fused_pass.ts";
import type { NMFProgress, Outcome, Regularization } from "./options.ts";
import { bringNear, dividedBy, type Pass, scaledPass, scaleOf } from "./scale.ts";

/**
 * Coordinate descent (HALS): each entry of W in turn goes to the exact minimum of
 * ‖V − WH‖² along it, but not below 0; then each entry of H likewise. `W` and `Ht`
 * (the transpose of H) are changed in place.
 *
 * It stops when the sum of the projected gradients an iteration met has fallen to
 * `tol` times that of the first iteration, or to what is rounding: a start that is exact
 * has nothing but that from the first.
 *
 * Source: Cichocki and Phan, "Fast local algorithms for large scale nonnegative matrix
 * and tensor factorizations", IEICE Transactions E92-A (2009),
 * https://doi.org/10.1587/transfun.E92.A.708; the stopping rule and the row order are
 * those of scikit-learn.
 *
 * @returns the number of iterations done, and whether it stopped by `tol`
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
): Outcome {
  const { tol, maxIter, penalty, updateH, onIteration } = settings;
  const { l1W, l2W, l1H, l2H } = penalty;
  const unit = scaleOf(max(V));
  const A = dividedBy(V, unit);
  const At = transpose(A);
  bringNear(W, Ht, unit);
  let firstViolation = 0;
  let rounding = 0;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    if (iteration === 1) rounding = gradientRounding(A, Ht);
    let violation = scaledPass(descentPass, A, unit, W, Ht, l1W, l2W);
    if (updateH) {
      if (iteration === 1) rounding += gradientRounding(At, W);
      violation += scaledPass(descentPass, At, unit, Ht, W, l1H, l2H);
    }
    onIteration?.({ iteration, maxIter, W, Ht });
    if (iteration === 1) firstViolation = violation;
    const converged = firstViolation === 0 || violation / firstViolation <= tol ||
      (tol > 0 && violation <= rounding);
    if (converged) return { nIterations: iteration, converged };
  }
  return { nIterations: maxIter, converged: false };
}

/**
 * How large the sum of the absolute gradients F·G − V·Other may be by rounding alone where
 * the two parts are equal: the sum of V·Other, times the relative error of its sums.
 */
function gradientRounding(V: Matrix | SparseMatrix, Other: Matrix): number {
  const weights = columnSums(V);
  const terms = V.rows + V.cols + Other.cols;
  let total = 0;
  for (let p = 0; p < Other.data.length; p++) {
    total += weights[Math.floor(p / Other.cols)]! * Other.data[p]!;
  }
  return terms * Number.EPSILON * total;
}

/**
 * One pass over all entries of `F`, where V ≈ F·Otherᵀ. With G = OtherᵀOther and
 * P = V·Other, the gradient at entry (i, t) is (F·G − P)(i, t), its second derivative
 * G(t, t), so the minimum along it is one Newton step away.
 *
 * @returns the sum of the absolute projected gradients that were met
 */
const descentPass: Pass = (V, F, Other, G, l1) => {
  const k = F.cols;
  const g = G.data;
  const f = F.data;
  if (canFuse(V, k)) {
    return coordinateDescentPass(k)(V.indptr, V.indices, V.data, Other.data, g, l1, f);
  }
  const p = matmul(V, Other).data;
  let violation = 0;
  for (let row = 0; row < f.length; row += k) {
    for (let t = 0; t < k; t++) {
      const value = f[row + t]!;
      // In the order in which the fused pass adds, so that both round alike.
      let gradient = l1 - p[row + t]!;
      for (let n = 0; n < k; n++) {
        const r = (t + n) % k;
        gradient += f[row + r]! * g[r * k + t]!;
      }
      // At 0 a positive gradient asks to go below 0, which is not allowed.
      violation += value === 0 ? Math.max(-gradient, 0) : Math.abs(gradient);
      const curvature = g[t * k + t]!;
      const inverse = curvature < LEAST_CURVATURE ? 0 : 1 / curvature;
      f[row + t] = Math.max(value - gradient * inverse, 0);
    }
  }
  return violation;
};
