import {
  columnSums,
  matmul,
  Matrix,
  max,
  SparseMatrix,
  transpose,
} from "../matrix/mod.ts";
import { divergence, EPSILON } from "./beta_divergence.ts";
import { canFuse, multiplicativePass } from "./fused_pass.ts";
import type { NMFProgress, Regularization } from "./options.ts";
import { productAtNonzeros } from "./product_at_nonzeros.ts";
import { bringNear, dividedBy, type Pass, scaledPass, scaleOf } from "./scale.ts";

/**
 * Multiplicative updates: every entry of W, then every entry of H, is multiplied by the
 * ratio of the negative to the positive part of its gradient. The ratio is never below
 * 0, so W and H stay non-negative without being told to. `W` and `Ht` (the transpose of
 * H) are changed in place.
 *
 * Every tenth iteration the error is compared with that of ten iterations before; it
 * stops when the gain is below `tol` times the error at the start.
 *
 * Source: Lee and Seung, "Algorithms for non-negative matrix factorization", NIPS 2000;
 * for any β: Févotte and Idier, Neural Computation 23 (2011),
 * https://doi.org/10.1162/NECO_a_00168. Stopping rule and treatment of zeros are those
 * of scikit-learn.
 *
 * @returns the number of iterations done
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
): number {
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
  let previousError = firstError;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    update(A, W, Ht, l1W, l2W);
    if (beta < 1) dropTiny(W);
    if (updateH) {
      update(At, Ht, W, l1H, l2H);
      if (beta <= 1) dropTiny(Ht);
    }
    onIteration?.({ iteration, maxIter, W, Ht });
    if (tol > 0 && iteration % 10 === 0) {
      const now = error();
      if ((previousError - now) / firstError < tol) return iteration;
      previousError = now;
    }
  }
  return maxIter;
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

/** F ← F ∘ (numerator ⊘ denominator)^γ, where V ≈ F·Otherᵀ. */
function betaUpdate(
  V: Matrix | SparseMatrix,
  F: Matrix,
  Other: Matrix,
  beta: number,
  l1: number,
  l2: number,
): void {
  const { numerator, denominator } = betaParts(V, F, Other, beta);
  const f = F.data;
  const up = numerator.data;
  const down = denominator.data;
  const gamma = beta < 1 ? 1 / (2 - beta) : beta > 2 ? 1 / (beta - 1) : 1;
  for (let p = 0; p < f.length; p++) {
    let below = down[p]! + l1 + l2 * f[p]!;
    if (below === 0) below = EPSILON;
    const ratio = up[p]! / below;
    f[p]! *= gamma === 1 ? ratio : ratio ** gamma;
  }
}

/**
 * For any β: the numerator is (V ∘ (WH)^(β−2))·Other, the denominator (WH)^(β−1)·Other.
 * The first needs WH only where V is not zero; the second is made a row at a time.
 */
function betaParts(
  V: Matrix | SparseMatrix,
  F: Matrix,
  Other: Matrix,
  beta: number,
): { numerator: Matrix; denominator: Matrix } {
  const Ot = transpose(Other);
  const ratios = productAtNonzeros(V, F, Ot);
  for (let p = 0; p < ratios.length; p++) {
    const wh = beta < 2 && ratios[p] === 0 ? EPSILON : ratios[p]!;
    ratios[p] = V.data[p]! * wh ** (beta - 2);
  }
  const R = V instanceof Matrix
    ? new Matrix(V.rows, V.cols, ratios)
    : new SparseMatrix(V.rows, V.cols, V.indptr, V.indices, ratios);
  return {
    numerator: matmul(R, Other),
    denominator: betaDenominator(F, Other, Ot, beta),
  };
}

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
      const wh = beta < 1 && row.data[j] === 0 ? EPSILON : row.data[j]!;
      row.data[j] = wh ** (beta - 1);
    }
    denominator.row(i).set(matmul(row, Other).data);
  }
  return denominator;
}

/** Values below the float64 machine epsilon become 0, or they would drift to subnormals. */
function dropTiny(F: Matrix): void {
  for (let p = 0; p < F.data.length; p++) if (F.data[p]! < Number.EPSILON) F.data[p] = 0;
}
