import { contingency } from "./contingency.ts";

/**
 * The share of objects that would be named rightly if each cluster were named after its
 * most frequent class:
 *
 *     purity = (1 / n) Σ over clusters of max over classes |cluster ∩ class|
 *
 * It is 1 for clusters of one class each, and at least the share of the largest class.
 * It grows with the number of clusters (n clusters of one object are pure), so compare
 * it only between equal numbers of topics.
 *
 * Source: C. D. Manning, P. Raghavan and H. Schütze, "Introduction to Information
 * Retrieval" (2008), section 16.3, https://nlp.stanford.edu/IR-book/
 *
 * @param clusters the cluster of each object
 * @param classes the true class of each object
 * @returns a number above 0 and up to 1; 1 if there are no objects
 * @throws {RangeError} if there are not as many clusters as classes
 *
 * @example
 * ```ts
 * import { purity } from "@nmf/lib/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(purity([0, 0, 0, 1], ["moon", "moon", "oven", "oven"]), 3 / 4);
 * ```
 */
export function purity(
  clusters: ArrayLike<string | number>,
  classes: ArrayLike<string | number>,
): number {
  const { total, rows, cells } = contingency(clusters, classes);
  if (total === 0) return 1;
  const most = rows.map(() => 0);
  for (const { row, count } of cells) most[row] = Math.max(most[row]!, count);
  return most.reduce((sum, count) => sum + count, 0) / total;
}
