// JavaScript's \w and \d are ASCII only, and its \s counts U+FEFF but neither U+001C to
// U+001F nor U+0085. These are Python's, as the inside of a class, for the flags u and v.

/** Python's `\w`: letters, numbers and `_` of any script. */
export const WORD = "\\p{L}\\p{N}_";

/** Python's `\d`: decimal digits of any script. */
export const DIGIT = "\\p{Nd}";

/** Python's `\s`, which is also where `str.split()` splits. */
export const SPACE =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
