import { InputError } from "@nmf/lib/lesson";

/** A thread keeps its row of W or H in registers, and there are not more. */
export const MOST_TOPICS = 24;

/**
 * Refuses more topics than the kernels can hold.
 *
 * @throws {InputError} if `k` is above `MOST_TOPICS`
 */
export function checkTopics(k: number): void {
  if (k > MOST_TOPICS) {
    throw new InputError(
      `${k} topics are more than the ${MOST_TOPICS} that the GPU kernels hold in registers; ` +
        `give --topics ${MOST_TOPICS} or less, or use --device cpu`,
    );
  }
}
