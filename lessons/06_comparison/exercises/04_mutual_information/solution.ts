/** −Σ p ln p of the shares of a labelling. */
export function entropy(shares: readonly number[]): number {
  let sum = 0;
  for (const p of shares) {
    // BLANK: subtract p ln p, which is 0 for p = 0 (about one line)
    if (p > 0) sum -= p * Math.log(p);
    // END BLANK
  }
  return sum;
}

/** Σ p(r, c) ln(p(r, c) / (p(r) p(c))) of the counts C, topics × categories. */
export function information(C: readonly (readonly number[])[]): number {
  const { ofTopics, ofCategories, documents } = sharesOf(C);
  let sum = 0;
  for (const [r, pr] of ofTopics.entries()) {
    for (const [c, pc] of ofCategories.entries()) {
      const p = C[r][c] / documents;
      // BLANK: add this pair's part, which is 0 for p = 0 (about one line)
      if (p > 0) sum += p * Math.log(p / (pr * pc));
      // END BLANK
    }
  }
  return sum;
}

/** The normalized mutual information of the counts C, topics × categories, 0 to 1. */
export function nmi(C: readonly (readonly number[])[]): number {
  const { ofTopics, ofCategories } = sharesOf(C);
  const I = information(C);
  const Er = entropy(ofTopics);
  const Ec = entropy(ofCategories);
  // BLANK: return the NMI (about two lines)
  if (Er + Ec === 0) return 1;
  return I / ((Er + Ec) / 2);
  // END BLANK
}

/** The share of each topic and of each category, and how many documents there are. */
function sharesOf(C: readonly (readonly number[])[]) {
  const rows = C.map((row) => row.reduce((sum, count) => sum + count, 0));
  const cols = C[0].map((_, c) => C.reduce((sum, row) => sum + row[c], 0));
  const documents = rows.reduce((sum, count) => sum + count, 0);
  return {
    ofTopics: rows.map((count) => count / documents),
    ofCategories: cols.map((count) => count / documents),
    documents,
  };
}
