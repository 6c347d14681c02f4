import type { Tensor } from "./tensor.ts";

/** What `SGD` and `Adam` have in common: the tensors they change and the step size. */
export abstract class Optimizer {
  /** The tensors the optimizer changes, in place. */
  readonly parameters: readonly Tensor[];
  /**
   * The learning rate. Change it between two steps to make it fall: the next step reads
   * it here.
   */
  lr: number;

  /**
   * Keeps the parameters and the learning rate.
   *
   * @throws {RangeError} if there are no parameters, one of them is no variable, or the
   * learning rate is not a number from 0
   */
  constructor(parameters: readonly Tensor[], lr: number) {
    if (parameters.length === 0) throw new RangeError("an optimizer needs parameters");
    for (const parameter of parameters) {
      if (!parameter.requiresGrad || parameter.operation !== "") {
        throw new RangeError("a parameter is a tensor made with requiresGrad: true");
      }
    }
    requireRange("lr", lr, Infinity);
    this.parameters = parameters;
    this.lr = lr;
  }

  /** Changes the parameters once, by their gradients. */
  abstract step(): void;

  /** Sets the gradients of all parameters to zero; `backward` would add to them. */
  zeroGrad(): void {
    for (const parameter of this.parameters) parameter.zeroGrad();
  }
}

/** @throws {RangeError} unless 0 ≤ value < end */
export function requireRange(option: string, value: number, end: number): void {
  if (!(value >= 0 && value < end)) {
    throw new RangeError(`${option} must be from 0 and below ${end}, not ${value}`);
  }
}
