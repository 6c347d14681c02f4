import type { Tensor } from "./tensor.ts";

/** What `SGD` and `Adam` have in common: the tensors they change and the step size. */
export abstract class Optimizer {
  /** The tensors the optimizer changes, in place. */
  readonly parameters: readonly Tensor[];
  #lr = 0;

  /**
   * Keeps the parameters and the learning rate.
   *
   * @throws {RangeError} if there are no parameters, one of them is no variable or is
   * given twice, or the learning rate is not a number from 0
   */
  constructor(parameters: readonly Tensor[], lr: number) {
    if (parameters.length === 0) throw new RangeError("an optimizer needs parameters");
    for (const parameter of parameters) {
      if (!parameter.requiresGrad || parameter.operation !== "") {
        throw new RangeError("a parameter is a tensor made with requiresGrad: true");
      }
    }
    if (new Set(parameters).size < parameters.length) {
      throw new RangeError("a parameter is given twice; it would take every step twice");
    }
    this.parameters = [...parameters];
    this.lr = lr;
  }

  /**
   * The learning rate. Change it between two steps to make it fall: the next step reads
   * it here.
   *
   * @throws {RangeError} if it is set to what is not a number from 0
   */
  get lr(): number {
    return this.#lr;
  }

  set lr(lr: number) {
    requireRange("lr", lr, Infinity);
    this.#lr = lr;
  }

  /** Changes once, by their gradients, the parameters that have one; skips the others. */
  step(): void {
    this.parameters.forEach((parameter, i) => {
      if (!parameter.hasGrad) return;
      this.update(i, parameter.value.data, parameter.grad.data);
      parameter.markChanged();
    });
  }

  /**
   * Takes one step of one parameter.
   *
   * @param i which parameter
   * @param x its entries, to be changed
   * @param g the gradient's entries, not to be changed
   */
  protected abstract update(i: number, x: Float64Array, g: Float64Array): void;

  /**
   * Sets the gradients of all parameters to zero; `backward` would add to them.
   *
   * @param options `setToNone`: see `zeroGrad` of a tensor
   */
  zeroGrad(options: { setToNone?: boolean } = {}): void {
    for (const parameter of this.parameters) parameter.zeroGrad(options);
  }
}

/** @throws {RangeError} unless 0 ≤ value < end */
export function requireRange(option: string, value: number, end: number): void {
  if (!(value >= 0 && value < end)) {
    throw new RangeError(`${option} must be from 0 and below ${end}, not ${value}`);
  }
}
