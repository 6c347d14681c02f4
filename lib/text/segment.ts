import { CHINESE_OR_JAPANESE, SOUTH_EAST_ASIAN } from "./unspaced_scripts.ts";

/** The script that tells each language; Han is that of Japanese too. */
const SCRIPTS: readonly (readonly [language: string, script: RegExp])[] = [
  ["ja", /[\p{sc=Hiragana}\p{sc=Katakana}]/u],
  ["zh", /\p{sc=Han}/u],
  ["th", /\p{sc=Thai}/u],
  ["lo", /\p{sc=Lao}/u],
  ["km", /\p{sc=Khmer}/u],
  ["my", /\p{sc=Myanmar}/u],
];

/** The languages that `segment` knows, as BCP 47 tags. */
export const SEGMENTED_LANGUAGES: readonly string[] = SCRIPTS.map(([tag]) => tag);

/**
 * A token of segmented text, for `CountVectorizer`'s `tokenPattern`: two or more letters,
 * digits or `_`, with their marks. The default pattern ends a word at a mark, as Python's
 * `\w` does, and would cut words of Thai, Lao, Khmer and Burmese into pieces.
 */
export const SEGMENTED_TOKEN = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]+/u;

/**
 * Puts spaces around the words of Chinese, Japanese, Thai, Lao, Khmer and Burmese text,
 * which is written without. Text of other scripts stays as it is.
 *
 * The words are those of `Intl.Segmenter`, which looks them up in a dictionary: [Unicode
 * Standard Annex 29](https://www.unicode.org/reports/tr29/#Word_Boundaries) leaves these
 * scripts to one. Another version of it may cut some words otherwise.
 *
 * @param text any text
 * @param language its language as a BCP 47 tag, such as `"zh"` or `"zh-Hant"`; when left
 * out, the script of each run of letters tells
 * @returns the text with spaces
 * @throws {RangeError} if the language is none of the six
 *
 * @example
 * ```ts
 * import { segment } from "@nmf/lib/text";
 * import assert from "node:assert/strict";
 *
 * assert.equal(segment("机器学习, and NLP", "zh"), " 机器 学习 , and NLP");
 * ```
 */
export function segment(text: string, language?: string): string {
  if (language !== undefined && !isSegmentedLanguage(language)) {
    throw new RangeError(
      `the language must be one of ${SEGMENTED_LANGUAGES.join(", ")}, not "${language}"`,
    );
  }
  const cut = (run: string) => {
    const words = segmenterOf(language ?? languageOf(run, text)).segment(run);
    return ` ${Array.from(words, ({ segment }) => segment).join(" ")} `;
  };
  return text.replace(CHINESE_OR_JAPANESE, cut).replace(SOUTH_EAST_ASIAN, cut);
}

/**
 * Whether a BCP 47 tag names a language that `segment` knows.
 *
 * @param tag such as `"zh"`, `"zh-Hant"` or `"en"`
 *
 * @example
 * ```ts
 * import { isSegmentedLanguage } from "@nmf/lib/text";
 * import assert from "node:assert/strict";
 *
 * assert.ok(isSegmentedLanguage("zh-Hant-TW"));
 * assert.ok(!isSegmentedLanguage("en"));
 * ```
 */
export function isSegmentedLanguage(tag: string): boolean {
  const [, language] = /^([a-z]+)(-[a-z]{4})?(-[a-z]{2}|-\d{3})?$/i.exec(tag) ?? [];
  return language !== undefined && SEGMENTED_LANGUAGES.includes(language.toLowerCase());
}

function languageOf(run: string, text: string): string {
  const [language] = SCRIPTS.find(([, script]) => script.test(run)) ?? SCRIPTS[0]!;
  // Chinese characters are Japanese where kana stand in the same text.
  return language === "zh" && SCRIPTS[0]![1].test(text) ? "ja" : language;
}

const segmenters = new Map<string, Intl.Segmenter>();

/** One segmenter per language: making one takes longer than a text. */
function segmenterOf(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: "word" });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}
