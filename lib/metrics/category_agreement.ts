import type { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { normalizedMutualInformation } from "./normalized_mutual_information.ts";
import { purity } from "./purity.ts";
import { strongestTopics } from "./strongest_topics.ts";

/** How well the topics agree with the categories. */
export interface CategoryAgreement {
  /** Normalized mutual information of strongest topic and category, 0 to 1. */
  nmi: number;
  /** Share of the documents in the category most frequent in their topic, 0 to 1. */
  purity: number;
  /** How many documents were counted: those that have a word. */
  documents: number;
}

/**
 * Do the topics that were found without the categories find the categories again? Each
 * document counts for its strongest topic; see `strongestTopics`.
 *
 * Documents without a word in V are left out. There is nothing in them to find, and some
 * methods set their rows of W to 0 while others leave there what the start put there.
 * So every method is judged by the same documents. A document that has words, but whose
 * row of W has no entry above 0, is counted: all of these form a group of their own.
 *
 * @param W documents × topics
 * @param V documents × terms, what was factorized
 * @param categories the true category of each document
 * @returns `nmi`, `purity`, and the number of documents counted
 * @throws {RangeError} if W, V and `categories` do not have as many documents
 *
 * @example
 * ```ts
 * import { categoryAgreement } from "@nmf/lib/metrics";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[2, 0], [0, 3], [0, 0]]));
 * const W = Matrix.from([[1, 0], [0, 1], [0.1, 0.2]]);
 * assert.deepEqual(categoryAgreement(W, V, ["moon", "oven", "moon"]), {
 *   nmi: 1,
 *   purity: 1,
 *   documents: 2,
 * });
 * ```
 */
export function categoryAgreement(
  W: Matrix,
  V: SparseMatrix,
  categories: readonly string[],
): CategoryAgreement {
  if (W.rows !== V.rows || categories.length !== V.rows) {
    throw new RangeError(
      `W has ${W.rows} documents and there are ${categories.length} categories, ` +
        `but V has ${V.rows} documents`,
    );
  }
  const hasWords = (_: unknown, i: number) => V.row(i).data.some((value) => value !== 0);
  const topics = strongestTopics(W).filter(hasWords);
  const classes = categories.filter(hasWords);
  return {
    nmi: normalizedMutualInformation(topics, classes),
    purity: purity(topics, classes),
    documents: topics.length,
  };
}
