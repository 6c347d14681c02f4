import { Optimizer, requireRange } from "./optimizer.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Gradient descent, as PyTorch's `torch.optim.SGD`: each step goes against the gradient,
 * x ← x − lr · g. With momentum the steps gather speed where gradients agree:
 *
 *     v ← momentum · v + g
 *     x ← x − lr · v
 *
 * With Nesterov's momentum the step is momentum · v + g instead of v. The descent is
 * stochastic only if the loss is that of a random part of the data.
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
  readonly #momentum: number;
  readonly #nesterov: boolean;
  readonly #velocities: Float64Array[];

  /**
   * Starts with all velocities at 0.
   *
   * @param parameters the tensors to change
   * @param options `lr` the learning rate; `momentum` (0); `nesterov` (false)
   * @throws {RangeError} if a parameter is no variable or an option is out of range
   */
  constructor(
    parameters: readonly Tensor[],
    { lr, momentum = 0, nesterov = false }: {
      lr: number;
      momentum?: number;
      nesterov?: boolean;
    },
  ) {
    super(parameters, lr);
    requireRange("momentum", momentum, Infinity);
    if (nesterov && momentum === 0) throw new RangeError("nesterov needs momentum");
    this.#momentum = momentum;
    this.#nesterov = nesterov;
    this.#velocities = parameters.map((p) => new Float64Array(p.value.data.length));
  }

  /** Changes the parameters once, by their gradients. */
  override step(): void {
    const lr = this.lr;
    const momentum = this.#momentum;
    this.parameters.forEach((parameter, i) => {
      const x = parameter.value.data;
      const g = parameter.grad.data;
      const v = this.#velocities[i]!;
      for (let p = 0; p < x.length; p++) {
        v[p] = momentum * v[p]! + g[p]!;
        x[p]! -= lr * (this.#nesterov ? momentum * v[p]! + g[p]! : v[p]!);
      }
      parameter.markChanged();
    });
  }
}
