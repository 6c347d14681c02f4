import { Optimizer, requireRange } from "./optimizer.ts";
import type { Tensor } from "./tensor.ts";

/** What `SGD` may be told; the defaults are PyTorch's. */
export interface SGDOptions {
  /** The learning rate. */
  lr: number;
  /** How much of the speed is kept in each step, 0. */
  momentum?: number;
  /** How much less than all of g is added to the speed, 0. */
  dampening?: number;
  /** The factor of x in the gradient, 0: what a penalty of weightDecay / 2 · ‖x‖² adds. */
  weightDecay?: number;
  /** Whether to look ahead, false. */
  nesterov?: boolean;
  /** Whether to climb, false. */
  maximize?: boolean;
}

/**
 * Gradient descent, as PyTorch's `torch.optim.SGD`: each step goes against the gradient,
 * x ← x − lr · g. With momentum the steps gather speed where gradients agree:
 *
 *     v ← momentum · v + (1 − dampening) · g      (v ← g in the first step)
 *     x ← x − lr · v
 *
 * With Nesterov's momentum the step is momentum · v + g instead of v. `weightDecay` adds
 * weightDecay · x to g, `maximize` takes −g for g. A parameter without a gradient is
 * skipped. The descent is stochastic only if the loss is that of a random part of the data.
 *
 * Source: Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and
 * momentum in deep learning", ICML 2013; the form is PyTorch's, which leaves lr out of v.
 *
 * @example
 * ```ts
 * import { SGD, Tensor } from "@nmf/lib/autograd";
 * import assert from "node:assert/strict";
 *
 * const x = new Tensor(1, { requiresGrad: true });
 * const optimizer = new SGD([x], { lr: 0.25 });
 * for (let i = 0; i < 3; i++) {
 *   optimizer.zeroGrad();
 *   x.mul(x).backward();
 *   optimizer.step();
 * }
 * // Each step takes away 0.25 · 2x, a half.
 * assert.equal(x.item(), 0.125);
 * ```
 */
export class SGD extends Optimizer {
  readonly #options: Required<Omit<SGDOptions, "lr">>;
  readonly #velocities: Float64Array[];
  /** Whether a parameter has taken its first step. */
  readonly #started: boolean[];

  /**
   * Starts with all velocities at 0.
   *
   * @param parameters the tensors to change
   * @throws {RangeError} if a parameter is no variable or is given twice, or an option is
   * out of range: each must be from 0, dampening any finite number, and Nesterov's momentum
   * needs momentum and no dampening
   */
  constructor(parameters: readonly Tensor[], options: SGDOptions) {
    const { lr, momentum = 0, dampening = 0, weightDecay = 0 } = options;
    const { nesterov = false, maximize = false } = options;
    super(parameters, lr);
    requireRange("momentum", momentum, Infinity);
    requireRange("weightDecay", weightDecay, Infinity);
    if (!Number.isFinite(dampening)) {
      throw new RangeError(`dampening must be a finite number, not ${dampening}`);
    }
    if (nesterov && (momentum === 0 || dampening !== 0)) {
      throw new RangeError("nesterov needs momentum, and a dampening of 0");
    }
    this.#options = { momentum, dampening, weightDecay, nesterov, maximize };
    this.#velocities = parameters.map((p) => new Float64Array(p.value.data.length));
    this.#started = parameters.map(() => false);
  }

  /** One step of one parameter, by the formula above. */
  protected override update(i: number, x: Float64Array, gradient: Float64Array): void {
    const { momentum, dampening, weightDecay, nesterov, maximize } = this.#options;
    const lr = this.lr;
    const share = this.#started[i] ? 1 - dampening : 1;
    const v = this.#velocities[i]!;
    this.#started[i] = true;
    for (let p = 0; p < x.length; p++) {
      let g = maximize ? -gradient[p]! : gradient[p]!;
      if (weightDecay > 0) g += weightDecay * x[p]!;
      v[p] = momentum * v[p]! + share * g;
      // Without momentum v is not looked at, for 0 · v is NaN after an infinite gradient.
      x[p]! -= lr * (momentum === 0 ? g : nesterov ? g + momentum * v[p]! : v[p]!);
    }
  }
}
