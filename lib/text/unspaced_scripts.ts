/**
 * Runs of letters, marks and digits of Chinese and Japanese. The long vowel marks belong
 * to two scripts, so they are named by themselves.
 */
export const CHINESE_OR_JAPANESE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u30fc\uff70]+/gu;

/** Runs of letters, marks and digits of Thai, Lao, Khmer and Burmese. */
export const SOUTH_EAST_ASIAN = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;
