import { type Matrix, max, type SparseMatrix, sum } from "../matrix/mod.ts";
import { dividedBy, scaleOf } from "./scale.ts";

/** The mean of all entries of V, those that are not stored among them. */
export function meanOf(V: Matrix | SparseMatrix): number {
  const scale = scaleOf(max(V));
  // The sum of numbers near the largest there is would be none.
  return sum(dividedBy(V, scale)) / (V.rows * V.cols) * scale;
}
