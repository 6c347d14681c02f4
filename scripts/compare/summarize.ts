import { max, median, min } from "@nmf/lib/matrix";
import type { MethodLabel, Result } from "./results.ts";

/** The middle of several numbers, and how far they spread. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** What of a run is summarized. */
const MEASURES = {
  clamped: ({ clamped }: Result) => clamped,
  error: ({ error }: Result) => error,
  negatives: ({ negatives }: Result) => negatives.W + negatives.H,
  iterations: ({ iterations }: Result) => iterations,
  seconds: ({ seconds }: Result) => seconds,
  secondsToBest: ({ secondsToBest }: Result) => secondsToBest ?? Infinity,
  matched: ({ matched }: Result) => matched,
  nmi: ({ nmi }: Result) => nmi,
  purity: ({ purity }: Result) => purity,
  coherence: ({ coherence }: Result) => coherence,
};

/** A method over several starts. */
export type Summary = Record<keyof typeof MEASURES, Spread> & {
  method: MethodLabel;
  /** How many starts. */
  runs: number;
};

/** The median and the spread of every measure over the runs of each method. */
export function summarize(results: readonly Result[]): Summary[] {
  const groups = Map.groupBy(results, ({ method }) => method.id);
  return groups.values().map((group) => ({
    method: group[0]!.method,
    runs: group.length,
    ...Object.fromEntries(
      Object.entries(MEASURES).map(([name, of]) => [name, spreadOf(group.map(of))]),
    ) as Record<keyof typeof MEASURES, Spread>,
  })).toArray();
}

/** Lowest, middle and highest; what is not a number counts as infinitely large. */
export function spreadOf(values: readonly number[]): Spread {
  const numbers = values.map((value) => Number.isNaN(value) ? Infinity : value);
  return { low: min(numbers), median: median(numbers), high: max(numbers) };
}
