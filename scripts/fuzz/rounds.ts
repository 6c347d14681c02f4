import fc from "fast-check";
import { toJson } from "./json.ts";
import { type Kind, type Outcome, outcomeOf } from "./kind.ts";
import type { Ask } from "./peer.ts";

/** A case in which the two differ, made as small as could be. */
export interface Failure {
  kind: string;
  seed: number;
  /** The case as JSON. */
  input: string;
  difference: string;
  ours: string;
  theirs: string;
}

/** What became of the cases of one kind. */
export interface Tally {
  cases: number;
  agreed: number;
  /** How often each known difference was met. */
  known: Map<string, number>;
  failures: Failure[];
}

/** How one case ended. */
export interface Verdict {
  ours: unknown;
  theirs: unknown;
  /** In a line; undefined if the two agree. */
  difference?: string;
  /** The known difference that it is. */
  known?: string;
}

/** Cases in one round. */
const CASES = 100;
/** Milliseconds after a failure in which smaller ones are looked for. */
const SHRINKING = 20_000;

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { cases: 0, agreed: 0, known: new Map(), failures: [] };
}

/** Gives one case to both sides. */
export async function judge<Case, Answer>(
  kind: Kind<Case, Answer>,
  input: Case,
  ask: Ask,
): Promise<Verdict> {
  const theirs: Outcome<Answer> = await ask(kind.question(input));
  let ours: Outcome<Answer>;
  try {
    ours = outcomeOf(() => kind.ours(input));
  } catch (error) {
    const { stack = String(error) } = error as Error;
    return { ours: { error: stack }, theirs, difference: `ours fails: ${error}` };
  }
  const difference = kind.difference(input, ours, theirs);
  if (difference === undefined) return { ours, theirs };
  for (const known of kind.known) {
    if (await known.explains(input, ours, theirs, ask)) {
      return { ours, theirs, difference, known: known.id };
    }
  }
  return { ours, theirs, difference };
}

/**
 * Draws cases of one kind until one fails, or there were a hundred, or it is late, and makes
 * a failing one smaller.
 *
 * @param kind what to try
 * @param seed of the round
 * @param ask the peer
 * @param tally is added to
 * @param until when it is late, by `performance.now()`
 */
export async function runRound<Case, Answer>(
  kind: Kind<Case, Answer>,
  seed: number,
  ask: Ask,
  tally: Tally,
  until = Infinity,
): Promise<void> {
  let failed: { input: Case; verdict: Verdict } | undefined;
  const property = fc.asyncProperty(kind.cases, async (input) => {
    // Nothing more is asked when it is late: what is left of the round passes.
    if (performance.now() > until) return;
    const first = failed === undefined;
    if (first) tally.cases++;
    const verdict = await judge(kind, input, ask);
    if (verdict.difference === undefined) {
      if (first) tally.agreed++;
    } else if (verdict.known !== undefined) {
      const { known } = tally;
      if (first) known.set(verdict.known, (known.get(verdict.known) ?? 0) + 1);
    } else {
      if (first) until = performance.now() + SHRINKING;
      failed = { input, verdict };
      throw new Error(verdict.difference);
    }
  });
  const details = await fc.check(property, { seed, numRuns: CASES });
  if (!details.failed) return;
  if (failed === undefined) throw details.errorInstance;
  const { input, verdict } = failed;
  tally.failures.push({
    kind: kind.id,
    seed,
    input: toJson(input),
    difference: verdict.difference!,
    ours: toJson(verdict.ours),
    theirs: toJson(verdict.theirs),
  });
}
