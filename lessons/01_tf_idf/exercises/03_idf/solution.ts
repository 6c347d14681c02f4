/** The factor of a term that df of n documents have. */
export function idf(n: number, df: number): number {
  // BLANK: return the formula (one line)
  return Math.log((1 + n) / (1 + df)) + 1;
  // END BLANK
}
