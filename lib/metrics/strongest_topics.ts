import type { Matrix } from "../matrix/mod.ts";
import { requireDense } from "../matrix/require_dense.ts";

/**
 * The strongest topic of each document: the place of the largest entry in each row of W,
 * the first of them where several are equal.
 *
 * A row without an entry above 0 has no topic and gets −1. That is the row of a document
 * without words, once a method has set it to 0; and it may be the row of a document none
 * of whose words the topics use.
 *
 * @param W documents × topics
 * @returns per document a number from 0 to topics − 1, or −1
 * @throws {TypeError} if W is sparse
 *
 * @example
 * ```ts
 * import { strongestTopics } from "@nmf/lib/metrics";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const W = Matrix.from([[0.1, 0.7], [0.5, 0], [0, 0]]);
 * assert.deepEqual([...strongestTopics(W)], [1, 0, -1]);
 * ```
 */
export function strongestTopics(W: Matrix): Int32Array {
  requireDense("strongestTopics", W);
  return Int32Array.from({ length: W.rows }, (_, document) => {
    let strongest = -1;
    let most = 0;
    W.row(document).forEach((weight, topic) => {
      if (weight > most) {
        most = weight;
        strongest = topic;
      }
    });
    return strongest;
  });
}
