import { Matrix } from "../matrix/mod.ts";
import type { Finding } from "./finding.ts";
import { kindOf, numbersOf, sameValue, shapeOf, type Value } from "./values.ts";
import { Wrong } from "./wrong.ts";

/** What a comparison may be told besides the two values. */
export interface Comparison {
  /** The small input, by name; it is shown where something is wrong. */
  given?: Record<string, Value>;
  /** By how much numbers may differ, as a share of the largest expected one; 1e-9. */
  tolerance?: number;
  /** What typical slips give here, and what to tell who made one. */
  slips?: readonly { gives: Value; says: string }[];
}

/**
 * What a check writes its findings into. Each method looks at one thing; the first that is
 * wrong ends the check.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Look, Wrong } from "@nmf/lib/exercise";
 *
 * const look = new Look();
 * look.equal("2 + 2 is right", 4, 4);
 * assert.throws(
 *   () => look.equal("2 · 3 is right", 5, 6, { slips: [{ gives: 5, says: "You added." }] }),
 *   (error) => error instanceof Wrong && error.message === "You added.",
 * );
 * assert.deepEqual(look.findings.map(({ ok }) => ok), [true, false]);
 * ```
 */
export class Look {
  /** What was found so far, in order. */
  readonly findings: Finding[] = [];

  /**
   * Compares what came with what was expected: first that something came, then its kind,
   * its shape, that its numbers are finite, then the values.
   *
   * @param what what should hold, as a sentence
   * @param came what the student's code gave
   * @param expected the right value, from a formula
   * @throws {Wrong} if they differ
   */
  equal(what: string, came: unknown, expected: Value, comparison: Comparison = {}): void {
    const { given, tolerance = 1e-9, slips = [] } = comparison;
    const says = differs(came, expected, tolerance, slips);
    if (says === undefined) {
      this.findings.push({ what, ok: true });
      return;
    }
    const seen = {
      ...(given !== undefined && { given }),
      expected,
      ...(kindOf(came) !== undefined && { came: came as Value }),
    };
    this.findings.push({ what, ok: false, says, ...seen });
    throw new Wrong(says, seen);
  }

  /**
   * Looks at something that is true or not.
   *
   * @param what what should hold, as a sentence
   * @param holds whether it does
   * @param says what the student is told where it does not
   * @param seen the small input, what was expected, and what came
   * @throws {Wrong} if it does not hold
   */
  that(what: string, holds: boolean, says: string, seen: Wrong["seen"] = {}): void {
    this.findings.push(holds ? { what, ok: true } : { what, ok: false, says, ...seen });
    if (!holds) throw new Wrong(says, seen);
  }
}

function differs(
  came: unknown,
  expected: Value,
  tolerance: number,
  slips: readonly { gives: Value; says: string }[],
): string | undefined {
  if (came === undefined) {
    return "Nothing came back. Does the function end with “return …”?";
  }
  if (came instanceof Promise) {
    return "A promise came back, not a value. Take “async” away, or “await” what it waits for.";
  }
  if (kindOf(came) !== kindOf(expected)) {
    const what = kindOf(came) === undefined
      ? `something else (${typeof came})`
      : named(came as Value);
    return `What is expected is ${named(expected)}, but ${what} came.`;
  }
  const stray = Array.isArray(came)
    ? Object.keys(came).find((place) => !/^\d+$/.test(place))
    : undefined;
  if (stray !== undefined) {
    return `Something was written at place ${stray}, which a list has not. What is written ` +
      "where there is no place?";
  }
  const value = came as Value;
  if (sameValue(value, expected, tolerance)) return undefined;
  const slip = slips.find(({ gives }) => sameValue(value, gives, tolerance));
  if (slip !== undefined) return slip.says;
  if (shapeOf(value) !== shapeOf(expected)) {
    return `It is ${shapeOf(value)}, and ${shapeOf(expected)} is expected.` +
      (isTurned(value, expected) ? " Is something transposed that should not be?" : "");
  }
  const numbers = numbersOf(value);
  const wanted = numbersOf(expected);
  const bad = numbers.findIndex((x, p) => !Number.isFinite(x) && x !== wanted[p]);
  if (bad >= 0) {
    return `${placeOf(expected, bad)} is ${
      numbers[bad]
    }. Was something divided by 0, or ` +
      `a logarithm taken of it?`;
  }
  const scale = Math.max(...wanted.map(Math.abs), 0) || 1;
  const off = numbers.findIndex((x, p) => Math.abs(x - wanted[p]) > tolerance * scale);
  if (off < 0) return "It is not what is expected.";
  return `${placeOf(expected, off)} is ${numbers[off]}, and ${wanted[off]} is expected.`;
}

function named(value: Value): string {
  return { matrix: "a matrix", list: "a list", number: "a number", string: "a text" }[
    kindOf(value) as string
  ] ?? "true or false";
}

function isTurned(a: Value, b: Value): boolean {
  return a instanceof Matrix && b instanceof Matrix && a.rows === b.cols &&
    a.cols === b.rows;
}

/** Where the p-th number of a value stands, in words. */
function placeOf(value: Value, p: number): string {
  if (value instanceof Matrix) {
    return `The entry in row ${Math.floor(p / value.cols)}, column ${p % value.cols}`;
  }
  return typeof value === "number" ? "It" : `Entry ${p}`;
}
