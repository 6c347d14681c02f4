/** The slope of f at x, measured a little to both sides. */
export function measuredSlope(
  f: (x: number) => number,
  x: number,
  epsilon: number,
): number {
  // BLANK: return the measured slope (one line)
  return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon);
  // END BLANK
}
