import { frobeniusError, type Matrix, type SparseMatrix } from "../matrix/mod.ts";

/** How much shorter the steps are that are tried: short enough for any curvature. */
const SHORTER = [1e-3, 1e-6, 1e-9];

/**
 * Which factors a descent moves uphill however short its step is: then a sign is wrong, and
 * no learning rate helps.
 *
 * @param V documents × terms
 * @param start W and H before the step
 * @param step W and H after a step that is so many times as long as usual
 * @returns "W", "H", both or none
 *
 * @example
 * ```ts
 * import { uphill } from "@nmf/lib/lesson";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[2]]));
 * const start = { W: Matrix.from([[1]]), H: Matrix.from([[1]]) };
 * // WH is 1 and V is 2: W must grow, and here it shrinks.
 * const step = (length: number) => ({ W: Matrix.from([[1 - length]]), H: start.H });
 * assert.deepEqual(uphill(V, start, step), ["W"]);
 * ```
 */
export function uphill(
  V: SparseMatrix,
  start: { W: Matrix; H: Matrix },
  step: (length: number) => { W: Matrix; H: Matrix },
): ("W" | "H")[] {
  const before = frobeniusError(V, start.W, start.H);
  const after = SHORTER.map((length) => {
    const { W, H } = step(length);
    return {
      W: frobeniusError(V, W, start.H),
      H: frobeniusError(V, start.W, H),
    };
  });
  // What stays as it is, at the last length for rounding, goes neither up nor down.
  return (["W", "H"] as const).filter((factor) =>
    after.some((error) => error[factor] > before) &&
    !after.some((error) => error[factor] < before)
  );
}
