const WORDS = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  ...["ten", "eleven", "twelve"],
];
const UNITS: Record<string, number> = { thousand: 1e3, million: 1e6 };
const NUMBER = /[-−]?\d+(?: \d{3})*(?:\.\d+)?(?:e[+-]?\d+)?/;

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
  const value = typeof found === "number" ? found : numberIn(String(found))?.value;
  const number = numberIn(shown);
  if (number === undefined || value === undefined) {
    return typeof found === "string" && bare(found) === bare(shown);
  }
  // A half digit more than rounding: 0.5 is shown as 0 or as 1.
  return Math.abs(value - number.value) <= number.digit / 2 * (1 + 1e-9);
}

const bare = (text: string) =>
  text.replaceAll(/[“”"]/g, "").replaceAll(/\s+/g, " ").trim();

/** The first number of a text, and what 1 in its last digit is worth. */
function numberIn(text: string): { value: number; digit: number } | undefined {
  const words = text.trim().split(/\s+/);
  const word = WORDS.indexOf(words[0].toLowerCase());
  if (word >= 0) return { value: word, digit: 0 };
  const [found] = NUMBER.exec(text) ?? [];
  if (found === undefined || !new RegExp(`^[^\\w]*${NUMBER.source}`).test(text)) {
    return undefined;
  }
  const plain = found.replaceAll(" ", "").replace("−", "-");
  const [, decimals = "", exponent = "0"] = /^[^.e]*(?:\.(\d*))?(?:e(.*))?$/.exec(plain)!;
  const after = text.slice(text.indexOf(found) + found.length).trim().split(/\s+/)[0];
  const unit = UNITS[after] ?? 1;
  return {
    value: Number(plain) * unit,
    digit: 10 ** (Number(exponent) - decimals.length) * unit,
  };
}
