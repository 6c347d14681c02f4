import type { Row } from "./measure.ts";

/** What the columns of a table are computed from. */
export type Measured = Pick<
  Row,
  | "error"
  | "clamped"
  | "negatives"
  | "iterations"
  | "seconds"
  | "secondsToBest"
  | "matched"
  | "nmi"
  | "purity"
  | "coherence"
>;

/** A column of the tables of lesson 06 and of `deno task compare`. */
export interface Column {
  head: string;
  /** What it means, in a few words for a terminal. */
  brief: string;
  /** What it means, in sentences. */
  about: string;
  /** The number; NaN where there is none. */
  of(run: Measured): number;
  /** The number as it is printed. */
  text(value: number): string;
  /** Which numbers are better; a run without one is worse than all others. */
  better: "lower" | "higher";
}

/** All columns there are. */
export const COLUMNS = {
  error: {
    head: "error",
    brief: "‖V − WH‖ as reported",
    about: "‖V − WH‖ as the method reports it, a Frobenius norm.",
    of: ({ error }) => error,
    text: error,
    better: "lower",
  },
  honest: {
    head: "honest",
    brief: "the same with negatives set to 0",
    about:
      "The error with the negative entries of W and H set to 0. NMF has none, so only " +
      "this error can be compared.",
    of: ({ clamped }) => clamped,
    text: error,
    better: "lower",
  },
  negativesW: {
    head: "neg. W",
    brief: "entries of W below 0",
    about: "How many entries of W are below 0.",
    of: (run) => ended(run, run.negatives.W),
    text: count,
    better: "lower",
  },
  negativesH: {
    head: "neg. H",
    brief: "entries of H below 0",
    about: "How many entries of H are below 0.",
    of: (run) => ended(run, run.negatives.H),
    text: count,
    better: "lower",
  },
  negatives: {
    head: "negatives",
    brief: "entries of W and H below 0",
    about: "How many entries of W and H are below 0.",
    of: (run) => ended(run, run.negatives.W + run.negatives.H),
    text: count,
    better: "lower",
  },
  steps: {
    head: "steps",
    brief: "iterations, of SGD passes over all documents",
    about: "Iterations; for SGD passes over all documents.",
    of: ({ iterations }) => iterations,
    text: count,
    better: "lower",
  },
  seconds: {
    head: "seconds",
    brief: "the method's own time",
    about: "Time of the method itself; reading the errors along the way is not counted.",
    of: ({ seconds }) => seconds,
    text: seconds,
    better: "lower",
  },
  near: {
    head: "near",
    brief:
      "seconds until the honest error was within 0.1 % of the best from the same start",
    about:
      "Seconds until the honest error was within 0.1 % of the best end of all rows " +
      "from the same start.",
    of: (run) => ended(run, run.secondsToBest ?? Infinity),
    text: seconds,
    better: "lower",
  },
  topics: {
    head: "topics",
    brief: "words in common with the expert's topics",
    about:
      "Words in common with the expert's topics from the same start, topics matched " +
      "one to one.",
    of: (run) => ended(run, run.matched),
    text: (value) => Number.isFinite(value) ? `${Math.round(100 * value)} %` : "",
    better: "higher",
  },
  nmi: {
    head: "NMI",
    brief: "what the strongest topic tells of the true category",
    about:
      "Normalized mutual information of each document's strongest topic and its true " +
      "category: 0 is nothing in common, 1 the same division.",
    of: (run) => ended(run, run.nmi),
    text: share,
    better: "higher",
  },
  purity: {
    head: "purity",
    brief: "documents in the commonest category of their strongest topic",
    about: "The share of documents in the commonest category of their strongest topic.",
    of: (run) => ended(run, run.purity),
    text: share,
    better: "higher",
  },
  npmi: {
    head: "NPMI",
    brief: "how well a topic's words go together",
    about:
      "Normalized pointwise mutual information, the coherence of topics: how often " +
      "the words of a topic stand in the same documents. 1 is always, 0 is chance, −1 is " +
      "never.",
    of: (run) => ended(run, run.coherence),
    text: share,
    better: "higher",
  },
} satisfies Record<string, Column>;

/** The name of a column in the program. */
export type ColumnName = keyof typeof COLUMNS;

/** Matrices of NaN have no topics and no signs. */
function ended({ error }: Measured, value: number): number {
  return Number.isNaN(error) ? NaN : value;
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
  return Number.isFinite(value) ? String(Math.round(value)) : "";
}

/** A topic of a single word has no coherence. */
function share(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : "";
}
