import type { SparseMatrix } from "../matrix/mod.ts";
import type { CountVectorizerOptions } from "./count_options.ts";
import { CountVectorizer } from "./count_vectorizer.ts";
import { TfidfTransformer, type TfidfTransformerOptions } from "./tfidf_transformer.ts";

/** The options of `CountVectorizer` and `TfidfTransformer` together. */
export interface TfidfVectorizerOptions
  extends CountVectorizerOptions, TfidfTransformerOptions {}

/**
 * From documents to TF-IDF in one step: a `CountVectorizer`, then a `TfidfTransformer`.
 *
 * @example
 * ```ts
 * import { TfidfVectorizer } from "@nmf/lib/text";
 * import { norm } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const vectorizer = new TfidfVectorizer({ stopWords: "english" });
 * const V = vectorizer.fitTransform(["moon rocket", "moon garden"]);
 * assert.deepEqual(vectorizer.featureNames, ["garden", "moon", "rocket"]);
 * // Two rows of length 1; the rarer term weighs more.
 * assert.ok(Math.abs(norm(V) - Math.SQRT2) < 1e-12);
 * assert.ok(V.toDense().at(0, 2) > V.toDense().at(0, 1));
 * ```
 */
export class TfidfVectorizer {
  readonly #counter: CountVectorizer;
  readonly #weigher: TfidfTransformer;

  /**
   * Checks the options and learns nothing yet.
   *
   * @param options see `CountVectorizerOptions` and `TfidfTransformerOptions`
   * @throws {RangeError | TypeError} as the two constructors do
   */
  constructor(options: TfidfVectorizerOptions = {}) {
    this.#counter = new CountVectorizer(options);
    this.#weigher = new TfidfTransformer(options);
  }

  /** What in the options is probably not meant; see `CountVectorizer.warnings`. */
  get warnings(): string[] {
    return this.#counter.warnings;
  }

  /**
   * The term of each column.
   *
   * @throws {Error} before `fit`, unless there is a vocabulary
   */
  get featureNames(): string[] {
    return this.#counter.featureNames;
  }

  /**
   * The weight of each term.
   *
   * @throws {Error} before `fit`
   */
  get idf(): Float64Array {
    return this.#weigher.idf;
  }

  /**
   * Learns the terms and their weights.
   *
   * @param documents the texts
   * @returns itself
   * @throws {RangeError | TypeError} as `CountVectorizer.fit` does
   */
  fit(documents: readonly string[]): this {
    this.#weigher.fit(this.#counter.fitTransform(documents));
    return this;
  }

  /**
   * TF-IDF of other documents, with the terms and weights already learned.
   *
   * @param documents the texts
   * @returns documents × terms
   * @throws {Error} before `fit`
   * @throws {TypeError} if the documents are no array of strings
   * @throws {RangeError} without `smoothIdf`, if a term of the vocabulary occurs that was in
   * no document of `fit`
   */
  transform(documents: readonly string[]): SparseMatrix {
    return this.#weigher.transform(this.#counter.transform(documents));
  }

  /**
   * Learns from these documents and gives their TF-IDF.
   *
   * @param documents the texts
   * @returns documents × terms
   * @throws {RangeError | TypeError} as `CountVectorizer.fit` does
   */
  fitTransform(documents: readonly string[]): SparseMatrix {
    return this.#weigher.fitTransform(this.#counter.fitTransform(documents));
  }
}
