import {
  map,
  type Matrix,
  normalMatrix,
  Random,
  type SparseMatrix,
} from "../matrix/mod.ts";

/**
 * The random start of the course's source: the absolute values of normal numbers of mean 0
 * and deviation 0.01.
 *
 * @param V documents × terms
 * @param k the number of topics
 * @param seed of the random numbers
 * @returns W (documents × k) and H (k × terms), no entry negative
 *
 * @example
 * ```ts
 * import { smallStart } from "@nmf/lib/lesson";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[1, 0], [0, 1], [1, 1]]));
 * const { W, H } = smallStart(V, 2, 1);
 * assert.deepEqual([W.rows, W.cols, H.rows, H.cols], [3, 2, 2, 2]);
 * assert.ok([...W.data, ...H.data].every((value) => value >= 0 && value < 0.1));
 * ```
 */
export function smallStart(
  V: SparseMatrix,
  k: number,
  seed: number,
): { W: Matrix; H: Matrix } {
  const random = new Random(seed);
  const small = (rows: number, cols: number) =>
    map(normalMatrix(rows, cols, random, 0.01), Math.abs);
  return { W: small(V.rows, k), H: small(k, V.cols) };
}
