/** One step of gradient descent on the mean of (a − yᵢ)². */
export function step(a: number, y: readonly number[], rate: number): number {
  let slope = 0;
  // BLANK: make slope the derivative at a (about one line, a loop)
  for (const value of y) slope += 2 * (a - value) / y.length;
  // END BLANK
  // BLANK: return the next a (one line)
  return a - rate * slope;
  // END BLANK
}
