import { CHINESE_OR_JAPANESE, SOUTH_EAST_ASIAN } from "./unspaced_scripts.ts";

/** Longer runs than words are, on average: in UTF-16 units, vowel signs and tones included. */
const TOO_LONG: readonly (readonly [run: RegExp, average: number])[] = [
  [CHINESE_OR_JAPANESE, 2.5],
  [SOUTH_EAST_ASIAN, 10],
];

/**
 * Whether a good part of a text is Chinese, Japanese, Thai, Lao, Khmer or Burmese without
 * spaces between the words, so that whole sentences would count as terms.
 *
 * "A good part" is a fifth of its letters. Text whose words somebody has put spaces
 * between already does not count: words of Chinese and Japanese have two characters on
 * average, sentences many more.
 *
 * @param text any text
 * @returns whether `segment` should be applied to it
 *
 * @example
 * ```ts
 * import { isUnspaced } from "@nmf/lib/text";
 * import assert from "node:assert/strict";
 *
 * assert.ok(isUnspaced("我爱自然语言处理"));
 * assert.ok(!isUnspaced("我 爱 自然 语言 处理"));
 * assert.ok(!isUnspaced("A paper on natural language processing, 自然语言处理"));
 * ```
 */
export function isUnspaced(text: string): boolean {
  let unspaced = 0;
  for (const [pattern, average] of TOO_LONG) {
    const runs = text.match(pattern) ?? [];
    const letters = runs.reduce((sum, run) => sum + run.length, 0);
    if (letters > average * runs.length) unspaced += letters;
  }
  return unspaced > 0 && unspaced > 0.2 * lettersIn(text);
}

function lettersIn(text: string): number {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "").length;
}
