import { argsort, SparseMatrix } from "../matrix/mod.ts";
import { isPlainWords, stepsOf, type TermVisitor, termVisitor } from "./analyze.ts";
import { shown } from "./check_options.ts";
import {
  checkCountOptions,
  type CountVectorizerOptions,
  documentsIn,
} from "./count_options.ts";
import { optionWarnings } from "./option_warnings.ts";
import { TermTable } from "./term_table.ts";
import { termsInOrder } from "./vocabulary.ts";

/**
 * Counts terms: documents in, document-term matrix out.
 *
 * Entry (i, j) is how often term j occurs in document i. Terms are sorted by code point.
 *
 * @example
 * ```ts
 * import { CountVectorizer } from "@nmf/lib/text";
 * import assert from "node:assert/strict";
 *
 * const vectorizer = new CountVectorizer({ stopWords: "english" });
 * const V = vectorizer.fitTransform(["The moon, the moon!", "A moon and a star"]);
 * assert.deepEqual(vectorizer.featureNames, ["moon", "star"]);
 * assert.deepEqual(V.toDense().toArray(), [[2, 0], [1, 1]]);
 * ```
 */
export class CountVectorizer {
  readonly #options: CountVectorizerOptions;
  readonly #stopWords: ReadonlySet<string>;
  readonly #visitTerms: TermVisitor;
  readonly #warnings: readonly string[];
  /** The terms of the columns, once they are known. */
  #vocabulary: TermTable | undefined;

  /**
   * Checks the options and learns nothing yet.
   *
   * @param options see `CountVectorizerOptions`
   * @throws {RangeError} if a number is out of range, a name is unknown, or the vocabulary
   * is empty, names a term twice, or maps the terms to other columns than 0, 1, 2 …
   * @throws {TypeError} if an option is of the wrong kind, or the token pattern is no
   * regular expression, has two groups or finds tokens of no characters
   */
  constructor(options: CountVectorizerOptions = {}) {
    checkCountOptions(options);
    const [shortest, longest] = options.ngramRange ?? [1, 1];
    this.#options = { ...options, ngramRange: [shortest, longest] };
    const steps = stepsOf(this.#options);
    this.#stopWords = steps.stopWords;
    this.#visitTerms = termVisitor(this.#options, steps);
    const { vocabulary, onWarning } = this.#options;
    const terms = vocabulary ? termsInOrder(vocabulary) : undefined;
    if (terms !== undefined) this.#setTerms(terms);
    this.#warnings = optionWarnings(this.#options, steps, terms);
    for (const warning of this.#warnings) onWarning?.(warning);
  }

  /**
   * What in the options is allowed and probably not meant, a line for each: stop words that
   * the tokenizer splits, a vocabulary that no text can meet, options that others replace.
   */
  get warnings(): string[] {
    return this.#warnings.slice();
  }

  /**
   * The term of each column.
   *
   * @throws {Error} before `fit`, unless there is a vocabulary
   */
  get featureNames(): string[] {
    return this.#known().terms.slice();
  }

  /**
   * Learns which terms there are.
   *
   * @param documents the texts
   * @returns itself
   * @throws {RangeError} if no term is left, or maxDf is fewer documents than minDf
   * @throws {TypeError} if the documents are no array of strings
   */
  fit(documents: readonly string[]): this {
    this.fitTransform(documents);
    return this;
  }

  /**
   * Counts the known terms in other documents; unknown ones are passed over.
   *
   * @param documents the texts
   * @returns documents × terms
   * @throws {Error} before `fit`, unless there is a vocabulary
   * @throws {TypeError} if the documents are no array of strings
   */
  transform(documents: readonly string[]): SparseMatrix {
    const vocabulary = this.#known();
    const counts = this.#count(
      documents,
      (text, from, to) => vocabulary.find(text, from, to),
    );
    return sortedCsr(counts, vocabulary.terms.length, (column) => column);
  }

  /**
   * Learns the terms of these documents and counts them.
   *
   * @param documents the texts
   * @returns documents × terms
   * @throws {RangeError} if no term is left, or maxDf is fewer documents than minDf
   * @throws {TypeError} if the documents are no array of strings
   */
  fitTransform(documents: readonly string[]): SparseMatrix {
    if (this.#options.vocabulary) return this.transform(documents);
    const found = new TermTable();
    const counts = this.#count(documents, (text, from, to) => found.add(text, from, to));
    const plain = isPlainWords(this.#options);
    const candidates = sortedByTerm(found).filter((column) =>
      !plain || !this.#stopWords.has(found.terms[column]!)
    );
    if (candidates.length === 0) {
      throw new RangeError(
        `no terms in ${documents.length} documents; they are empty or hold stop words only`,
      );
    }
    const kept = this.#keep(counts, found.terms.length, candidates);
    if (kept.length === 0) {
      throw new RangeError(
        `none of the ${candidates.length} terms is left; lower minDf or raise maxDf`,
      );
    }
    this.#setTerms(kept.map((column) => found.terms[column]!));
    const newColumn = new Int32Array(found.terms.length).fill(-1);
    kept.forEach((column, j) => newColumn[column] = j);
    return sortedCsr(counts, kept.length, (column) => newColumn[column]!);
  }

  #known(): TermTable {
    if (this.#vocabulary === undefined) {
      throw new Error(
        "the vectorizer knows no terms yet; call fit or fitTransform first",
      );
    }
    return this.#vocabulary;
  }

  #setTerms(terms: string[]): void {
    const vocabulary = new TermTable();
    for (const term of terms) vocabulary.add(term);
    this.#vocabulary = vocabulary;
  }

  /** Counts row by row, the columns of a row in the order in which they occur. */
  #count(documents: readonly string[], columnOf: ColumnOf): Counts {
    checkDocuments(documents);
    const { binary = false } = this.#options;
    const indptr = new Int32Array(documents.length + 1);
    const indices: number[] = [];
    const data: number[] = [];
    // Where a column was last stored; a place before the row's beginning is an older row's.
    const placeOf: number[] = [];
    let begin = 0;
    const visit = (text: string, from: number, to: number) => {
      const column = columnOf(text, from, to);
      if (column < 0) return;
      const place = placeOf[column];
      if (place !== undefined && place >= begin) {
        if (!binary) data[place]!++;
      } else {
        placeOf[column] = indices.length;
        indices.push(column);
        data.push(1);
      }
    };
    documents.forEach((text, i) => {
      begin = indices.length;
      this.#visitTerms(text, visit);
      indptr[i + 1] = indices.length;
    });
    return { indptr, indices, data };
  }

  /** Those of the columns, given in the order of their terms, that the options keep. */
  #keep(counts: Counts, terms: number, candidates: number[]): number[] {
    const { minDf = 1, maxDf = 1, maxFeatures } = this.#options;
    const rows = counts.indptr.length - 1;
    const least = documentsIn(minDf, "count", rows);
    const most = documentsIn(maxDf, "share", rows);
    if (most < least) {
      throw new RangeError(
        `of ${rows} documents a term may be in ${Math.floor(most)} by maxDf, and must ` +
          `be in ${Math.ceil(least)} by minDf; lower minDf or raise maxDf`,
      );
    }
    const inDocuments = new Int32Array(terms);
    const inAll = new Float64Array(terms);
    for (let p = 0; p < counts.indices.length; p++) {
      inDocuments[counts.indices[p]!]!++;
      inAll[counts.indices[p]!]! += counts.data[p]!;
    }
    const columns = candidates.filter((j) =>
      inDocuments[j]! >= least && inDocuments[j]! <= most
    );
    if (!maxFeatures || columns.length <= maxFeatures) return columns;
    const order = argsort(columns.map((column) => -inAll[column]!));
    return Array.from(order.slice(0, maxFeatures).sort(), (j) => columns[j]!);
  }
}

/** The column of a term, or −1 for a term that is not counted. */
type ColumnOf = (text: string, from: number, to: number) => number;

/** A CSR matrix under way: its columns are not sorted yet. */
interface Counts {
  indptr: Int32Array;
  indices: number[];
  data: number[];
}

function checkDocuments(documents: readonly string[]): void {
  if (!Array.isArray(documents)) {
    const hint = typeof documents === "string" ? "; write [text] for a single text" : "";
    throw new TypeError(
      `the documents must be an array of strings, not ${shown(documents)}${hint}`,
    );
  }
  for (let i = 0; i < documents.length; i++) {
    if (typeof documents[i] !== "string") {
      throw new TypeError(`document ${i} must be a string, not ${shown(documents[i])}`);
    }
  }
}

/**
 * A CSR matrix with other columns, rising within each row. Entries are first dealt out to
 * their columns; then the columns, in order, give them back to their rows.
 */
function sortedCsr(
  { indptr, indices, data }: Counts,
  cols: number,
  newColumn: (column: number) => number,
): SparseMatrix {
  const rows = indptr.length - 1;
  const start = new Int32Array(cols + 1);
  const columns = new Int32Array(indices.length);
  for (let p = 0; p < columns.length; p++) {
    const column = columns[p] = newColumn(indices[p]!);
    if (column >= 0) start[column + 1]!++;
  }
  for (let j = 0; j < cols; j++) start[j + 1]! += start[j]!;
  const next = start.slice();
  const rowOf = new Int32Array(start[cols]!);
  const valueOf = new Float64Array(start[cols]!);
  for (let i = 0; i < rows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      if (columns[p]! < 0) continue;
      const place = next[columns[p]!]!++;
      rowOf[place] = i;
      valueOf[place] = data[p]!;
    }
  }
  return new SparseMatrix(cols, rows, start, rowOf, valueOf).transpose();
}

/** The columns in the order of their terms' code points. */
function sortedByTerm(terms: TermTable): number[] {
  const sorted = terms.terms.toSorted();
  // JavaScript sorts by UTF-16 unit, which differs from code points beyond U+FFFF.
  if (sorted.some((term) => /[\ud800-\udfff]/.test(term))) sorted.sort(byCodePoint);
  return sorted.map((term) => terms.find(term));
}

function byCodePoint(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0)!);
  const right = Array.from(b, (character) => character.codePointAt(0)!);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i]! - right[i]!;
  }
  return left.length - right.length;
}
