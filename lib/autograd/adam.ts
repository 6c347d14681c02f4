import { Optimizer, requireRange } from "./optimizer.ts";
import type { Tensor } from "./tensor.ts";

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
 * step t corrects that.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * https://arxiv.org/abs/1412.6980
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
  readonly #betas: readonly [number, number];
  readonly #eps: number;
  readonly #means: Float64Array[];
  readonly #meanSquares: Float64Array[];
  #steps = 0;

  /**
   * Starts with all means at 0.
   *
   * @param parameters the tensors to change
   * @param options `lr` the learning rate (0.001); `betas` how slowly the means of g and
   * g² forget ([0.9, 0.999]); `eps` keeps the division finite (1e-8)
   * @throws {RangeError} if a parameter is no variable or an option is out of range
   */
  constructor(
    parameters: readonly Tensor[],
    { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8 }: {
      lr?: number;
      betas?: readonly [number, number];
      eps?: number;
    } = {},
  ) {
    super(parameters, lr);
    requireRange("betas[0]", betas[0], 1);
    requireRange("betas[1]", betas[1], 1);
    requireRange("eps", eps, Infinity);
    this.#betas = betas;
    this.#eps = eps;
    this.#means = parameters.map((p) => new Float64Array(p.value.data.length));
    this.#meanSquares = parameters.map((p) => new Float64Array(p.value.data.length));
  }

  /** Changes the parameters once, by their gradients. */
  override step(): void {
    this.#steps++;
    const [beta1, beta2] = this.#betas;
    const eps = this.#eps;
    // The corrections are the same for all entries: lr · m̂ / √v̂ = stride · m / (scale · √v).
    const stride = this.lr / (1 - beta1 ** this.#steps);
    const scale = 1 / Math.sqrt(1 - beta2 ** this.#steps);
    this.parameters.forEach((parameter, i) => {
      const x = parameter.value.data;
      const g = parameter.grad.data;
      const m = this.#means[i]!;
      const v = this.#meanSquares[i]!;
      for (let p = 0; p < x.length; p++) {
        m[p] = beta1 * m[p]! + (1 - beta1) * g[p]!;
        v[p] = beta2 * v[p]! + (1 - beta2) * g[p]! * g[p]!;
        x[p]! -= stride * m[p]! / (scale * Math.sqrt(v[p]!) + eps);
      }
      parameter.markChanged();
    });
  }
}
