import { type ColumnName, COLUMNS, type Measured } from "./columns.ts";
import type { Bounds } from "./measure.ts";

/** A row of texts, its name first. */
export interface TableRow {
  cells: string[];
  /** Whether it stands back behind the methods of the course. */
  back?: true;
}

/** A table of texts, for a terminal and for a page. */
export interface Table {
  head: string[];
  rows: TableRow[];
  /** The columns after the name's. */
  columns: readonly ColumnName[];
}

/** What is said of a run from one start. */
export const ONE_START: readonly ColumnName[] = [
  "error",
  "honest",
  "negativesW",
  "negativesH",
  "steps",
  "seconds",
  "near",
  "topics",
  "nmi",
  "purity",
  "npmi",
];

/**
 * The methods from one start, a row each, between the rows of the two bounds.
 *
 * @param runs all from the same start
 * @param bounds their rank's
 * @param standsBack whose row stands back
 */
export function oneStartTable<Run extends Measured & { method: { name: string } }>(
  runs: readonly Run[],
  bounds: Bounds,
  standsBack: (run: Run) => boolean = () => false,
): Table {
  const rows = runs.map((run): TableRow => ({
    cells: [
      run.method.name,
      ...ONE_START.map((name) => COLUMNS[name].text(COLUMNS[name].of(run))),
    ],
    ...(standsBack(run) && { back: true }),
  }));
  return {
    head: ["method", ...ONE_START.map((name) => COLUMNS[name].head)],
    rows: between(bounds, ONE_START.length, rows),
    columns: ONE_START,
  };
}

/**
 * Rows between those of the floor and of W = H = 0.
 *
 * @param columns how many there are after the name's; the first two are errors
 */
export function between(
  { floor, zero }: Bounds,
  columns: number,
  rows: readonly TableRow[],
): TableRow[] {
  const bound = (name: string, ...errors: number[]): TableRow => ({
    cells: [
      name,
      ...errors.map(COLUMNS.error.text),
      ...new Array(columns - errors.length).fill(""),
    ],
    back: true,
  });
  return [
    bound("truncated SVD, the floor", floor),
    ...rows,
    bound("W = H = 0", zero, zero),
  ];
}

/** What the columns mean, in a line to print below the table. */
export function columnsInBrief(columns: readonly ColumnName[]): string {
  return columns.map((name) => `${COLUMNS[name].head}: ${COLUMNS[name].brief}.`).join(
    " ",
  );
}
