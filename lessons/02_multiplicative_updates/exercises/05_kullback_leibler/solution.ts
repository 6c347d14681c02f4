import { matmul, Matrix } from "@nmf/lib/matrix";

/** The next H by Lee and Seung's update for the Kullback–Leibler divergence. */
export function updateKL(V: Matrix, W: Matrix, H: Matrix): Matrix {
  const WH = matmul(W, H);
  const next = new Matrix(H.rows, H.cols);
  for (let r = 0; r < H.rows; r++) {
    for (let t = 0; t < H.cols; t++) {
      let above = 0;
      let below = 0;
      for (let d = 0; d < V.rows; d++) {
        // BLANK: add document d to above and to below (two lines)
        if (V.at(d, t) > 0) above += W.at(d, r) * V.at(d, t) / WH.at(d, t);
        below += W.at(d, r);
        // END BLANK
      }
      next.row(r)[t] = H.at(r, t) * above / below;
    }
  }
  return next;
}
