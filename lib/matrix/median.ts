/**
 * The value in the middle: as many are smaller as larger. Of an even number of values it
 * is the mean of the two in the middle.
 *
 * @param values in any order
 * @returns NaN if a value is NaN
 * @throws {RangeError} if there are no values
 *
 * @example
 * ```ts
 * import { median } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(median([30, 10, 20]), 20);
 * assert.equal(median([30, 10, 20, 40]), 25);
 * ```
 */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError("median: there are no values");
  const sorted = Float64Array.from(values).sort();
  // Sorted, NaN is last.
  if (Number.isNaN(sorted.at(-1))) return NaN;
  const middle = (sorted.length - 1) / 2;
  const [below, above] = [sorted[Math.floor(middle)]!, sorted[Math.ceil(middle)]!];
  return below === above ? below : below / 2 + above / 2;
}
