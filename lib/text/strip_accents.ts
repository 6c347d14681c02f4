import { shown } from "./check_options.ts";

/**
 * Takes the accents off letters, so that “café” and “cafe” are one term.
 *
 * Both ways first write compatible characters alike and take letters and accents apart
 * (normalization form NFKD): “é” becomes “e” and an accent, “ﬁ” “fi”, “²” “2”. Then
 * `"unicode"` leaves out the accents, in any script, that is, the characters whose canonical
 * combining class is not 0; `"ascii"` leaves out everything that is not ASCII: “日本 é” becomes
 * “ e”. Letters that are no letter with an accent, such as “ø” and “ß”, stay in the first and
 * go in the second.
 *
 * Sources: Unicode Standard Annex 15, https://www.unicode.org/reports/tr15/; the two ways
 * are scikit-learn's.
 *
 * @param text any text
 * @param how which characters to leave out
 * @throws {TypeError} if the text is no string
 * @throws {RangeError} if the way is neither of the two
 *
 * @example
 * ```ts
 * import { stripAccents } from "@nmf/lib/text";
 * import assert from "node:assert/strict";
 *
 * assert.equal(stripAccents("Café, ångström, ﬁn, Ποίηση", "unicode"), "Cafe, angstrom, fin, Ποιηση");
 * assert.equal(stripAccents("Café, ångström, ﬁn, Ποίηση", "ascii"), "Cafe, angstrom, fin, ");
 * ```
 */
export function stripAccents(text: string, how: "unicode" | "ascii"): string {
  if (typeof text !== "string") {
    throw new TypeError(`the text must be a string, not ${shown(text)}`);
  }
  if (how !== "unicode" && how !== "ascii") {
    throw new RangeError(`accents go by "unicode" or "ascii", not ${shown(how)}`);
  }
  const apart = text.normalize("NFKD");
  if (how === "ascii") return apart.replace(/[^\0-\x7f]/g, "");
  return apart.replace(/\p{M}/gu, (mark) => isCombining(mark) ? "" : mark);
}

/**
 * Is the canonical combining class of a mark, taken apart already, other than 0?
 *
 * JavaScript does not say. But normalization sorts a row of such marks by their class, and
 * U+0345 has the highest, 240: only they change places with it.
 */
function isCombining(mark: string): boolean {
  const last = "\u0345";
  return mark === last || (last + mark).normalize("NFD") !== last + mark;
}
