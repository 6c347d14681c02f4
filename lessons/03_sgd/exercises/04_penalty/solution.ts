import { map, type Matrix } from "@nmf/lib/matrix";

/** What the penalty adds to the gradient, entry by entry: min(a − μ, 0). */
export function penalty(A: Matrix, mu: number): Matrix {
  // BLANK: return the penalty (one line)
  return map(A, (a) => Math.min(a - mu, 0));
  // END BLANK
}
