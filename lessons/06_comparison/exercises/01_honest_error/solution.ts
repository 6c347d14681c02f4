import { clampMin, frobeniusError, type Matrix } from "@nmf/lib/matrix";

/** The error ‖V − WH‖ once the negative entries of W and H are set to 0. */
export function honestError(V: Matrix, W: Matrix, H: Matrix): number {
  // BLANK: return the honest error (one line)
  return frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
  // END BLANK
}
