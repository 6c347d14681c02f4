import type { Matrix } from "@nmf/lib/matrix";

/** The mean of min(a, 0)² over all entries. */
export function penalty(A: Matrix): number {
  let sum = 0;
  for (const a of A.data) {
    // BLANK: add this entry's share (one line)
    sum += Math.min(a, 0) ** 2;
    // END BLANK
  }
  // BLANK: return the mean (one line)
  return sum / A.data.length;
  // END BLANK
}

/** How the penalty changes with an entry a of a matrix of so many entries. */
export function slopeOfPenalty(a: number, count: number): number {
  // BLANK: return the slope (one line)
  return 2 * Math.min(a, 0) / count;
  // END BLANK
}
