import { type Facts, FIXED_START, type Result } from "./results.ts";
import { PEERS } from "./peers.ts";
import { type Spread, summarize, type Summary } from "./summarize.ts";

/** A table of texts, for the terminal and for the report. */
export interface Table {
  head: string[];
  rows: string[][];
}

/** What the columns mean, by their heading. */
export const COLUMNS: Record<string, string> = {
  "error": "‖V − WH‖ as the method reports it, a Frobenius norm.",
  "honest": "The same with the negative entries of W and H set to 0. NMF has none, so " +
    "only this error can be compared.",
  "neg. W, neg. H, negatives": "How many entries of W, of H, and of both are below 0.",
  "steps": "Iterations; for SGD passes over all documents.",
  "seconds":
    "Time of the method itself; reading the errors along the way is not counted.",
  "near": "Seconds until the honest error was within 0.1 % of the best of all methods " +
    "from the same start.",
  "topics": "Words in common with the expert's topics from the same start, topics " +
    "matched one to one.",
  "NMI, purity":
    "Agreement of each document's strongest topic with its true category. NMI " +
    "(normalized mutual information): 0 is nothing in common, 1 the same division. Purity: the share of documents in the commonest " +
    "category of their topic.",
  "NPMI":
    "Coherence (normalized pointwise mutual information): how often the words of a topic stand in the same documents. 1 is " +
    "always, 0 is chance, −1 is never.",
};

/** All methods from the nndsvda start of one rank, between the two bounds. */
export function fixedStartTable(results: readonly Result[], { bounds }: Facts): Table {
  const head = [
    "method",
    "error",
    "honest",
    "neg. W",
    "neg. H",
    "steps",
    "seconds",
    "near",
    "topics",
    "NMI",
    "purity",
    "NPMI",
  ];
  const rows = results.filter(({ start }) => start === FIXED_START);
  return {
    head,
    rows: bounded(
      head.length,
      rows.map((result) => [
        result.method.name,
        error(result.error),
        error(result.clamped),
        String(result.negatives.W),
        String(result.negatives.H),
        String(result.iterations),
        seconds(result.seconds),
        seconds(result.secondsToBest ?? Infinity),
        words(result.matched),
        share(result.nmi),
        share(result.purity),
        share(result.coherence),
      ]),
      bounds.find(({ rank }) => rank === results[0]!.rank)!,
    ),
  };
}

/** The medians of all methods over the random starts of one rank. */
export function randomStartsTable(results: readonly Result[], { bounds }: Facts): Table {
  const head = [
    "method",
    "error",
    "honest",
    "lowest",
    "highest",
    "negatives",
    "seconds",
    "near",
    "topics",
    "NMI",
    "purity",
    "NPMI",
  ];
  return {
    head,
    rows: bounded(
      head.length,
      summariesOf(results).map((summary) => [
        summary.method.name,
        error(summary.error.median),
        error(summary.clamped.median),
        error(summary.clamped.low),
        error(summary.clamped.high),
        count(summary.negatives.median),
        seconds(summary.seconds.median),
        seconds(summary.secondsToBest.median),
        words(summary.matched.median),
        share(summary.nmi.median),
        share(summary.purity.median),
        share(summary.coherence.median),
      ]),
      bounds.find(({ rank }) => rank === results[0]!.rank)!,
    ),
  };
}

/** Median and, in a second line, spread of every measure over the random starts. */
export function spreadTable(results: readonly Result[]): Table {
  const range = ({ median, low, high }: Spread, text: (value: number) => string) =>
    text(low) === text(high)
      ? text(median)
      : `${text(median)}\n${text(low)} – ${text(high)}`;
  return {
    head: [
      "method",
      "error",
      "honest",
      "negatives",
      "steps",
      "seconds",
      "near",
      "topics",
      "NMI",
      "purity",
      "NPMI",
    ],
    rows: summariesOf(results).map((summary) => [
      summary.method.name,
      range(summary.error, error),
      range(summary.clamped, error),
      range(summary.negatives, count),
      range(summary.iterations, count),
      range(summary.seconds, seconds),
      range(summary.secondsToBest, seconds),
      range(summary.matched, words),
      range(summary.nmi, share),
      range(summary.purity, share),
      range(summary.coherence, share),
    ]),
  };
}

/** How far each peer is from the method of the course that does the same, a line each. */
export function peerLines(results: readonly Result[]): string[] {
  return PEERS.flatMap(({ id, name, same }) => {
    const pairs = results.filter(({ method }) => method.id === id).flatMap(
      (theirs) => {
        const ours = results.find(({ method, start }) =>
          method.id === same && start === theirs.start
        );
        return ours === undefined ? [] : [{ ours, theirs }];
      },
    );
    if (pairs.length === 0) return [];
    const apart = Math.max(
      ...pairs.map(({ ours, theirs }) => Math.abs(ours.clamped - theirs.clamped)),
    );
    const difference = apart === 0
      ? "are those"
      : `differ by ${apart.toExponential(1)} at most from those`;
    const [first] = pairs;
    return [
      `${name}: from ${pairs.length} ${
        pairs.length === 1 ? "start" : "starts"
      } its honest errors ${difference} of ${first!.ours.method.name}. From the ${
        first!.theirs.start
      } start it takes ${first!.theirs.seconds.toFixed(2)} s, ours ${
        first!.ours.seconds.toFixed(2)
      } s.`,
    ];
  });
}

function summariesOf(results: readonly Result[]): Summary[] {
  return summarize(results.filter(({ start }) => start !== FIXED_START));
}

/** The rows between those of the floor and of W = H = 0. */
function bounded(
  columns: number,
  rows: string[][],
  { floor, zero }: { floor: number; zero: number },
): string[][] {
  const line = (name: string, ...cells: string[]) => [
    name,
    ...cells,
    ...new Array(columns - 1 - cells.length).fill(""),
  ];
  return [
    line("truncated SVD, the floor", error(floor)),
    ...rows,
    line("W = H = 0", error(zero), error(zero)),
  ];
}

function error(value: number): string {
  if (!Number.isFinite(value)) return "none";
  return value < 1e6 ? value.toFixed(4) : value.toExponential(1);
}

function seconds(value: number): string {
  if (Number.isNaN(value)) return "";
  if (value === Infinity) return "never";
  return value.toFixed(value < 0.1 ? 3 : 2);
}

function count(value: number): string {
  return String(Math.round(value));
}

function words(value: number): string {
  return `${Math.round(100 * value)} %`;
}

/** A topic of a single word has no coherence. */
function share(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : "";
}

/** Whether a row is a bound or a peer, which stand back from the methods of the course. */
export function standsBack(name: string): boolean {
  return name === "truncated SVD, the floor" || name === "W = H = 0" ||
    PEERS.some((peer) => peer.name === name);
}
