/** The cosine of the angle between two rows of weights; 0 if one of them is all zeros. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let [product, aa, bb] = [0, 0, 0];
  for (let t = 0; t < a.length; t++) {
    product += a[t] * b[t];
    aa += a[t] ** 2;
    bb += b[t] ** 2;
  }
  // BLANK: return the cosine, from the three sums (about two lines)
  if (aa === 0 || bb === 0) return 0;
  return product / Math.sqrt(aa * bb);
  // END BLANK
}
