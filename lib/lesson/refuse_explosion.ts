import { norm, type SparseMatrix } from "../matrix/mod.ts";
import { InputError } from "../error/mod.ts";

/**
 * Ends a descent whose learning rate is so large that the error grows: there is nothing
 * to show of it.
 *
 * @param V what is factorized; ‖V‖ is the error of W = H = 0, and ten times as much is
 * too much
 * @param i the step after which the error was measured, counted from 0
 * @param error ‖V − WH‖ after it
 * @param option the option that gives the learning rate, to name it in the message
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
): void {
  if (error < 10 * norm(V)) return;
  throw new InputError(
    `the learning rate is too large: after i = ${i} the error is ` +
      `${error.toPrecision(3)}; give a smaller ${option}`,
  );
}
