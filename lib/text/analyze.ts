import { shown } from "./check_options.ts";
import type { CountVectorizerOptions } from "./count_options.ts";
import { ENGLISH_STOP_WORDS } from "./stop_words.ts";
import { stripAccents } from "./strip_accents.ts";
import {
  charNgrams,
  charWbNgrams,
  scanTokens,
  tokenizer,
  wordNgrams,
} from "./tokenize.ts";

/** Gets each term of a text as the range of a string. */
export type TermVisitor = (
  text: string,
  visit: (text: string, from: number, to: number) => void,
) => void;

/** The steps from a text to its terms, as the options want them. */
export interface Steps {
  /** To the text that is cut. */
  preprocess: (text: string) => string;
  /** To the tokens, if words are counted. */
  tokenize: (text: string) => string[];
  stopWords: ReadonlySet<string>;
}

/**
 * @throws {TypeError} if the token pattern or the stop words are not what they should be
 */
export function stepsOf(options: CountVectorizerOptions): Steps {
  return {
    preprocess: preprocessing(options),
    tokenize: tokenizing(options),
    stopWords: stopWordSet(options.stopWords),
  };
}

function preprocessing(options: CountVectorizerOptions): (text: string) => string {
  const { lowercase = true, stripAccents: strip, preprocessor } = options;
  if (preprocessor) return giving("preprocessor", preprocessor);
  const lowered = lowercase
    ? (text: string) => text.toLowerCase()
    : (text: string) => text;
  if (!strip) return lowered;
  if (typeof strip !== "function") return (text) => stripAccents(lowered(text), strip);
  const own = giving("stripAccents", strip);
  return (text) => own(lowered(text));
}

/** A function of the user's that must give a text. */
function giving(name: string, step: (text: string) => string): (text: string) => string {
  return (text) => {
    const result: unknown = step(text);
    if (typeof result === "string") return result;
    throw new TypeError(`${name} must give a string, not ${shown(result)}`);
  };
}

function tokenizing(options: CountVectorizerOptions): (text: string) => string[] {
  const own = options.tokenizer;
  if (!own) return tokenizer(options.tokenPattern ?? undefined);
  return (text) => {
    const tokens: unknown = own(text);
    if (typeof tokens !== "object" || !(Symbol.iterator in (tokens ?? {}))) {
      throw new TypeError(`tokenizer must give a list of strings, not ${shown(tokens)}`);
    }
    return Array.from(tokens as Iterable<unknown>, (token) => {
      if (typeof token === "string") return token;
      throw new TypeError(`a token of tokenizer must be a string, not ${shown(token)}`);
    });
  };
}

function stopWordSet(
  stopWords: CountVectorizerOptions["stopWords"],
): ReadonlySet<string> {
  if (stopWords === undefined || stopWords === null) return new Set();
  if (stopWords === "english") return ENGLISH_STOP_WORDS;
  if (typeof stopWords !== "object" || !(Symbol.iterator in stopWords)) {
    throw new TypeError(
      `stopWords must be "english" or a list of words, not ${shown(stopWords)}`,
    );
  }
  const words = new Set(stopWords);
  for (const word of words) {
    if (typeof word !== "string") {
      throw new TypeError(`a stop word must be a string, not ${shown(word)}`);
    }
  }
  return words;
}

/** Single words: their stop words can be left out once per term, not once per token. */
export function isPlainWords(
  { analyzer = "word", ngramRange = [1, 1] }: CountVectorizerOptions,
): boolean {
  return analyzer === "word" && ngramRange[1] === 1;
}

/** From a text to its terms. */
export function termVisitor(options: CountVectorizerOptions, steps: Steps): TermVisitor {
  const { preprocess } = steps;
  const isDefault = !options.tokenPattern && !options.tokenizer;
  if (isDefault && isPlainWords(options) && !options.vocabulary) {
    return (text, visit) => {
      const prepared = preprocess(text);
      scanTokens(prepared, (from, to) => visit(prepared, from, to));
    };
  }
  const analyze = analyzerOf(options, steps);
  return (text, visit) => {
    for (const term of analyze(preprocess(text))) visit(term, 0, term.length);
  };
}

function analyzerOf(
  { analyzer = "word", ngramRange = [1, 1] }: CountVectorizerOptions,
  { tokenize, stopWords }: Steps,
): (text: string) => string[] {
  if (analyzer === "char") return (text) => charNgrams(text, ngramRange);
  if (analyzer === "char_wb") return (text) => charWbNgrams(text, ngramRange);
  return (text) =>
    wordNgrams(tokenize(text).filter((token) => !stopWords.has(token)), ngramRange);
}
