/** ln(1 + eˣ), for every x. */
export function softplus(x: number): number {
  // BLANK: return softplus of x (one line)
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  // END BLANK
}
