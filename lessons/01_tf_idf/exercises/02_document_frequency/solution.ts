import type { Matrix } from "@nmf/lib/matrix";

/** In how many documents each term occurs; counts is documents × terms. */
export function documentFrequencies(counts: Matrix): number[] {
  const df: number[] = [];
  for (let t = 0; t < counts.cols; t++) {
    // BLANK: find the document frequency of term t and push it onto df (about four lines)
    let documents = 0;
    for (let d = 0; d < counts.rows; d++) {
      if (counts.at(d, t) > 0) documents += 1;
    }
    df.push(documents);
    // END BLANK
  }
  return df;
}
