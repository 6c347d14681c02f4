/**
 * Something the user typed or gave cannot be used. The message is one line that says what
 * is wrong and what to do; programs print it without a stack and exit with 2.
 *
 * @example
 * ```ts
 * import { InputError } from "@nmf/lib/error";
 * import assert from "node:assert/strict";
 *
 * assert.equal(new InputError("--topics must be 1 or more").name, "InputError");
 * ```
 */
export class InputError extends Error {
  /** Tells it apart where `instanceof` cannot, as between threads. */
  override name = "InputError";
}
