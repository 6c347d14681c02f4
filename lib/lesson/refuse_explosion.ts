import { frobeniusError, type Matrix, norm, type SparseMatrix } from "../matrix/mod.ts";
import { InputError } from "../error/mod.ts";
import { uphill } from "./uphill.ts";

/**
 * Ends a descent whose error grows beyond all bounds: there is nothing to show of it. A
 * learning rate too large does that; so does a step with a wrong sign, or one that gives
 * NaN, which are told apart by much shorter steps.
 *
 * @param V what is factorized; ‖V‖ is the error of W = H = 0, and ten times as much is
 * too much
 * @param i the step after which the error was measured, counted from 0
 * @param error ‖V − WH‖ after it
 * @param option the option that gives the learning rate, to name it in the message
 * @param descent where it began, and its first step, so many times as long as it was
 * @throws {InputError} if the error is too large, or NaN
 *
 * @example
 * ```ts
 * import { refuseExplosion } from "@nmf/lib/lesson";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[3, 4]]));
 * refuseExplosion(V, 0, 49, "--lr");
 * assert.throws(() => refuseExplosion(V, 0, 51, "--lr"), { name: "InputError" });
 * ```
 */
export function refuseExplosion(
  V: SparseMatrix,
  i: number,
  error: number,
  option: string,
  descent?: {
    start: { W: Matrix; H: Matrix };
    step: (length: number) => { W: Matrix; H: Matrix };
  },
): void {
  if (error < 10 * norm(V)) return;
  if (descent !== undefined) {
    const wrong = uphill(V, descent.start, descent.step);
    if (wrong.length > 0) {
      throw new InputError(
        `the step of ${wrong.join(" and of ")} goes uphill, however short it is: after ` +
          `i = ${i} the error is ${
            error.toPrecision(3)
          }; which sign in method.ts is the ` +
          `wrong way round?`,
      );
    }
    const { W, H } = descent.step(1e-9);
    if (!Number.isFinite(frobeniusError(V, W, H))) {
      throw new InputError(
        `the error is not a number after i = ${i}, nor after a first step a billionth as ` +
          `long: which line of method.ts divides by 0, or loses a value?`,
      );
    }
  }
  throw new InputError(
    `the learning rate is too large: after i = ${i} the error is ` +
      `${
        error.toPrecision(3)
      }; give a smaller ${option}, and if that does not help, look ` +
      `at the signs in method.ts, of the penalty too`,
  );
}
