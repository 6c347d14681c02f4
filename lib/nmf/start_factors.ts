import { type Matrix, type SparseMatrix, transpose } from "../matrix/mod.ts";
import { checkEntries } from "./check_entries.ts";
import type { CommonOptions } from "./check_options.ts";
import { initialize } from "./initialize.ts";
import type { Init } from "./options.ts";

/**
 * W and the transpose of H that a fit of V begins with: copies of those given, or new ones
 * as `init` says.
 *
 * @throws {RangeError} if k does not suit `init`, or the given W and H do not suit V
 */
export function startFactors(
  V: Matrix | SparseMatrix,
  options: CommonOptions,
  given: { W: Matrix; H: Matrix } | undefined,
): { W: Matrix; Ht: Matrix } {
  const k = options.nComponents ?? given?.H.rows ?? V.cols;
  const enough = k <= Math.min(V.rows, V.cols);
  const init: Init = options.init ??
    (given !== undefined ? "custom" : enough ? "nndsvda" : "random");
  if (init !== "custom") {
    if (given !== undefined) {
      throw new RangeError(
        `W and H were given, so init must be "custom", not "${init}"`,
      );
    }
    const { W, H } = initialize(V, k, init, options.randomState ?? 0);
    return { W, Ht: transpose(H) };
  }
  if (given === undefined) {
    throw new RangeError(`init "custom" needs W and H: fitTransform(V, { W, H })`);
  }
  checkShape("W", given.W, V.rows, k);
  checkShape("H", given.H, k, V.cols);
  checkEntries("W", given.W);
  checkEntries("H", given.H);
  return { W: given.W.clone(), Ht: transpose(given.H) };
}

function checkShape(name: string, A: Matrix, rows: number, cols: number): void {
  if (A.rows !== rows || A.cols !== cols) {
    throw new RangeError(
      `${name} is ${A.rows} × ${A.cols}, but must be ${rows} × ${cols}`,
    );
  }
}
