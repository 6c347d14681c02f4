import { checkFlags, shown } from "./check_options.ts";
import type { Analyzer } from "./tokenize.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * A number of documents: a share of all, from 0 to 1, or a count. A plain number is one or
 * the other by its size; see `minDf` and `maxDf`.
 */
export type DocumentLimit = number | { share: number } | { count: number };

/** What `CountVectorizer` may be told; names and meanings are scikit-learn's. */
export interface CountVectorizerOptions {
  /** Make everything lower case first; true by default. */
  lowercase?: boolean;
  /**
   * Take accents off after that: `"unicode"` or `"ascii"` as `stripAccents` does, or a
   * function of your own from text to text; not by default.
   */
  stripAccents?: "unicode" | "ascii" | ((text: string) => string) | null;
  /** From a text to the text that is cut into tokens, instead of the two steps above. */
  preprocessor?: ((text: string) => string) | null;
  /** From a text to its tokens, instead of `tokenPattern`; for the analyzer `"word"`. */
  tokenizer?: ((text: string) => Iterable<string>) | null;
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
  tokenPattern?: RegExp | string | null;
  /** Count words, characters, or characters inside words; `"word"` by default. */
  analyzer?: Analyzer;
  /** Shortest and longest run of tokens to count as a term; `[1, 1]` by default. */
  ngramRange?: readonly [number, number];
  /**
   * Leave out terms of fewer documents; 1 document by default.
   *
   * A plain number below 1 is a share of the documents, one from 1 on a count: 1 is one
   * document. For terms that are in every document write `{ share: 1 }`, which is
   * scikit-learn's `min_df=1.0`.
   */
  minDf?: DocumentLimit;
  /**
   * Leave out terms of more documents; a share of 1, all documents, by default.
   *
   * A plain number up to 1 is a share of the documents, one from 2 on a count: 1 is all
   * of them. For terms that are in a single document write `{ count: 1 }`, which is
   * scikit-learn's `max_df=1`.
   */
  maxDf?: DocumentLimit;
  /** Keep only the terms that occur most often in all; by default every term. */
  maxFeatures?: number | null;
  /**
   * The terms to count instead of those found in the documents: a list in the order of the
   * columns, or a mapping, an object or a `Map`, from each term to its column.
   */
  vocabulary?: Vocabulary | null;
  /** Count 1 for a term that occurs, however often; false by default. */
  binary?: boolean;
  /**
   * Called with each of the vectorizer's `warnings` when it is made: options that are
   * allowed and probably not meant. Nothing is printed.
   */
  onWarning?: ((warning: string) => void) | null;
}

/**
 * Looks at the options that are looked at nowhere else.
 *
 * @throws {RangeError} if a number or a name is not one of those allowed
 * @throws {TypeError} if an option is of the wrong kind
 */
export function checkCountOptions(options: CountVectorizerOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`the options must be an object, not ${shown(options)}`);
  }
  checkFlags(options, ["lowercase", "binary"]);
  checkChoice("analyzer", options.analyzer, ["word", "char", "char_wb"]);
  if (typeof options.stripAccents !== "function") {
    checkChoice("stripAccents", options.stripAccents ?? undefined, ["unicode", "ascii"]);
  }
  for (const name of ["preprocessor", "tokenizer", "onWarning"] as const) {
    const value = options[name] ?? undefined;
    if (value !== undefined && typeof value !== "function") {
      throw new TypeError(`${name} must be a function, not ${shown(value)}`);
    }
  }
  checkNgramRange(options.ngramRange);
  checkLimit("minDf", options.minDf, "a share below 1 or a count from 1");
  checkLimit("maxDf", options.maxDf, "a share up to 1 or a count from 2");
  const maxFeatures = options.maxFeatures ?? 1;
  if (!(Number.isInteger(maxFeatures) && maxFeatures >= 1)) {
    throw new RangeError(
      `maxFeatures must be a whole number from 1, not ${shown(maxFeatures)}`,
    );
  }
}

function checkChoice(name: string, value: unknown, choices: string[]): void {
  if (value === undefined || choices.includes(value as string)) return;
  const line = `${name} must be one of ${choices.join(", ")}, not ${shown(value)}`;
  throw typeof value === "string" ? new RangeError(line) : new TypeError(line);
}

function checkNgramRange(range: unknown = [1, 1]): void {
  if (!(Array.isArray(range) && range.length === 2)) {
    throw new TypeError(
      `ngramRange must be two numbers, as in [1, 2], not ${shown(range)}`,
    );
  }
  const [min, max] = range;
  if (!(Number.isInteger(min) && Number.isInteger(max) && min >= 1 && max >= min)) {
    throw new RangeError(
      `ngramRange must be two whole numbers from 1, the smaller first, not [${
        range.map(shown).join(", ")
      }]`,
    );
  }
}

function checkLimit(name: string, limit: DocumentLimit = 1, plain: string): void {
  const refuse = (what: string, value: unknown): never => {
    const line = `${name} must be ${what}, not ${shown(value)}`;
    throw typeof value === "number" ? new RangeError(line) : new TypeError(line);
  };
  const isShare = (value: unknown) => Number(value) >= 0 && Number(value) <= 1;
  const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
  if (typeof limit === "number") {
    if (!isShare(limit) && !isCount(limit)) refuse(plain, limit);
    return;
  }
  const [entry, ...others] = Object.entries(limit ?? {});
  const [unit, value] = entry ?? [];
  if (others.length > 0 || (unit !== "share" && unit !== "count")) {
    refuse("a number, { share: … } or { count: … }", limit);
  }
  if (
    typeof value !== "number" || (unit === "share" ? !isShare(value) : !isCount(value))
  ) {
    refuse(unit === "share" ? "a share from 0 to 1" : "a count from 0", value);
  }
}

/**
 * How many documents a limit is; not a whole number if it is a share.
 *
 * @param limit a share or a count
 * @param one what the plain number 1 is
 * @param documents how many there are in all
 */
export function documentsIn(
  limit: DocumentLimit,
  one: "share" | "count",
  documents: number,
): number {
  if (typeof limit === "object") {
    return "share" in limit ? limit.share * documents : limit.count;
  }
  return limit < 1 || (limit === 1 && one === "share") ? limit * documents : limit;
}
