import { argsort, SparseMatrix } from "../matrix/mod.ts";
import { ENGLISH_STOP_WORDS } from "./stop_words.ts";
import { TermTable } from "./term_table.ts";
import {
  type Analyzer,
  charNgrams,
  charWbNgrams,
  scanTokens,
  tokenizer,
  wordNgrams,
} from "./tokenize.ts";

/** What `CountVectorizer` may be told; names and meanings are scikit-learn's. */
export interface CountVectorizerOptions {
  /** Make everything lower case first; true by default. */
  lowercase?: boolean;
  /** Words to leave out: `"english"` for the built-in list, or your own; none by default. */
  stopWords?: "english" | Iterable<string> | null;
  /**
   * What a token looks like; by default two or more letters, digits or `_`. If it has one
   * group, the group is the token.
   *
   * A string is read as Python's `re` reads it: `"\\w"`, `"\\d"`, `"\\s"` and `"\\b"` are
   * Unicode's, `(?i)` and `(?P<name>…)` are known, and what JavaScript cannot do is
   * refused. A `RegExp` is JavaScript's: its `\w` is ASCII; its flags g and y change
   * nothing, since all tokens of a text are looked for.
   */
  tokenPattern?: RegExp | string;
  /** Count words, characters, or characters inside words; `"word"` by default. */
  analyzer?: Analyzer;
  /** Shortest and longest run of tokens to count as a term; `[1, 1]` by default. */
  ngramRange?: readonly [number, number];
  /** Leave out terms of fewer documents: a share below 1, a count from 1; 1 by default. */
  minDf?: number;
  /** Leave out terms of more documents: a share up to 1, a count from 2; 1 (all) by default. */
  maxDf?: number;
  /** Keep only the terms that occur most often in all; by default every term. */
  maxFeatures?: number;
  /** The terms to count, in this order, instead of those found in the documents. */
  vocabulary?: Iterable<string>;
  /** Count 1 for a term that occurs, however often; false by default. */
  binary?: boolean;
}

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
  /** The terms of the columns, once they are known. */
  #vocabulary: TermTable | undefined;

  /**
   * @param options see `CountVectorizerOptions`
   * @throws {RangeError} if a number is out of range, or the vocabulary is empty or
   * names a term twice
   * @throws {TypeError} if the token pattern is no regular expression, has two groups or
   * finds tokens of no characters, or `stopWords` is a string other than "english"
   */
  constructor(options: CountVectorizerOptions = {}) {
    checkOptions(options);
    this.#options = options;
    this.#stopWords = stopWordSet(options.stopWords);
    this.#visitTerms = termVisitor(options, this.#stopWords);
    if (options.vocabulary !== undefined) this.#setTerms([...options.vocabulary]);
  }

  /** The term of each column. Throws an Error before `fit`. */
  get featureNames(): string[] {
    return this.#known().terms;
  }

  /**
   * Learns which terms there are.
   *
   * @param documents the texts
   * @returns itself
   * @throws {RangeError} if no term is left
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
   * @throws {Error} before `fit`
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
   * @throws {RangeError} if no term is left
   */
  fitTransform(documents: readonly string[]): SparseMatrix {
    if (this.#options.vocabulary !== undefined) return this.transform(documents);
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
    if (terms.length === 0) throw new RangeError("the vocabulary is empty");
    const vocabulary = new TermTable();
    terms.forEach((term, j) => {
      if (vocabulary.add(term) !== j) {
        throw new RangeError(`the vocabulary names "${term}" twice`);
      }
    });
    this.#vocabulary = vocabulary;
  }

  /** Counts row by row, the columns of a row in the order in which they occur. */
  #count(documents: readonly string[], columnOf: ColumnOf): Counts {
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
    const least = minDf < 1 ? minDf * rows : minDf;
    const most = maxDf <= 1 ? maxDf * rows : maxDf;
    const inDocuments = new Int32Array(terms);
    const inAll = new Float64Array(terms);
    for (let p = 0; p < counts.indices.length; p++) {
      inDocuments[counts.indices[p]!]!++;
      inAll[counts.indices[p]!]! += counts.data[p]!;
    }
    const columns = candidates.filter((j) =>
      inDocuments[j]! >= least && inDocuments[j]! <= most
    );
    if (maxFeatures === undefined || columns.length <= maxFeatures) return columns;
    const order = argsort(columns.map((column) => -inAll[column]!));
    return Array.from(order.slice(0, maxFeatures).sort(), (j) => columns[j]!);
  }
}

/** Gets each term of a text as the range of a string. */
type TermVisitor = (
  text: string,
  visit: (text: string, from: number, to: number) => void,
) => void;

/** The column of a term, or −1 for a term that is not counted. */
type ColumnOf = (text: string, from: number, to: number) => number;

/** A CSR matrix under way: its columns are not sorted yet. */
interface Counts {
  indptr: Int32Array;
  indices: number[];
  data: number[];
}

function checkOptions(options: CountVectorizerOptions): void {
  const { ngramRange = [1, 1], minDf = 1, maxDf = 1, maxFeatures = 1 } = options;
  const [min, max] = ngramRange;
  if (!(Number.isInteger(min) && Number.isInteger(max) && min >= 1 && max >= min)) {
    throw new RangeError(
      `ngramRange must be two whole numbers from 1, the smaller first, not [${ngramRange}]`,
    );
  }
  if (!(minDf >= 0) || (minDf > 1 && !Number.isInteger(minDf))) {
    throw new RangeError(`minDf must be a share below 1 or a count from 1, not ${minDf}`);
  }
  if (!(maxDf >= 0) || (maxDf > 1 && !Number.isInteger(maxDf))) {
    throw new RangeError(`maxDf must be a share up to 1 or a count from 2, not ${maxDf}`);
  }
  if (!(Number.isInteger(maxFeatures) && maxFeatures >= 1)) {
    throw new RangeError(`maxFeatures must be a whole number from 1, not ${maxFeatures}`);
  }
  const analyzers = ["word", "char", "char_wb"];
  if (options.analyzer !== undefined && !analyzers.includes(options.analyzer)) {
    throw new RangeError(
      `analyzer must be one of ${analyzers.join(", ")}, not "${options.analyzer}"`,
    );
  }
}

function stopWordSet(
  stopWords: CountVectorizerOptions["stopWords"],
): ReadonlySet<string> {
  if (stopWords === undefined || stopWords === null) return new Set();
  if (stopWords === "english") return ENGLISH_STOP_WORDS;
  if (typeof stopWords === "string") {
    throw new TypeError(
      `stopWords must be "english" or a list of words, not "${stopWords}"`,
    );
  }
  return new Set(stopWords);
}

/** Single words: their stop words can be left out once per term, not once per token. */
function isPlainWords(
  { analyzer = "word", ngramRange = [1, 1] }: CountVectorizerOptions,
) {
  return analyzer === "word" && ngramRange[1] === 1;
}

/** From a text to its terms. */
function termVisitor(
  options: CountVectorizerOptions,
  stopWords: ReadonlySet<string>,
): TermVisitor {
  const { lowercase = true, tokenPattern } = options;
  const prepare = lowercase
    ? (text: string) => text.toLowerCase()
    : (text: string) => text;
  const fixed = options.vocabulary !== undefined;
  if (tokenPattern === undefined && isPlainWords(options) && !fixed) {
    return (text, visit) => {
      const prepared = prepare(text);
      scanTokens(prepared, (from, to) => visit(prepared, from, to));
    };
  }
  const analyze = analyzerOf(options, stopWords);
  return (text, visit) => {
    for (const term of analyze(prepare(text))) visit(term, 0, term.length);
  };
}

function analyzerOf(
  options: CountVectorizerOptions,
  stopWords: ReadonlySet<string>,
): (text: string) => string[] {
  const { analyzer = "word", ngramRange = [1, 1] } = options;
  if (analyzer === "char") return (text) => charNgrams(text, ngramRange);
  if (analyzer === "char_wb") return (text) => charWbNgrams(text, ngramRange);
  const tokens = tokenizer(options.tokenPattern);
  return (text) =>
    wordNgrams(tokens(text).filter((token) => !stopWords.has(token)), ngramRange);
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
