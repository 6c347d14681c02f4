import { matmul, Matrix } from "@nmf/lib/matrix";

/** The gradient of ½‖V − WH‖² by H, topics × terms. */
export function gradientOfH(V: Matrix, W: Matrix, H: Matrix): Matrix {
  const WH = matmul(W, H);
  const dH = new Matrix(H.rows, H.cols);
  for (let r = 0; r < H.rows; r++) {
    for (let t = 0; t < H.cols; t++) {
      let sum = 0;
      // BLANK: a loop over the documents that adds to sum (about three lines)
      for (let d = 0; d < V.rows; d++) {
        sum += W.at(d, r) * (WH.at(d, t) - V.at(d, t));
      }
      // END BLANK
      dH.row(r)[t] = sum;
    }
  }
  return dH;
}
