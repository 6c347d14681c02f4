import type { Matrix } from "@nmf/lib/matrix";

/** The same product WH, with rows of H of length 1. */
export function fixScale(
  given: { W: Matrix; H: Matrix },
): { W: Matrix; H: Matrix } {
  const W = given.W.clone();
  const H = given.H.clone();
  for (let r = 0; r < H.rows; r++) {
    // BLANK: divide row r of H by its length, multiply column r of W (about six lines)
    let squares = 0;
    for (let t = 0; t < H.cols; t++) squares += H.at(r, t) ** 2;
    const length = Math.sqrt(squares);
    if (length === 0) continue;
    for (let t = 0; t < H.cols; t++) H.row(r)[t] = H.at(r, t) / length;
    for (let d = 0; d < W.rows; d++) W.row(d)[r] = W.at(d, r) * length;
    // END BLANK
  }
  return { W, H };
}
