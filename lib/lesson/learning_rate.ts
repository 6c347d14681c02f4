import type { EvalFunction } from "mathjs";
import { loadMathjs } from "../load_mathjs.ts";
import { InputError } from "../error/mod.ts";

/**
 * Reads a learning rate that may change from step to step: an expression in `i`, the
 * number of the step, counted from 0. mathjs reads it.
 *
 * @param expression such as `"0.05"` or `"0.05 * 0.9^(i/100)"`
 * @param option the option it was typed for, to name it in the message
 * @returns the learning rate of step i
 * @throws {InputError} if it is no expression in `i`, or its value is not a number above 0
 *
 * @example
 * ```ts
 * import { learningRate } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * const rate = learningRate("0.1 * 0.5^i");
 * assert.equal(rate(0), 0.1);
 * assert.equal(rate(1), 0.05);
 * ```
 */
export function learningRate(
  expression: string,
  option = "--lr",
): (i: number) => number {
  const { compile } = loadMathjs();
  const refuse = (reason: string) =>
    new InputError(
      `${option} "${expression}": ${reason}; give a number or an expression in i, ` +
        `such as "0.05 * 0.9^(i/100)"`,
    );
  let compiled: EvalFunction | undefined;
  const evaluate = (i: number): unknown => {
    try {
      compiled ??= compile(expression);
      return compiled.evaluate({ i });
    } catch (error) {
      throw refuse(error instanceof Error ? error.message : String(error));
    }
  };
  if (expression.trim() === "") throw refuse("it is empty");
  const rates = new Map<number, number>();
  const rate = (i: number) => {
    let value = rates.get(i);
    if (value === undefined) {
      const result = evaluate(i);
      if (typeof result !== "number" || !(result > 0) || !Number.isFinite(result)) {
        throw refuse(`at i = ${i} it is ${result}, not a number above 0`);
      }
      rates.set(i, value = result);
    }
    return value;
  };
  rate(0);
  return rate;
}
