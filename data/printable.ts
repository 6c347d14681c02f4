/** Control characters, line ends of every kind, and those that turn the direction of text. */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The most characters of a name that a message shows. */
const LONGEST = 60;

/**
 * A name on one line: what would break a line, ring, or turn the text round is written as
 * an escape. File systems allow nearly everything in a name.
 *
 * @param name the name of a file, a folder, a category
 * @returns the same, or with escapes such as `\n` and `\u{202e}`
 */
export function printable(name: string): string {
  return name.replaceAll(UNPRINTABLE, (character) => {
    const plain = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    return plain ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}

/**
 * The first few of many names, and how many more there are.
 *
 * @param names any number of names
 * @param most how many of them to show
 * @param total how many there are, where `names` are not all
 * @returns one line; a long name is cut in the middle
 */
export function listed(
  names: readonly string[],
  most: number,
  total: number = names.length,
): string {
  const shown = names.slice(0, most).map((name) => {
    const characters = Array.from(printable(name));
    if (characters.length <= LONGEST) return characters.join("");
    return `${characters.slice(0, 40).join("")}…${characters.slice(-15).join("")}`;
  });
  const more = total - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
