/** What of a run is compared with the next one. */
export interface RunFacts {
  /** The corpus's name and number of documents. */
  corpus: string;
  /** The options that decide what comes out, as typed or by default. */
  options: Record<string, unknown>;
  /** ‖V − WH‖; null where it is no number. */
  error: number | null;
  /** Iterations done. */
  iterations: number;
  /** The words of each topic. */
  topics: readonly (readonly string[])[];
}

/**
 * What a run gives that the last one did not, in one line.
 *
 * @param last the run before
 * @param now this run
 * @returns undefined if they had other documents, and nothing can be compared
 *
 * @example
 * ```ts
 * import { whatChanged } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * const run = { corpus: "mini", options: {}, error: 43.6468, iterations: 30, topics: [["moon"]] };
 * assert.equal(
 *   whatChanged(run, { ...run, error: 43.6485, iterations: 40 }),
 *   "since the last run: error 43.6468 → 43.6485, iterations 30 → 40, the same words",
 * );
 * ```
 */
export function whatChanged(last: RunFacts, now: RunFacts): string | undefined {
  if (last.corpus !== now.corpus) return undefined;
  const names = new Set([...Object.keys(last.options), ...Object.keys(now.options)]);
  const options = [...names]
    .filter((name) => shown(last.options[name]) !== shown(now.options[name]))
    .map((name) => `${name} ${shown(last.options[name])} → ${shown(now.options[name])}`);
  const since = options.length === 0
    ? "since the last run"
    : `since the last run (${options.join(", ")})`;
  const lists = new Set(last.topics.map((words) => words.join(" ")));
  const other = now.topics.filter((words) => !lists.has(words.join(" "))).length;
  const same = last.error === now.error && last.iterations === now.iterations;
  if (same && other === 0) return `${since} nothing has changed`;
  const words = other === 0
    ? "the same words"
    : `other words in ${other} of ${now.topics.length} topics`;
  return `${since}: error ${digits(last.error, now.error)}, ` +
    `iterations ${arrow(`${last.iterations}`, `${now.iterations}`)}, ${words}`;
}

/** Both errors with as many digits as it takes to tell them apart, four or more. */
function digits(before: number | null, after: number | null): string {
  for (let places = 4; places < 12; places++) {
    const [a, b] = [before, after].map((x) => x === null ? "NaN" : x.toFixed(places));
    if (a !== b || before === after) return arrow(a, b);
  }
  return `${before} → ${after}`;
}

function arrow(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`;
}

function shown(value: unknown): string {
  return value === undefined
    ? "none"
    : typeof value === "string"
    ? value
    : JSON.stringify(value);
}
