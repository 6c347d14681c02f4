import type { Entries } from "./kind.ts";

/**
 * Where two lists of numbers first differ by more than `tolerance` times the larger of
 * `scale` and the two numbers. NaN is NaN, and an infinity itself.
 *
 * @returns in a line, or undefined
 */
export function listDifference(
  name: string,
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  tolerance: number,
  scale = 0,
): string | undefined {
  if (ours.length !== theirs.length) {
    return `${name}: ours has ${ours.length} entries, theirs ${theirs.length}`;
  }
  for (let p = 0; p < ours.length; p++) {
    if (!isClose(ours[p], theirs[p], tolerance, scale)) {
      return `${name}[${p}]: ours ${ours[p]}, theirs ${theirs[p]}`;
    }
  }
  return undefined;
}

/** As `listDifference`; the scale is the largest entry, if it is not given. */
export function matrixDifference(
  name: string,
  ours: Entries,
  theirs: Entries,
  tolerance: number,
  scale = Math.min(largest(ours), largest(theirs)),
): string | undefined {
  if (ours.rows !== theirs.rows || ours.cols !== theirs.cols) {
    return `${name}: ours is ${ours.rows} × ${ours.cols}, ` +
      `theirs ${theirs.rows} × ${theirs.cols}`;
  }
  return listDifference(name, ours.data, theirs.data, tolerance, scale);
}

/** Whether two numbers are the same up to rounding. */
export function isClose(a: number, b: number, tolerance: number, scale = 0): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), scale) &&
    Number.isFinite(a) && Number.isFinite(b);
}

/** The largest absolute value among the finite entries. */
export function largest({ data }: Entries): number {
  let most = 0;
  for (const value of data) {
    if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  }
  return most;
}
