/** The derivative of ln(1 + eˣ). */
export function slope(x: number): number {
  // BLANK: return the slope at x (one line)
  return 1 / (1 + Math.exp(-x));
  // END BLANK
}

/** The x whose softplus is w, for w above 0. */
export function inverse(w: number): number {
  // BLANK: return that x (one line)
  return Math.log(Math.expm1(w));
  // END BLANK
}
