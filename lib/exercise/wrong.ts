import type { Value } from "./values.ts";

/** What ends a check: the first thing that is wrong, in words for the student. */
export class Wrong extends Error {
  /** Tells it apart from errors of the student's code. */
  override name = "Wrong";
  /** The small input, what was expected, and what came. */
  readonly seen: { given?: Record<string, Value>; expected?: Value; came?: Value };

  /**
   * Ends the check.
   *
   * @param says what is wrong and what to look at
   * @param seen the numbers that show it
   */
  constructor(says: string, seen: Wrong["seen"] = {}) {
    super(says);
    this.seen = seen;
  }
}
