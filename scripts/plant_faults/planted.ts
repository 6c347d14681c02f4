import { InputError } from "@nmf/lib/error";
import type { Fault } from "./faults.ts";

/**
 * A file's text with a fault in it.
 *
 * @param text of the file as it is
 * @param fault what is replaced, and by what
 * @throws {InputError} if the text to replace does not stand there exactly once
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planted } from "./planted.ts";
 *
 * const fault = { name: "a sign", file: "f.ts", find: "a - b", put: "a + b", row: "SGD" };
 * assert.equal(planted("return a - b;", fault), "return a + b;");
 * assert.throws(() => planted("return b - a;", fault), { name: "InputError" });
 * ```
 */
export function planted(text: string, { name, file, find, put }: Fault): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new InputError(
      `the list of faults is out of date: “${name}” replaces a text that stands ` +
        `${parts.length - 1} times in ${file}, not once; correct it in ` +
        `scripts/plant_faults/faults.ts`,
    );
  }
  return parts.join(put);
}
