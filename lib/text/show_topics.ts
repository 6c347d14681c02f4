import { argsort, type Matrix } from "../matrix/mod.ts";

/** A term and its weight in a topic. */
export interface WeightedTerm {
  /** The term. */
  term: string;
  /** How much it weighs in the topic. */
  weight: number;
}

/**
 * The strongest terms of each topic, with their weights, strongest first. Terms
 * of equal weight stand in the order that NumPy would give them; see `argsort`.
 *
 * @param H topics × terms
 * @param featureNames the term of each column
 * @param words how many terms per topic; 8 by default
 * @returns one list per topic
 * @throws {RangeError} if there is not one name for every column, or `words` is no whole
 * number from 0
 *
 * @example
 * ```ts
 * import { topicTerms } from "@nmf/lib/text";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const H = Matrix.from([[0.1, 0.7, 0.4]]);
 * assert.deepEqual(topicTerms(H, ["bread", "moon", "orbit"], 2), [[
 *   { term: "moon", weight: 0.7 },
 *   { term: "orbit", weight: 0.4 },
 * ]]);
 * ```
 */
export function topicTerms(
  H: Matrix,
  featureNames: readonly string[],
  words = 8,
): WeightedTerm[][] {
  if (featureNames.length !== H.cols) {
    throw new RangeError(
      `H has ${H.cols} columns, but there are ${featureNames.length} names`,
    );
  }
  if (!(Number.isInteger(words) && words >= 0)) {
    throw new RangeError(`words must be a whole number from 0, not ${words}`);
  }
  return Array.from({ length: H.rows }, (_, topic) => {
    const row = H.row(topic);
    const columns = Array.from(argsort(row)).reverse().slice(0, words);
    return columns.map((j) => ({ term: featureNames[j]!, weight: row[j]! }));
  });
}

/**
 * The strongest terms of each topic: what a topic looks like in words.
 *
 * @param H topics × terms
 * @param featureNames the term of each column
 * @param words how many terms per topic; 8 by default
 * @returns one list of terms per topic, strongest first
 * @throws {RangeError} if there is not one name for every column, or `words` is no whole
 * number from 0
 *
 * @example
 * ```ts
 * import { showTopics } from "@nmf/lib/text";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const H = Matrix.from([[0.1, 0.7, 0.4], [0.9, 0, 0]]);
 * assert.deepEqual(showTopics(H, ["bread", "moon", "orbit"], 2), [
 *   ["moon", "orbit"],
 *   ["bread", "orbit"],
 * ]);
 * ```
 */
export function showTopics(
  H: Matrix,
  featureNames: readonly string[],
  words = 8,
): string[][] {
  return topicTerms(H, featureNames, words).map((topic) => topic.map(({ term }) => term));
}
