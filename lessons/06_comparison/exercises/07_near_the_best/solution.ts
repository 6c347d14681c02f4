/** An error on the way of a method, and when it was. */
export interface Moment {
  seconds: number;
  /** ‖V − WH‖ as it is. */
  error: number;
  /** The same with negatives set to 0. */
  honest: number;
}

/** The lowest honest error with which a method ended, or NaN if none did. */
export function bestEnd(methods: readonly (readonly Moment[])[]): number {
  let best = NaN;
  for (const moments of methods) {
    // BLANK: make best the end of this method if it is lower, or the first (about two lines)
    const { honest } = moments[moments.length - 1];
    if (Number.isFinite(honest) && !(honest >= best)) best = honest;
    // END BLANK
  }
  return best;
}

/** After how many seconds a method was near the best, or null if it never was. */
export function firstNear(moments: readonly Moment[], best: number): number | null {
  // BLANK: return the seconds, or null (about four lines)
  for (const { seconds, honest } of moments) {
    if (honest <= 1.001 * best) return seconds;
  }
  return null;
  // END BLANK
}
