import { clampMin, type Matrix, mul, sub } from "@nmf/lib/matrix";

/** A step against the gradient, then no entry below 0. */
export function projectedStep(A: Matrix, dA: Matrix, rate: number): Matrix {
  // BLANK: return the next A (one line)
  return clampMin(sub(A, mul(dA, rate)), 0);
  // END BLANK
}
