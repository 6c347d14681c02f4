import type { SparseMatrix } from "../matrix/mod.ts";

/** How well the words of each topic go together. */
export interface TopicCoherence {
  /** Per topic a number from −1 to 1; NaN for a topic of fewer than two words. */
  topics: number[];
  /** The mean over the topics. */
  mean: number;
}

/**
 * Topic coherence: do the words of a topic occur in the same documents? Readers find
 * topics of high coherence easier to name. A topic's coherence is the mean, over all
 * pairs of its words, of the normalized pointwise mutual information
 *
 *     NPMI(x, y) = ln(p(x, y) / (p(x) p(y))) / −ln p(x, y)
 *
 * where p(x) is the share of the documents that x occurs in, and p(x, y) of those that
 * both occur in; how often they occur there makes no difference. It is 1 for words that
 * occur only together, 0 for words that are independent, and −1 for words that never
 * meet, the limit for p(x, y) → 0. A word in every document tells nothing about another
 * and has NPMI 0 with it; so do two such words, where the formula is 0 / 0.
 *
 * All documents are counted, those without words too.
 *
 * Sources: G. Bouma, "Normalized (pointwise) mutual information in collocation
 * extraction", GSCL 2009; J. H. Lau, D. Newman and T. Baldwin, "Machine reading tea
 * leaves: automatically evaluating topic coherence and topic model quality", EACL 2014,
 * https://doi.org/10.3115/v1/E14-1056. M. Röder, A. Both and A. Hinneburg, "Exploring
 * the space of topic coherence measures", WSDM 2015,
 * https://doi.org/10.1145/2684822.2685324, compare it with others. They count in sliding
 * windows of a large corpus; documents are the simplest window.
 *
 * @param topics per topic its words, two or more, no word twice
 * @param counts documents × terms; a stored entry is a term that occurs
 * @param featureNames the term of each column
 * @returns the coherence of each topic, and their mean
 * @throws {RangeError} if there is not one name for every column, or a word is not among
 * the names
 *
 * @example
 * ```ts
 * import { topicCoherence } from "@nmf/lib/metrics";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const terms = ["moon", "orbit", "oven"];
 * const counts = SparseMatrix.fromDense(Matrix.from([[1, 2, 0], [3, 1, 0], [0, 0, 1]]));
 * assert.deepEqual(topicCoherence([["moon", "orbit"], ["moon", "oven"]], counts, terms), {
 *   topics: [1, -1],
 *   mean: 0,
 * });
 * ```
 */
export function topicCoherence(
  topics: readonly (readonly string[])[],
  counts: SparseMatrix,
  featureNames: readonly string[],
): TopicCoherence {
  if (featureNames.length !== counts.cols) {
    throw new RangeError(
      `counts has ${counts.cols} columns, but there are ${featureNames.length} names`,
    );
  }
  const columns = new Map(featureNames.map((term, j) => [term, j]));
  const documentsOf = (word: string) => {
    const j = columns.get(word);
    if (j === undefined) throw new RangeError(`no column of counts is named “${word}”`);
    return new Set(counts.transpose().row(j).indices);
  };
  const coherences = topics.map((words) => {
    const documents = words.map(documentsOf);
    const pairs = documents.flatMap((x, i) =>
      documents.slice(i + 1).map((y) => npmi(x, y, counts.rows))
    );
    return mean(pairs);
  });
  return { topics: coherences, mean: mean(coherences) };
}

/** Of two words, given the documents that each occurs in. */
function npmi(x: ReadonlySet<number>, y: ReadonlySet<number>, documents: number): number {
  const both = x.intersection(y).size;
  if (both === 0) return -1;
  // Written in counts, so that independent words come out as 0 exactly.
  const pmi = Math.log(both * documents / (x.size * y.size));
  return pmi === 0 ? 0 : pmi / Math.log(documents / both);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
