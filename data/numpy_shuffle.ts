import { mersenne } from "pure-rand/generator/mersenne";

/**
 * Shuffles in place as NumPy's `RandomState(seed).shuffle` does: from the end, each item
 * changes places with one at or before it, drawn from the Mersenne Twister. The published
 * order of 20 Newsgroups was made so, and starts drawn at random depend on that order.
 *
 * @param items what to shuffle
 * @param seed a whole number from 0 to 2³² − 1
 * @returns the same array
 */
export function numpyShuffle<T>(items: T[], seed: number): T[] {
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
