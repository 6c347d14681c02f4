import type { SparseMatrix } from "../matrix/mod.ts";
import { CountVectorizer, SEGMENTED_TOKEN, TfidfTransformer } from "../text/mod.ts";
import { InputError } from "../error/mod.ts";
import type { CorpusLoader, LessonCorpus } from "./lesson.ts";
import { segmentCorpus } from "./segment_corpus.ts";

/** Documents, and the matrices made of them. */
export interface VectorizedCorpus {
  /** With spaces between the words where they were asked for, and with all notes. */
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
 * Text in a script that puts no spaces between words is segmented if `options.segment` or
 * the corpus's own language asks for it; if neither does, a note says which documents
 * should be.
 *
 * @param loadCorpus where the documents come from
 * @param options which of them, whether to segment them (`"auto"` goes by the script), and
 * the number of topics that V must have room for
 * @returns the documents, their counts, and their TF-IDF
 * @throws {InputError} if there is no such corpus, nothing is left of it once stop words
 * are gone, or it is too small for so many topics
 * @throws {RangeError} if `segment` is a language that puts spaces between words
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
  options: { corpus?: string; categories?: string[]; segment?: string; topics: number },
): Promise<VectorizedCorpus> {
  const loaded = await loadCorpus({
    ...(options.corpus !== undefined && { corpus: options.corpus }),
    ...(options.categories !== undefined && { categories: options.categories }),
  });
  const { corpus, segmented } = segmentCorpus(loaded, options.segment);
  const vectorizer = new CountVectorizer({
    stopWords: "english",
    ...(segmented && { tokenPattern: SEGMENTED_TOKEN }),
  });
  const counts = countTerms(vectorizer, corpus);
  const V = new TfidfTransformer().fitTransform(counts);
  const most = Math.min(V.rows, V.cols);
  if (options.topics > most) {
    throw new InputError(
      `--topics ${options.topics} is too many for ${V.rows} documents with ${V.cols} terms; ` +
        `give ${most} or less${because(corpus)}`,
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

/** The notes may be the reason why so little is left. */
function because({ notes = [] }: LessonCorpus): string {
  return notes.length === 0 ? "" : ` (${notes.join("; ")})`;
}

function countTerms(vectorizer: CountVectorizer, corpus: LessonCorpus) {
  try {
    return vectorizer.fitTransform(corpus.documents);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `nothing is left of corpus ${corpus.name} once stop words are gone; ` +
        `give documents with words of two letters or more${because(corpus)}`,
    );
  }
}
