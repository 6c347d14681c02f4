import type { Value } from "./values.ts";

/** One thing that a check looked at. */
export interface Finding {
  /** What should hold, as a sentence. */
  what: string;
  ok: boolean;
  /** Where it does not hold: what is wrong and what to look at. */
  says?: string;
  /** The small input it was tried with, by name. */
  given?: Record<string, Value>;
  expected?: Value;
  came?: Value;
}
