const WORDS = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  ...["ten", "eleven", "twelve"],
];
const UNITS: Record<string, number> = { thousand: 1e3, million: 1e6 };
const FIRST = new RegExp(
  "[-−]?\\d+(?: \\d{3})*(?:\\.(\\d+))?(?:e([+-]?\\d+))?(?: (thousand|million))?" +
    `|\\b(?:${WORDS.join("|")})\\b`,
  "i",
);

/**
 * Whether what a text shows is what was found: the same words; or a number that, rounded
 * to as many digits as are shown, is the same.
 *
 * @param shown such as “43.6456”, “26 576”, “134 thousand”, “four of the ten”
 * @param found a number, a text, words one by one, or whether the claim holds
 */
export function agrees(shown: string, found: unknown): boolean {
  if (typeof found === "boolean") return found;
  if (Array.isArray(found)) return agrees(shown, found.join(" "));
  const value = typeof found === "number" ? found : Number(found);
  const number = numberIn(shown);
  if (number === undefined || Number.isNaN(value)) {
    return typeof found === "string" && bare(found) === bare(shown);
  }
  // A half digit more than rounding: 0.5 is shown as 0 or as 1.
  return Math.abs(value - number.value) <= number.digit / 2 * (1 + 1e-9);
}

const bare = (text: string) =>
  text.replaceAll(/[“”"]/g, "").replaceAll(/\s+/g, " ").trim();

/** The first number of a text, in digits or a word, and what 1 in its last digit is worth. */
function numberIn(text: string): { value: number; digit: number } | undefined {
  const [found, ...groups] = FIRST.exec(text) ?? [];
  if (found === undefined) return undefined;
  const word = WORDS.indexOf(found.toLowerCase());
  if (word >= 0) return { value: word, digit: 0 };
  const [decimals = "", exponent = "0", unit] = groups;
  const worth = unit === undefined ? 1 : UNITS[unit];
  const plain = found.replace(/\s*[a-z]{2,}$/, "").replaceAll(" ", "").replace("−", "-");
  return {
    value: Number(plain) * worth,
    digit: 10 ** (Number(exponent) - decimals.length) * worth,
  };
}
