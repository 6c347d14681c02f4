/** How a text is cut into the terms that are counted. */
export type Analyzer = "word" | "char" | "char_wb";

/** What a token is made of: letters, digits and underscores of any script. */
const WORD_CHARACTER = /^[\p{L}\p{N}_]$/u;

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
 * JavaScript's `\w` is ASCII only, so the default pattern names Unicode's letters and
 * numbers. A pattern with one group gives the group instead of the whole match.
 *
 * @param pattern what a token looks like
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
  const source = typeof pattern === "string" ? pattern : pattern.source;
  const flags = typeof pattern === "string" ? "u" : pattern.flags.replace("g", "");
  let regex: RegExp;
  try {
    regex = new RegExp(source, flags + "g");
  } catch (error) {
    throw new TypeError(`tokenPattern: ${(error as Error).message}`);
  }
  const groups = new RegExp(`${source}|`, flags).exec("")!.length - 1;
  if (groups > 1) {
    throw new TypeError(
      `tokenPattern has ${groups} groups; it may have one, and (?:…) groups no more`,
    );
  }
  if (groups === 0) return (text) => text.match(regex) ?? [];
  return (text) => Array.from(text.matchAll(regex), (match) => match[1] ?? "");
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
  const characters = Array.from(text.replace(/\s\s+/g, " "));
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
  for (const word of text.split(/\s+/).filter(Boolean)) {
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
