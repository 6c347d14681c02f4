/** One step with momentum; x and v are changed in place, g is the gradient at x. */
export function momentumStep(
  x: Float64Array,
  v: Float64Array,
  g: Float64Array,
  { rate, beta }: { rate: number; beta: number },
): void {
  for (let i = 0; i < x.length; i++) {
    // BLANK: change v[i], then x[i] (two lines)
    v[i] = beta * v[i] + g[i];
    x[i] -= rate * v[i];
    // END BLANK
  }
}
