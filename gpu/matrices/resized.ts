import { Matrix } from "@nmf/lib/matrix";

/** A with zeros added, or entries cut off, at the right and below. */
export function resized(A: Matrix, rows: number, cols: number): Matrix {
  const result = new Matrix(rows, cols);
  for (let i = 0; i < Math.min(A.rows, rows); i++) {
    result.row(i).set(A.row(i).subarray(0, cols));
  }
  return result;
}
