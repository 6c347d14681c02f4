import type { SparseMatrix } from "../matrix/mod.ts";
import { CountVectorizer, TfidfTransformer } from "../text/mod.ts";
import { InputError } from "../error/mod.ts";
import type { CorpusLoader, LessonCorpus } from "./lesson.ts";

/** Documents, and the matrices made of them. */
export interface VectorizedCorpus {
  corpus: LessonCorpus;
  /** How often each term occurs: documents × terms. */
  counts: SparseMatrix;
  /** The TF-IDF of the documents, English stop words left out: documents × terms. */
  V: SparseMatrix;
  /** The term of each column. */
  terms: string[];
}

/**
 * Loads documents and turns them into V.
 *
 * @param loadCorpus where the documents come from
 * @param options which of them, and the number of topics that V must have room for
 * @returns the documents, their counts, and their TF-IDF
 * @throws {InputError} if there is no such corpus, nothing is left of it once stop words
 * are gone, or it is too small for so many topics
 *
 * @example
 * ```ts
 * import { vectorizeCorpus } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * const corpus = {
 *   name: "two",
 *   documents: ["moon and rocket", "oven and bread"],
 *   categories: ["space", "cooking"],
 *   categoryNames: ["cooking", "space"],
 *   ids: ["1", "2"],
 * };
 * const { terms } = await vectorizeCorpus(() => Promise.resolve(corpus), { topics: 2 });
 * assert.deepEqual(terms, ["bread", "moon", "oven", "rocket"]);
 * ```
 */
export async function vectorizeCorpus(
  loadCorpus: CorpusLoader,
  options: { corpus?: string; categories?: string[]; topics: number },
): Promise<VectorizedCorpus> {
  const corpus = await loadCorpus({
    ...(options.corpus !== undefined && { corpus: options.corpus }),
    ...(options.categories !== undefined && { categories: options.categories }),
  });
  const vectorizer = new CountVectorizer({ stopWords: "english" });
  const counts = countTerms(vectorizer, corpus);
  const V = new TfidfTransformer().fitTransform(counts);
  const most = Math.min(V.rows, V.cols);
  if (options.topics > most) {
    throw new InputError(
      `--topics ${options.topics} is too many for ${V.rows} documents with ${V.cols} terms; ` +
        `give ${most} or less`,
    );
  }
  return { corpus, counts, V, terms: vectorizer.featureNames };
}

/**
 * The size of a corpus and of its V in a sentence.
 *
 * @example
 * ```ts
 * import { summary } from "@nmf/lib/lesson";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[1, 0], [0, 1]]));
 * const corpus = { name: "two", categoryNames: ["cooking", "space"] };
 * assert.match(summary({ corpus, V }), /^Corpus two: 2 documents in 2 categories, 2 terms/);
 * ```
 */
export function summary(
  { corpus, V }: {
    corpus: Pick<LessonCorpus, "name" | "categoryNames">;
    V: Pick<SparseMatrix, "rows" | "cols" | "nonzeros">;
  },
): string {
  const share = 100 * V.nonzeros / (V.rows * V.cols);
  const many = corpus.categoryNames.length;
  return `Corpus ${corpus.name}: ${V.rows} documents in ${many} ` +
    `${many === 1 ? "category" : "categories"}, ${V.cols} terms; ` +
    `${V.nonzeros} entries of V are not 0 (${share.toFixed(2)} %).`;
}

function countTerms(vectorizer: CountVectorizer, corpus: LessonCorpus) {
  try {
    return vectorizer.fitTransform(corpus.documents);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `nothing is left of corpus ${corpus.name} once stop words are gone; ` +
        `give documents with words of two letters or more`,
    );
  }
}
