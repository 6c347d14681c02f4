import { InputError } from "@nmf/lib/error";
import { checkCount } from "./check_count.ts";

/**
 * A thread keeps rows of W and H, and sums of them, for itself. With more topics than this
 * they no longer fit near it, and a software driver takes many seconds to compile a kernel.
 */
export const MOST_TOPICS = 24;

/**
 * Refuses more topics than the kernels can hold.
 *
 * @param k the number of topics
 * @throws {InputError} if `k` is above `MOST_TOPICS`
 * @throws {RangeError} if `k` is no count from 1
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkTopics } from "@nmf/gpu";
 *
 * checkTopics(6); // nothing happens
 * assert.throws(() => checkTopics(25), /25 topics are more than the 24/);
 * ```
 */
export function checkTopics(k: number): void {
  checkCount("the number of topics", k, 1);
  if (k > MOST_TOPICS) {
    throw new InputError(
      `${k} topics are more than the ${MOST_TOPICS} that the GPU kernels support; ` +
        `give --topics ${MOST_TOPICS} or less, or use --device cpu`,
    );
  }
}
