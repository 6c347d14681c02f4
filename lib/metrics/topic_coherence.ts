import type { SparseMatrix } from "../matrix/mod.ts";

/** How well the words of each topic go together. */
export interface TopicCoherence {
  /** Per topic a number from −1 to 1; NaN for a topic of fewer than two words. */
  topics: number[];
  /** The mean over the topics of two words or more. */
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
 * All documents are counted, those without words too. Coherence is a matter of pairs: a
 * topic of one word has none, neither good nor bad, and does not count in the mean. (gensim
 * gives NaN for it and for the mean with it.)
 *
 * Sources: G. Bouma, "Normalized (pointwise) mutual information in collocation
 * extraction", GSCL 2009; J. H. Lau, D. Newman and T. Baldwin, "Machine reading tea
 * leaves: automatically evaluating topic coherence and topic model quality", EACL 2014,
 * https://doi.org/10.3115/v1/E14-1056. M. Röder, A. Both and A. Hinneburg, "Exploring
 * the space of topic coherence measures", WSDM 2015,
 * https://doi.org/10.1145/2684822.2685324, compare it with others. They count in sliding
 * windows of a large corpus; documents are the simplest window.
 *
 * @param topics per topic its words, no word twice
 * @param counts documents × terms; an entry that is not 0 is a term that occurs
 * @param featureNames the term of each column, no term twice
 * @returns the coherence of each topic, and their mean
 * @throws {RangeError} if there is not one name for every column, two columns have the same
 * name, a word is not among the names, a topic has a word twice, or no topic has two words
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
  if (columns.size < featureNames.length) {
    const twice = featureNames.find((term, j) => columns.get(term) !== j);
    throw new RangeError(`two columns of counts are named “${twice}”`);
  }
  const documentsOf = (word: string) => {
    const j = columns.get(word);
    if (j === undefined) throw new RangeError(`no column of counts is named “${word}”`);
    const { indices, data } = counts.transpose().row(j);
    return new Set(indices.filter((_, p) => data[p] !== 0));
  };
  const coherences = topics.map((words) => {
    const twice = words.find((word, i) => words.indexOf(word) < i);
    if (twice !== undefined) throw new RangeError(`a topic has “${twice}” twice`);
    const documents = words.map(documentsOf);
    const pairs = documents.flatMap((x, i) =>
      documents.slice(i + 1).map((y) => npmi(x, y, counts.rows))
    );
    return mean(pairs);
  });
  const ofPairs = coherences.filter((_, t) => topics[t]!.length > 1);
  if (ofPairs.length === 0) {
    throw new RangeError("no topic has two words, and coherence is a matter of pairs");
  }
  return { topics: coherences, mean: mean(ofPairs) };
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
