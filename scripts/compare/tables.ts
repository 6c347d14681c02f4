import {
  type Column,
  type ColumnName,
  COLUMNS,
} from "../../lessons/06_comparison/columns.ts";
import { counted } from "../../lessons/06_comparison/phrases.ts";
import { between, oneStartTable, type Table } from "../../lessons/06_comparison/table.ts";
import { type Facts, FIXED_START, PEER, type Result } from "./results.ts";
import { PEERS } from "./peers.ts";
import { type Spread, summarize, type Summary } from "./summarize.ts";

/** What a terminal has room for of the random starts. */
const MEDIANS: readonly ColumnName[] = [
  "error",
  "honest",
  "negatives",
  "seconds",
  "near",
  "topics",
  "nmi",
  "purity",
  "npmi",
];
/** What a page has room for. */
const SPREADS: readonly ColumnName[] = MEDIANS.toSpliced(3, 0, "steps");

/** All methods from the nndsvda start of one rank, between the two bounds. */
export function fixedStartTable(results: readonly Result[], facts: Facts): Table {
  return oneStartTable(
    results.filter(({ start }) => start === FIXED_START),
    boundsOf(results, facts),
    isPeer,
  );
}

/**
 * The medians of all methods over the random starts of one rank, with the lowest and the
 * highest honest error where there are several.
 */
export function randomStartsTable(
  results: readonly Result[],
  facts: Facts,
  starts: number,
): Table {
  const range = starts > 1 ? (["low", "high"] as const) : [];
  const rows = summariesOf(results).map((summary) => ({
    cells: [
      summary.method.name,
      ...MEDIANS.map((name) => COLUMNS[name].text(summary[name].median))
        .toSpliced(2, 0, ...range.map((end) => COLUMNS.honest.text(summary.honest[end]))),
    ],
    ...(isPeer(summary) && { back: true as const }),
  }));
  const head = MEDIANS.map((name) => COLUMNS[name].head)
    .toSpliced(2, 0, ...range.map((end) => `${end}est`));
  return {
    head: ["method", ...head],
    rows: between(boundsOf(results, facts), head.length, rows),
    columns: MEDIANS,
  };
}

/** Median and, in a second line, spread of every measure over the random starts. */
export function spreadTable(results: readonly Result[]): Table {
  return {
    head: ["method", ...SPREADS.map((name) => COLUMNS[name].head)],
    rows: summariesOf(results).map((summary) => ({
      cells: [
        summary.method.name,
        ...SPREADS.map((name) => spreadText(summary[name], COLUMNS[name])),
      ],
      ...(isPeer(summary) && { back: true }),
    })),
    columns: SPREADS,
  };
}

/** The median, and below it from where to where, unless it is the same everywhere. */
function spreadText({ median, low, high }: Spread, { text }: Column): string {
  const [middle, from, to] = [median, low, high].map((value) => text(value));
  return from === to ? middle! : `${middle}\n${from || "none"} – ${to || "none"}`;
}

/** How far each peer is from the method of the course that does the same, a line each. */
export function peerLines(results: readonly Result[]): string[] {
  return PEERS.flatMap(({ id, name, same }) => {
    const runs = results.filter(({ method }) => method.id === id);
    const failed = runs.filter(({ clamped }) => !Number.isFinite(clamped));
    const failure = failed.length === 0 ? [] : [
      `${name}: from ${counted(failed.length, "start")} it ended without a number` +
      (failed[0]!.failed === undefined ? "." : ` (${failed[0]!.failed}).`),
    ];
    const pairs = runs.filter((run) => !failed.includes(run)).flatMap((theirs) => {
      const ours = results.find(({ method, start }) =>
        method.id === same && start === theirs.start
      );
      return ours === undefined || !Number.isFinite(ours.clamped)
        ? []
        : [{ ours, theirs }];
    });
    const [first] = pairs;
    if (first === undefined) return failure;
    const apart = Math.max(
      ...pairs.map(({ ours, theirs }) => Math.abs(ours.clamped - theirs.clamped)),
    );
    const one = pairs.length === 1;
    const [its, those] = one
      ? ["its honest error", "that"]
      : ["its honest errors", "those"];
    const difference = apart === 0
      ? `${one ? "is" : "are"} ${those}`
      : `${one ? "differs" : "differ"} by ${apart.toExponential(1)}${
        one ? "" : " at most"
      } from ${those}`;
    return [
      `${name}: from ${
        counted(pairs.length, "start")
      } ${its} ${difference} of ${first.ours.method.name}. From the ${first.theirs.start} ` +
      `start it takes ${first.theirs.seconds.toFixed(2)} s, ours ${
        first.ours.seconds.toFixed(2)
      } s.`,
      ...failure,
    ];
  });
}

function summariesOf(results: readonly Result[]): Summary[] {
  return summarize(results.filter(({ start }) => start !== FIXED_START));
}

function isPeer({ method }: Pick<Result, "method">): boolean {
  return method.lesson === PEER;
}

function boundsOf([first]: readonly Result[], { bounds }: Facts) {
  return bounds.find(({ rank }) => rank === first!.rank)!;
}
