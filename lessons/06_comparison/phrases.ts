/**
 * A number with what it counts.
 *
 * @param one what is counted, of one
 * @param many the same of none or several; `one` with an s when left out
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { counted } from "./phrases.ts";
 *
 * assert.equal(counted(1, "start"), "1 start");
 * assert.equal(counted(2, "entry", "entries"), "2 entries");
 * ```
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * All of two or more.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { allOf } from "./phrases.ts";
 *
 * assert.equal(allOf(2, "starts"), "both starts");
 * assert.equal(allOf(5, "starts"), "all 5 starts");
 * ```
 */
export function allOf(count: number, many: string): string {
  return `${count === 2 ? "both" : `all ${count}`} ${many}`;
}

/**
 * Names in a sentence.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { list } from "./phrases.ts";
 *
 * assert.equal(list(["a", "b", "c"]), "a, b and c");
 * ```
 */
export function list(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/**
 * The same text as a sentence begins with it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { capital } from "./phrases.ts";
 *
 * assert.equal(capital("gradient descent"), "Gradient descent");
 * ```
 */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/**
 * A line broken where a terminal of 88 columns needs it, no unit without its number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { wrapped } from "./phrases.ts";
 *
 * assert.equal(wrapped("a ".repeat(50)).split("\n").length, 2);
 * ```
 */
export function wrapped(text: string): string {
  return text.replaceAll(/(\d) (%|s\b)/g, "$1\u00a0$2").replaceAll(
    /(?=.{89,})(.{1,88}) /g,
    "$1\n",
  );
}
