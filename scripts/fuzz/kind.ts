import type fc from "fast-check";
import type { Ask } from "./peer.ts";

/** What came out, or why nothing did. */
export type Outcome<Answer> = Answer | { error: string };

/** A family of cases that ours and a peer can both be given. */
export interface Comparison<Case = unknown, Answer = unknown> {
  /** As `--only` names it. */
  id: string;
  /** How cases are drawn, and made smaller. */
  cases: fc.Arbitrary<Case>;
  /** What this project makes of a case. A RangeError or TypeError is an answer. */
  ours(input: Case): Answer;
  /** What to ask the peer. */
  question(input: Case): { what: string; [name: string]: unknown };
  /** In a line, where the two differ; undefined if they agree. */
  difference(
    input: Case,
    ours: Outcome<Answer>,
    theirs: Outcome<Answer>,
  ): string | undefined;
}

/** A comparison with its differences that are the peer's fault, or nobody's. */
export interface Kind<Case = unknown, Answer = unknown> extends Comparison<Case, Answer> {
  known: readonly Known<Case, Answer>[];
}

/** A difference that is no fault of this project. */
export interface Known<Case, Answer> {
  id: string;
  /** What the peer does there, and why it is not followed. */
  reason: string;
  /** Where that can be read. */
  reference: string;
  /** Whether this difference is it; asks the peer something else to be sure. */
  explains(
    input: Case,
    ours: Outcome<Answer>,
    theirs: Outcome<Answer>,
    ask: Ask,
  ): boolean | Promise<boolean>;
}

/** A matrix as it stands in a case. */
export interface Entries {
  rows: number;
  cols: number;
  data: number[] | Float64Array;
}

/** Whether nothing came out. */
export function isError<Answer>(
  outcome: Outcome<Answer>,
): outcome is { error: string } {
  return typeof outcome === "object" && outcome !== null && "error" in outcome &&
    typeof outcome.error === "string";
}

/** A RangeError or TypeError that says what is wrong is an answer; others are faults. */
export function outcomeOf<Answer>(make: () => Answer): Outcome<Answer> {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) {
      return { error: error.message };
    }
    throw error;
  }
}
