/** Changes x by a step of Adam, from the corrected means m and v of the same length. */
export function adamStep(
  x: Float64Array,
  m: Float64Array,
  v: Float64Array,
  { rate, epsilon }: { rate: number; epsilon: number },
): void {
  for (let i = 0; i < x.length; i++) {
    // BLANK: change x[i] (one line)
    x[i] -= rate * m[i] / (Math.sqrt(v[i]) + epsilon);
    // END BLANK
  }
}
