import {
  clampMin,
  div,
  gramRows,
  matmul,
  type Matrix,
  mul,
  transpose,
} from "@nmf/lib/matrix";

/** The next W: each entry times a ratio, with a denominator of at least 1e-12. */
export function updateW(V: Matrix, W: Matrix, H: Matrix): Matrix {
  // BLANK: return the next W (about one line)
  return mul(W, div(matmul(V, transpose(H)), clampMin(matmul(W, gramRows(H)), 1e-12)));
  // END BLANK
}
