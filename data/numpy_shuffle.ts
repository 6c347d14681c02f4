import { mersenne } from "pure-rand/generator/mersenne";

/**
 * Shuffles in place as NumPy's `RandomState(seed).shuffle` does: from the end, each item
 * changes places with one at or before it, drawn from the Mersenne Twister. The published
 * order of 20 Newsgroups was made so, and starts drawn at random depend on that order.
 *
 * @param items what to shuffle
 * @param seed a whole number from 0 to 2³² − 1
 * @returns the same array
 * @throws {RangeError} if the seed is out of range
 */
export function numpyShuffle<T>(items: T[], seed: number): T[] {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(
      `the seed must be a whole number from 0 to 2³² − 1, not ${seed}`,
    );
  }
  const generator = mersenne(seed);
  for (let i = items.length - 1; i > 0; i--) {
    // Draws of just enough bits are repeated until one is not above i.
    const mask = 2 ** (32 - Math.clz32(i)) - 1;
    let j: number;
    do j = (generator.next() & mask) >>> 0; while (j > i);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
