import { Optimizer, requireRange } from "./optimizer.ts";
import type { Tensor } from "./tensor.ts";

/** What `Adam` may be told; the defaults are PyTorch's. */
export interface AdamOptions {
  /** The learning rate, 0.001. */
  lr?: number;
  /** How slowly the means of g and g² forget, [0.9, 0.999]. */
  betas?: readonly [number, number];
  /** Keeps the division finite, 1e-8. With 0 an entry whose gradients were all 0 is 0/0. */
  eps?: number;
  /** The factor of x in the gradient, 0: what a penalty of weightDecay / 2 · ‖x‖² adds. */
  weightDecay?: number;
  /** Whether v̂ is the largest so far, false. */
  amsgrad?: boolean;
  /** Whether to climb, false. */
  maximize?: boolean;
}

/**
 * Adam, as PyTorch's `torch.optim.Adam`: a descent in which every entry has a step size
 * of its own. It keeps running means of the gradient (m) and of its square (v), and
 * steps by about lr whatever the size of the gradient:
 *
 *     m ← β₁ m + (1 − β₁) g
 *     v ← β₂ v + (1 − β₂) g²
 *     x ← x − lr · m̂ / (√v̂ + eps),   m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)
 *
 * m and v start at 0, which makes them too small at first; the division by 1 − βᵗ in
 * step t corrects that. Each parameter counts its own steps t, since one without a
 * gradient is skipped.
 *
 * `weightDecay` adds weightDecay · x to g, `maximize` takes −g for g. With `amsgrad` the
 * largest v so far stands in place of v in v̂, so that a step size never grows again.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * https://arxiv.org/abs/1412.6980; for amsgrad Reddi, Kale and Kumar, "On the convergence
 * of Adam and beyond", ICLR 2018, https://arxiv.org/abs/1904.09237, in PyTorch's form,
 * which takes the largest before the correction.
 *
 * @example
 * ```ts
 * import { Adam, Tensor } from "@nmf/lib/autograd";
 * import assert from "node:assert/strict";
 *
 * const x = new Tensor(5, { requiresGrad: true });
 * const optimizer = new Adam([x], { lr: 0.1 });
 * optimizer.zeroGrad();
 * x.mul(x).backward();
 * optimizer.step();
 * // The first step is lr against the sign of the gradient, here 10.
 * assert.ok(Math.abs(x.item() - 4.9) < 1e-9);
 * // A learning rate that falls: the next step reads it.
 * optimizer.lr *= 0.9;
 * ```
 */
export class Adam extends Optimizer {
  readonly #options: Required<Omit<AdamOptions, "lr">>;
  readonly #means: Float64Array[];
  readonly #meanSquares: Float64Array[];
  /** The largest of the mean squares so far; empty without amsgrad. */
  readonly #largest: Float64Array[];
  readonly #steps: number[];

  /**
   * Starts with all means at 0.
   *
   * @param parameters the tensors to change
   * @throws {RangeError} if a parameter is no variable or is given twice, or an option is
   * out of range: each must be from 0, and the betas below 1
   */
  constructor(parameters: readonly Tensor[], options: AdamOptions = {}) {
    const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0 } = options;
    const { amsgrad = false, maximize = false } = options;
    super(parameters, lr);
    requireRange("betas[0]", betas[0], 1);
    requireRange("betas[1]", betas[1], 1);
    requireRange("eps", eps, Infinity);
    requireRange("weightDecay", weightDecay, Infinity);
    this.#options = { betas: [...betas], eps, weightDecay, amsgrad, maximize };
    const zeros = () => parameters.map((p) => new Float64Array(p.value.data.length));
    this.#means = zeros();
    this.#meanSquares = zeros();
    this.#largest = amsgrad ? zeros() : [];
    this.#steps = parameters.map(() => 0);
  }

  /** One step of one parameter, by the formulas above. */
  protected override update(i: number, x: Float64Array, gradient: Float64Array): void {
    const { betas: [beta1, beta2], eps, weightDecay, amsgrad, maximize } = this.#options;
    const m = this.#means[i]!;
    const v = this.#meanSquares[i]!;
    const largest = this.#largest[i]!;
    const t = ++this.#steps[i]!;
    // The corrections are the same for all entries: lr · m̂ / √v̂ = stride · m / (scale · √v).
    const stride = this.lr / (1 - beta1 ** t);
    const scale = 1 / Math.sqrt(1 - beta2 ** t);
    for (let p = 0; p < x.length; p++) {
      let g = maximize ? -gradient[p]! : gradient[p]!;
      if (weightDecay > 0) g += weightDecay * x[p]!;
      m[p] = beta1 * m[p]! + (1 - beta1) * g;
      v[p] = beta2 * v[p]! + (1 - beta2) * g * g;
      if (amsgrad) largest[p] = Math.max(largest[p]!, v[p]!);
      x[p]! -= stride * m[p]! / (scale * Math.sqrt(amsgrad ? largest[p]! : v[p]!) + eps);
    }
  }
}
