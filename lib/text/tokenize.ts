import { shown } from "./check_options.ts";
import { SPACE, WORD } from "./characters.ts";
import { pythonPattern } from "./python_pattern.ts";

/** How a text is cut into the terms that are counted. */
export type Analyzer = "word" | "char" | "char_wb";

const WORD_CHARACTER = new RegExp(`^[${WORD}]$`, "u");
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const TWO_SPACES_OR_MORE = new RegExp(`[${SPACE}]{2,}`, "gu");

/**
 * For each UTF-16 unit that has occurred: 1 if it is a word character, 2 if not.
 *
 * All texts of the process share it, so it holds only what is true in every text. Halves
 * of surrogate pairs stay 0: what they are depends on the other half.
 */
const kindOfUnit = new Uint8Array(0x10000);

/**
 * Finds the default tokens, runs of two or more word characters, and passes on where
 * each begins and ends in the text.
 *
 * It is `/[\p{L}\p{N}_]{2,}/gu` by hand, several times as fast because it makes no
 * strings; two characters means two code points, also beyond U+FFFF.
 */
export function scanTokens(
  text: string,
  visit: (from: number, to: number) => void,
): void {
  let from = 0;
  let characters = 0;
  const end = text.length;
  for (let i = 0; i < end;) {
    const unit = text.charCodeAt(i);
    let kind = kindOfUnit[unit]!;
    let size = 1;
    if (kind === 0) {
      const character = String.fromCodePoint(text.codePointAt(i)!);
      size = character.length;
      kind = WORD_CHARACTER.test(character) ? 1 : 2;
      if (unit < 0xd800 || unit > 0xdfff) kindOfUnit[unit] = kind;
    }
    if (kind === 1) {
      if (characters++ === 0) from = i;
    } else {
      if (characters >= 2) visit(from, i);
      characters = 0;
    }
    i += size;
  }
  if (characters >= 2) visit(from, end);
}

/**
 * A function that gives the tokens of a text.
 *
 * A pattern with one group gives the group instead of the whole match.
 *
 * @param pattern what a token looks like: a string in Python's notation, or a `RegExp`
 * @throws {TypeError} if the pattern is no valid regular expression or has two groups
 */
export function tokenizer(
  pattern: RegExp | string | undefined,
): (text: string) => string[] {
  if (pattern === undefined) {
    return (text) => {
      const tokens: string[] = [];
      scanTokens(text, (from, to) => tokens.push(text.slice(from, to)));
      return tokens;
    };
  }
  const { regex, groups } = typeof pattern === "string"
    ? pythonPattern(pattern)
    : everywhere(pattern);
  if (groups > 1) {
    throw new TypeError(
      `tokenPattern has ${groups} groups; it may have one, and (?:…) groups no more`,
    );
  }
  if (groups === 0) return (text) => text.match(regex) ?? [];
  const group = typeof pattern === "string"
    ? (match: RegExpExecArray) => match.groups!.g1
    : (match: RegExpExecArray) => match[1];
  return (text) => Array.from(text.matchAll(regex), (match) => group(match) ?? "");
}

/**
 * A pattern that finds all matches in a text, wherever the given one was used before. It
 * goes by character, not by UTF-16 unit, if the pattern can be read so: half a surrogate
 * pair is no token, and without the flag u `\p{L}` would be the text “p{L}”.
 */
function everywhere(pattern: RegExp): { regex: RegExp; groups: number } {
  if (!(pattern instanceof RegExp)) {
    throw new TypeError(
      `tokenPattern must be a string or a RegExp, not ${shown(pattern)}`,
    );
  }
  const { source } = pattern;
  let flags = pattern.flags.replace(/[gy]/g, "");
  if (!/[uv]/.test(flags) && isPattern(source, flags + "u")) flags += "u";
  return {
    regex: new RegExp(source, flags + "g"),
    groups: new RegExp(`${source}|`, flags).exec("")!.length - 1,
  };
}

function isPattern(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

/**
 * All runs of n tokens, for n from `min` to `max`, joined by a space: first the single
 * tokens, then the pairs, and so on.
 */
export function wordNgrams(
  tokens: string[],
  [min, max]: readonly [number, number],
): string[] {
  if (max === 1) return tokens;
  const ngrams: string[] = [];
  for (let n = min; n <= Math.min(max, tokens.length); n++) {
    for (let i = 0; i + n <= tokens.length; i++) {
      ngrams.push(tokens.slice(i, i + n).join(" "));
    }
  }
  return ngrams;
}

/** All runs of n characters; a run of white space counts as one space. */
export function charNgrams(
  text: string,
  [min, max]: readonly [number, number],
): string[] {
  const characters = Array.from(text.replace(TWO_SPACES_OR_MORE, " "));
  const ngrams: string[] = [];
  for (let n = min; n <= Math.min(max, characters.length); n++) {
    for (let i = 0; i + n <= characters.length; i++) {
      ngrams.push(characters.slice(i, i + n).join(""));
    }
  }
  return ngrams;
}

/**
 * Runs of n characters inside each word, the word padded by a space on both sides. A
 * padded word shorter than n counts once, whole.
 */
export function charWbNgrams(
  text: string,
  [min, max]: readonly [number, number],
): string[] {
  const ngrams: string[] = [];
  for (const word of text.split(SPACES).filter(Boolean)) {
    const characters = Array.from(` ${word} `);
    for (let n = min; n <= max; n++) {
      if (characters.length <= n) {
        ngrams.push(characters.join(""));
        break;
      }
      for (let i = 0; i + n <= characters.length; i++) {
        ngrams.push(characters.slice(i, i + n).join(""));
      }
    }
  }
  return ngrams;
}
