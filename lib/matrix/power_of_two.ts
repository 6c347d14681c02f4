/**
 * The power of two at or just below a number above 0; 1 for 0. Dividing by it brings the
 * largest entry of a matrix to about 1 without rounding anything, so that squares neither
 * overflow nor vanish.
 */
export function powerOfTwo(value: number): number {
  // The logarithm of the largest numbers is rounded to 1024, whose power is Infinity.
  return value === 0 ? 1 : 2 ** Math.min(Math.floor(Math.log2(value)), 1023);
}
