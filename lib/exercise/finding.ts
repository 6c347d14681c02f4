import type { Value } from "./values.ts";

/** One thing that a check looked at. */
export interface Finding {
  /** What should hold, as a sentence. */
  what: string;
  /** Whether it does. */
  ok: boolean;
  /** Where it does not hold: what is wrong and what to look at. */
  says?: string;
  /** The small input it was tried with, by name. */
  given?: Record<string, Value>;
  /** The right value. */
  expected?: Value;
  /** What the student's code gave. */
  came?: Value;
}
