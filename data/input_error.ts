/**
 * Something the user gave cannot be used. The message is one line that says what is wrong
 * and what to do; programs print it without a stack and exit with 2.
 *
 * @example
 * ```ts
 * import { InputError } from "@nmf/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(new InputError("there is no folder texts").name, "InputError");
 * ```
 */
export class InputError extends Error {
  override name = "InputError";
}
