import type { Matrix } from "@nmf/lib/matrix";

/** The `count` heaviest terms of topic r, the heaviest first. */
export function topWords(
  H: Matrix,
  r: number,
  terms: readonly string[],
  count: number,
): string[] {
  const weights = H.row(r);
  const columns = Array.from(weights.keys());
  // BLANK: sort the columns, keep the first ones, return their terms (about two lines)
  columns.sort((i, j) => weights[j] - weights[i]);
  return columns.slice(0, count).map((j) => terms[j]);
  // END BLANK
}
