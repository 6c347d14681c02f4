/** By what one step of gradient descent on ½ c x² multiplies x. */
export function factor(rate: number, c: number): number {
  // BLANK: return the factor (one line)
  return 1 - rate * c;
  // END BLANK
}

/** The rate that must not be reached, for valleys with these bends. */
export function limit(cs: readonly number[]): number {
  // BLANK: return the limit (one line)
  return 2 / Math.max(...cs);
  // END BLANK
}
