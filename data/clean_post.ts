/** A line that quotes another post, or announces that it will. */
const QUOTE = /writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^\||^>/;

/** The white space that Python strips; JavaScript's `trim` has another list. */
const SPACE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004" +
  "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

/**
 * What the author of a newsgroup post wrote: without the header, the signature and the
 * quoted lines. The three are removed in this order, by the rules that scikit-learn's
 * `remove=("headers", "footers", "quotes")` follows, so that both see the same text.
 *
 * @param post a raw post
 * @returns its own text, which may be empty
 *
 * @example
 * ```ts
 * import { cleanPost } from "@nmf/data";
 * import assert from "node:assert/strict";
 *
 * const post = "From: a@b.example\n\nc@d.example wrote:\n> Any news?\nLift-off!\n--\nyours, a";
 * assert.equal(cleanPost(post), "Lift-off!");
 * ```
 */
export function cleanPost(post: string): string {
  return stripQuotes(stripFooter(stripHeader(post)));
}

/** The header ends at the first blank line; a post without one is all header. */
function stripHeader(post: string): string {
  const end = post.indexOf("\n\n");
  return end < 0 ? "" : post.slice(end + 2);
}

/**
 * The footer is what follows the last line that is blank or all hyphens. In a post without
 * a signature this costs the last paragraph; the rule is the corpus's, not ours.
 */
function stripFooter(text: string): string {
  const lines = strip(text, SPACE).split("\n");
  const end = lines.findLastIndex((line) => strip(strip(line, SPACE), "-") === "");
  return end > 0 ? lines.slice(0, end).join("\n") : text;
}

function stripQuotes(text: string): string {
  return text.split("\n").filter((line) => !QUOTE.test(line)).join("\n");
}

/** The text without the given characters at its two ends. */
function strip(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start]!)) start++;
  while (end > start && characters.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}
