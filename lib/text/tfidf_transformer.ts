import { SparseMatrix } from "../matrix/mod.ts";
import { checkFlags, shown } from "./check_options.ts";

/** What `TfidfTransformer` may be told; names and meanings are scikit-learn's. */
export interface TfidfTransformerOptions {
  /** Bring each row to length 1 in this norm; `"l2"` by default, null for none. */
  norm?: "l1" | "l2" | null;
  /** Weigh terms by how rare they are; true by default. */
  useIdf?: boolean;
  /** Count every term in one more document, so that none is in no document; true by default. */
  smoothIdf?: boolean;
  /** Replace a count tf, if it is not 0, by 1 + ln tf; false by default. */
  sublinearTf?: boolean;
}

/**
 * From counts to TF-IDF: a term weighs more the more often a document uses it, and less
 * the more documents use it.
 *
 *     tfidf(i, j) = tf(i, j) · idf(j)        idf(j) = ln((1 + m) / (1 + df(j))) + 1
 *
 * tf(i, j) is the count, m the number of documents, df(j) in how many of them term j
 * occurs. Without `smoothIdf` the two ones inside the logarithm go, and a term that is in
 * no document has an infinite idf. Then each row is divided by its norm; an empty row
 * stays 0. A zero that is stored is a zero: its term does not occur there.
 *
 * Sources: Spärck Jones, "A statistical interpretation of term specificity and its
 * application in retrieval", Journal of Documentation 28 (1972),
 * https://doi.org/10.1108/eb026526; the smoothing is scikit-learn's.
 *
 * @example
 * ```ts
 * import { TfidfTransformer } from "@nmf/lib/text";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const counts = SparseMatrix.fromDense(Matrix.from([[2, 0], [1, 1]]));
 * const transformer = new TfidfTransformer({ norm: null });
 * const V = transformer.fitTransform(counts).toDense();
 * assert.equal(V.at(0, 0), 2); // in every document: idf = ln(3 / 3) + 1 = 1
 * assert.equal(V.at(1, 1), Math.log(3 / 2) + 1);
 * ```
 */
export class TfidfTransformer {
  readonly #options: TfidfTransformerOptions;
  #idf: Float64Array | undefined;

  /**
   * Checks the options and learns nothing yet.
   *
   * @param options see `TfidfTransformerOptions`
   * @throws {RangeError} if the norm is unknown
   * @throws {TypeError} if one of the others is not true or false
   */
  constructor(options: TfidfTransformerOptions = {}) {
    const { norm = "l2" } = options;
    if (norm !== null && norm !== "l1" && norm !== "l2") {
      throw new RangeError(`norm must be "l1", "l2" or null, not ${shown(norm)}`);
    }
    checkFlags(options, ["useIdf", "smoothIdf", "sublinearTf"]);
    this.#options = { ...options };
  }

  /**
   * The weight of each term, n of them.
   *
   * @throws {Error} before `fit`
   */
  get idf(): Float64Array {
    return this.#known().slice();
  }

  #known(): Float64Array {
    if (this.#idf === undefined) throw new Error("there is no idf yet; call fit first");
    return this.#idf;
  }

  /**
   * Learns in how many documents each term occurs.
   *
   * @param counts documents × terms
   * @returns itself
   * @throws {TypeError} if the counts are no `SparseMatrix`
   * @throws {RangeError} if a count is negative or not finite
   */
  fit(counts: SparseMatrix): this {
    checkCounts(counts);
    const { smoothIdf = true } = this.#options;
    const one = smoothIdf ? 1 : 0;
    const df = new Float64Array(counts.cols).fill(one);
    for (let p = 0; p < counts.nonzeros; p++) {
      if (counts.data[p] !== 0) df[counts.indices[p]!]!++;
    }
    this.#idf = df.map((inDocuments) =>
      inDocuments === 0 ? Infinity : Math.log((counts.rows + one) / inDocuments) + 1
    );
    return this;
  }

  /**
   * Weighs counts.
   *
   * @param counts documents × terms
   * @returns documents × terms, the same places
   * @throws {Error} before `fit`, unless `useIdf` is false
   * @throws {TypeError} if the counts are no `SparseMatrix`
   * @throws {RangeError} if there are other columns than in `fit`, a count is negative or
   * not finite, a term occurs whose idf is infinite, or a weight is beyond all numbers
   */
  transform(counts: SparseMatrix): SparseMatrix {
    checkCounts(counts);
    const { useIdf = true, sublinearTf = false, norm = "l2" } = this.#options;
    const weights = counts.data.slice();
    if (sublinearTf) {
      for (let p = 0; p < weights.length; p++) {
        if (weights[p] !== 0) weights[p] = 1 + Math.log(weights[p]!);
      }
    }
    if (useIdf) {
      const idf = this.#known();
      if (idf.length !== counts.cols) {
        throw new RangeError(`there are ${counts.cols} columns; fit had ${idf.length}`);
      }
      for (let p = 0; p < weights.length; p++) {
        if (weights[p] === 0) continue;
        const column = counts.indices[p]!;
        if (idf[column] === Infinity) {
          throw new RangeError(
            `the term of column ${column} was in no document of fit, so that its idf is ` +
              "infinite; leave smoothIdf on, or leave the term out of the vocabulary",
          );
        }
        weights[p]! *= idf[column]!;
      }
    }
    if (norm !== null) {
      for (let i = 0; i < counts.rows; i++) {
        normalize(weights.subarray(counts.indptr[i]!, counts.indptr[i + 1]!), norm);
      }
    }
    return new SparseMatrix(
      counts.rows,
      counts.cols,
      counts.indptr,
      counts.indices,
      weights,
    );
  }

  /**
   * `fit`, then `transform`, on the same counts.
   *
   * @param counts documents × terms
   * @returns documents × terms, the same places
   * @throws {RangeError | TypeError} as the two do
   */
  fitTransform(counts: SparseMatrix): SparseMatrix {
    return this.fit(counts).transform(counts);
  }
}

function checkCounts(counts: SparseMatrix): void {
  if (!(counts instanceof SparseMatrix)) {
    throw new TypeError(`the counts must be a SparseMatrix, not ${shown(counts)}`);
  }
  const wrong = counts.data.findIndex((count) => !(count >= 0 && count < Infinity));
  if (wrong >= 0) {
    throw new RangeError(
      `a count must be finite and not negative, not ${counts.data[wrong]}`,
    );
  }
}

/** Divides a row by its norm; an empty row has norm 0 and stays as it is. */
function normalize(row: Float64Array, norm: "l1" | "l2"): void {
  const size = sizeOf(row, norm);
  // Weights near the ends of what a number can be have squares beyond them.
  if (size > 1e-150 && size < 1e150) {
    for (let p = 0; p < row.length; p++) row[p]! /= size;
    return;
  }
  const largest = row.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
  if (largest === 0) return;
  if (largest === Infinity) throw new RangeError("a weight is beyond the largest number");
  for (let p = 0; p < row.length; p++) row[p]! /= largest;
  const rest = sizeOf(row, norm);
  for (let p = 0; p < row.length; p++) row[p]! /= rest;
}

function sizeOf(row: Float64Array, norm: "l1" | "l2"): number {
  let total = 0;
  for (let p = 0; p < row.length; p++) {
    total += norm === "l2" ? row[p]! * row[p]! : Math.abs(row[p]!);
  }
  return norm === "l2" ? Math.sqrt(total) : total;
}
