/** Whether the gain since the last look is too small to go on. */
export function isTimeToStop(
  errors: { first: number; previous: number; now: number },
  tol: number,
): boolean {
  const { first, previous, now } = errors;
  // BLANK: return whether it is time to stop (one line)
  return (previous - now) / first < tol;
  // END BLANK
}
