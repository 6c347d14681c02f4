import { max, median, min } from "@nmf/lib/matrix";
import {
  type Column,
  type ColumnName,
  COLUMNS,
} from "../../lessons/06_comparison/columns.ts";
import type { MethodLabel, Result } from "./results.ts";

/** The middle of several numbers, and how far they spread. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** A method over several starts. */
export type Summary = Record<ColumnName, Spread> & {
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
      Object.entries<Column>(COLUMNS).map(([name, { of, better }]) => [
        name,
        spreadOf(group.map(of), better),
      ]),
    ) as Record<ColumnName, Spread>,
  })).toArray();
}

/**
 * Lowest, middle and highest.
 *
 * @param values what is not a number counts as worse than all others
 * @param better which numbers are better
 */
export function spreadOf(
  values: readonly number[],
  better: Column["better"] = "lower",
): Spread {
  const worst = better === "lower" ? Infinity : -Infinity;
  const numbers = values.map((value) => Number.isNaN(value) ? worst : value);
  return { low: min(numbers), median: median(numbers), high: max(numbers) };
}
