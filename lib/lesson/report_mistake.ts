import { CommanderError } from "commander";
import { InputError } from "../error/mod.ts";

/**
 * Ends a program that something the user typed or gave has stopped: one line on standard
 * error and exit status 2. After `--help`, which commander ends in the same way, nothing.
 *
 * @param error what was caught
 * @throws the error itself, with its stack, if it is none of the user's
 *
 * @example
 * ```ts
 * import { reportMistake } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * assert.throws(() => reportMistake(new TypeError("a mistake of ours")), TypeError);
 * ```
 */
export function reportMistake(error: unknown): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    complain(`${error.message.replaceAll(/\s+/g, " ")} (see --help)`);
  } else if (error instanceof InputError) {
    complain(`error: ${error.message}`);
  } else throw error;
}

function complain(line: string): void {
  console.error(line);
  Deno.exitCode = 2;
}
