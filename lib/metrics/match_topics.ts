import { munkres } from "munkres";

/** A topic of one method and the topic of another that it is matched with. */
export interface TopicPair {
  /** The topic's place in the first list, from 0. */
  a: number;
  /** The topic's place in the second list, from 0. */
  b: number;
  /** How many words they share. */
  shared: number;
}

/** Which topics of two methods belong together. */
export interface TopicMatch {
  /** One pair for each topic of the shorter list, in the order of the first list. */
  pairs: TopicPair[];
  /** Words shared in all pairs, of all words of the list that has more of them: 0 to 1. */
  share: number;
}

/**
 * Matches the topics of two methods one to one, so that the pairs share as many words as
 * possible in all. Methods number their topics in any order; matched topics can be
 * compared. If one list is longer, its topics that fit worst stay without a partner.
 *
 * Taking the best pair first can miss the best whole; this is the optimal assignment, by
 * the Hungarian algorithm of the npm package `munkres`. Source: J. Munkres, "Algorithms
 * for the assignment and transportation problems", Journal of the Society for Industrial
 * and Applied Mathematics 5 (1957), https://doi.org/10.1137/0105003
 *
 * @param a per topic of the first method its words
 * @param b per topic of the second method its words
 * @returns the pairs, and the share of words in common: 1 if both found the same words in
 * the same groups, or there are no words at all
 *
 * @example
 * ```ts
 * import { matchTopics } from "@nmf/lib/metrics";
 * import assert from "node:assert/strict";
 *
 * const match = matchTopics(
 *   [["moon", "orbit"], ["oven", "bread"]],
 *   [["bread", "oven"], ["moon", "mars"]],
 * );
 * assert.deepEqual(match.pairs, [{ a: 0, b: 1, shared: 1 }, { a: 1, b: 0, shared: 2 }]);
 * assert.equal(match.share, 3 / 4);
 * ```
 */
export function matchTopics(
  a: readonly (readonly string[])[],
  b: readonly (readonly string[])[],
): TopicMatch {
  const setsA = a.map((words) => new Set(words));
  const setsB = b.map((words) => new Set(words));
  const shared = setsA.map((x) => setsB.map((y) => x.intersection(y).size));
  const cost = shared.map((row) => row.map((count) => -count));
  const pairs = (a.length === 0 || b.length === 0 ? [] : munkres(cost))
    .map(([i, j]) => ({ a: i, b: j, shared: shared[i]![j]! }))
    .sort((p, q) => p.a - q.a);
  const words = Math.max(
    ...[setsA, setsB].map((sets) => sets.reduce((sum, { size }) => sum + size, 0)),
  );
  const together = pairs.reduce((sum, pair) => sum + pair.shared, 0);
  return { pairs, share: words === 0 ? 1 : together / words };
}
