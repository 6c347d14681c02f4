import { contingency } from "./contingency.ts";

/**
 * How much one labelling of objects tells about another, from 0 (nothing) to 1
 * (everything): the normalized mutual information
 *
 *     NMI = I(A; B) / ((H(A) + H(B)) / 2)
 *
 *     I(A; B) = Σ p(a, b) ln(p(a, b) / (p(a) p(b)))        H(A) = −Σ p(a) ln p(a)
 *
 * where p(a) is the share of the objects that bear the label a. It asks only which
 * objects share a label: renaming the labels changes nothing.
 *
 * As in scikit-learn's `normalized_mutual_info_score` it is 1 if both labellings put all
 * objects together, or there are no objects; and 0 if only one of them does, for then it
 * tells nothing.
 *
 * Source: A. Strehl and J. Ghosh, "Cluster ensembles: a knowledge reuse framework for
 * combining multiple partitions", Journal of Machine Learning Research 3 (2002),
 * https://www.jmlr.org/papers/v3/strehl02a.html (with the geometric mean); with the
 * arithmetic mean, as here, it is scikit-learn's default.
 *
 * @param labelsA a label for each object
 * @param labelsB another label for each of the same objects
 * @returns a number from 0 to 1, the same if the two are exchanged
 * @throws {RangeError} if there are not as many labels in both
 *
 * @example
 * ```ts
 * import { normalizedMutualInformation } from "@nmf/lib/metrics";
 * import assert from "node:assert/strict";
 *
 * const categories = ["moon", "moon", "oven", "oven"];
 * assert.equal(normalizedMutualInformation([7, 7, 3, 3], categories), 1);
 * assert.equal(normalizedMutualInformation([0, 1, 0, 1], categories), 0);
 * ```
 */
export function normalizedMutualInformation(
  labelsA: ArrayLike<string | number>,
  labelsB: ArrayLike<string | number>,
): number {
  const { total, rows, cols, cells } = contingency(labelsA, labelsB);
  if (rows.length === cols.length && rows.length <= 1) return 1;
  let information = 0;
  for (const { row, col, count } of cells) {
    information += count / total * Math.log(count * total / (rows[row]! * cols[col]!));
  }
  // Rounding can leave an information of 0 a little off it.
  if (information <= Number.EPSILON) return 0;
  return Math.min(1, 2 * information / (entropy(rows, total) + entropy(cols, total)));
}

function entropy(counts: readonly number[], total: number): number {
  return counts.reduce((sum, count) => sum - count / total * Math.log(count / total), 0);
}
