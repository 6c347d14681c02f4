import { Matrix, max, min } from "../matrix/mod.ts";
import { Tensor } from "./tensor.ts";

/** What `gradCheck` found: the entry at which the two gradients differ most. */
export interface GradCheck {
  /** The largest difference, relative to the largest gradient entry of that input. */
  difference: number;
  /** Which input it was found in, counted from 0. */
  input: number;
  /** Its row, counted from 0. */
  row: number;
  /** Its column, counted from 0. */
  col: number;
  /** The gradient there by `backward`. */
  gradient: number;
  /** The gradient there by finite differences. */
  estimate: number;
}

/**
 * Compares the gradients of `f` by `backward` with central finite differences,
 *
 *     ∂f/∂x ≈ (f(x + step) − f(x − step)) / (2 · step)
 *
 * one entry of one input at a time. A correct gradient gives a difference of 1e-6 or
 * less; a forgotten factor of 2 gives about 0.5.
 *
 * The estimate needs a smooth stretch of 2 · step: keep away from kinks, such as the
 * bounds of a clamp. Where the whole gradient of an input is 0 by cancellation, as at a
 * minimum, rounding is compared with rounding, and the difference says nothing.
 *
 * Source: Press, Teukolsky, Vetterling and Flannery, "Numerical Recipes", section 5.7,
 * also for the step, the cube root of the machine epsilon.
 *
 * @param f makes a 1 × 1 tensor from the inputs, the same one for the same inputs
 * @param inputs where to check; not changed
 * @param options `step` (6e-6), as large a step as suits entries of about 1
 * @returns the entry with the largest difference; it is Infinity where one gradient is
 * not finite
 * @throws {RangeError} if the step is not positive and finite, there are no entries to check, or f
 * gives no 1 × 1 tensor
 * @throws {Error} if f does not depend on its inputs, or writes to them
 *
 * @example
 * ```ts
 * import { gradCheck, Tensor } from "@nmf/lib/autograd";
 * import { map, Matrix, mul } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[0.1, 0.7], [1.3, -2]]);
 * assert.ok(gradCheck((x) => x.exp().norm(), [A]).difference < 1e-6);
 *
 * // An operation with a gradient that is too large by half:
 * const square = (x: Tensor) =>
 *   Tensor.fromOperation("square", mul(x.value, x.value), [
 *     [x, (grad) => mul(grad, map(x.value, (x) => 3 * x))],
 *   ]);
 * assert.ok(gradCheck((x) => square(x).sum(), [A]).difference > 0.3);
 * ```
 */
export function gradCheck(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Matrix[],
  { step = 6e-6 }: { step?: number } = {},
): GradCheck {
  if (!(step > 0 && step < Infinity)) {
    throw new RangeError(`step must be above 0 and finite, not ${step}`);
  }
  if (inputs.every(({ data }) => data.length === 0)) {
    throw new RangeError("gradCheck: the inputs have no entries");
  }
  const variables = inputs.map((input) => new Tensor(input, { requiresGrad: true }));
  f(...variables).backward();
  inputs.forEach(({ data }, i) => {
    const after = variables[i]!.value.data;
    if (data.some((x, p) => !Object.is(x, after[p]))) {
      throw new Error(`gradCheck: f changed its input ${i} while it computed with it`);
    }
  });

  const copies = inputs.map((input) => input.clone());
  const constants = copies.map((copy) => new Tensor(copy));
  let worst: GradCheck | undefined;
  copies.forEach((copy, input) => {
    const gradients = variables[input]!.grad;
    const estimates = finiteDifferences(() => f(...constants).item(), copy, step);
    const scale = Math.max(largest(gradients), largest(estimates));
    for (let row = 0; row < copy.rows; row++) {
      for (let col = 0; col < copy.cols; col++) {
        const gradient = gradients.at(row, col);
        const estimate = estimates.at(row, col);
        const difference = relativeDifference(gradient, estimate, scale);
        if (worst === undefined || difference > worst.difference) {
          worst = { difference, input, row, col, gradient, estimate };
        }
      }
    }
  });
  return worst!;
}

/** The derivatives of f by the entries of x, which are changed and put back. */
function finiteDifferences(f: () => number, { rows, cols, data }: Matrix, step: number) {
  const estimates = new Matrix(rows, cols);
  for (let p = 0; p < data.length; p++) {
    const x = data[p]!;
    data[p] = x + step;
    const above = f();
    data[p] = x - step;
    const below = f();
    data[p] = x;
    estimates.data[p] = (above - below) / (2 * step);
  }
  return estimates;
}

/** The size of the largest entry, those that are not finite left out. */
function largest(A: Matrix): number {
  const finite = A.data.filter(Number.isFinite);
  return Math.max(max(finite), -min(finite));
}

function relativeDifference(gradient: number, estimate: number, scale: number): number {
  if (!Number.isFinite(gradient) || !Number.isFinite(estimate)) return Infinity;
  return gradient === estimate ? 0 : Math.abs(gradient - estimate) / scale;
}
