import type { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { cut, gammaOf, updateParts } from "./update_parts.ts";

/** What stands in for a denominator of 0: float32's machine epsilon. */
const EPSILON = 2 ** -23;

/**
 * One update of H from a batch of rows of V, that remembers the batches before it:
 *
 *     A ← ρ·A + H^(1/γ) ∘ N      N = Wᵀ(V ∘ (WH)^(β−2))
 *     B ← ρ·B + D                D = Wᵀ(WH)^(β−1) + l1 + l2·H
 *     H ← (A ⊘ B)^γ
 *
 * With ρ = 0 nothing is remembered, and this is the multiplicative update of the batch:
 * H ∘ (N ⊘ D)^γ. The matrices come transposed, as in `updateFactor`; H, A and B are changed
 * in place.
 *
 * A topic that no row of the batch uses has D = 0. As in scikit-learn that counts as 1 if
 * β = 1, else as 2⁻²³.
 *
 * Source: Lefèvre, Bach and Févotte, "Online algorithms for nonnegative matrix
 * factorization with the Itakura-Saito divergence", WASPAA 2011,
 * https://doi.org/10.1109/ASPAA.2011.6082314, for β = 0; for any β as in scikit-learn.
 *
 * @param Vt n × rows of the batch, divided by `unit`
 * @param unit what V was divided by: its scale if β = 2, else 1
 * @param Ht n × k
 * @param W rows of the batch × k
 * @param memory A and B, n × k
 */
export function onlineUpdate(
  Vt: Matrix | SparseMatrix,
  unit: number,
  Ht: Matrix,
  W: Matrix,
  memory: { A: Matrix; B: Matrix },
  settings: { beta: number; rho: number; l1H: number; l2H: number },
): void {
  const { beta, rho, l1H, l2H } = settings;
  const gamma = gammaOf(beta);
  const { N, D } = updateParts(Vt, unit, Ht, W, beta);
  const [h, a, b] = [Ht.data, memory.A.data, memory.B.data];
  for (let p = 0; p < h.length; p++) {
    const unused = beta === 1 && D.data[p] === 0;
    const below = (unused ? 1 : D.data[p]!) + l1H + l2H * h[p]!;
    a[p] = cut(rho * a[p]! + cut(power(h[p]!, 1 / gamma)) * N.data[p]!);
    b[p] = cut(rho * b[p]! + (below === 0 ? EPSILON : below));
    h[p] = power(cut(a[p]! / b[p]!), gamma);
  }
}

/** `base ** exponent`, without the cost of a power where it changes nothing. */
function power(base: number, exponent: number): number {
  return exponent === 1 ? base : base ** exponent;
}
