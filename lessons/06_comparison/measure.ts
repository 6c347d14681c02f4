import { History, type HistoryEntry } from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  type Matrix,
  norm,
  type SparseMatrix,
  svdFloor,
} from "@nmf/lib/matrix";
import { categoryAgreement, matchTopics, topicCoherence } from "@nmf/lib/metrics";
import { showTopics } from "@nmf/lib/text";
import type { Method, Problem } from "./methods.ts";

/** What one method did with a problem. */
export interface Run {
  method: Method;
  W: Matrix;
  H: Matrix;
  iterations: number;
  /** Seconds of the method itself; the errors along the way are not counted. */
  seconds: number;
  history: readonly HistoryEntry[];
  /** ‖V − WH‖ as it is. */
  error: number;
  /** ‖V − WH‖ with the negative entries of W and H set to 0. */
  clamped: number;
  negatives: { W: number; H: number };
}

/** How good a run is by itself. */
export interface Merits {
  topics: string[][];
  /** Normalized mutual information of strongest topic and category. */
  nmi: number;
  /** Share of documents in the category most frequent in their topic. */
  purity: number;
  /** Mean coherence of the topics, NPMI; NaN if no topic has two words. */
  coherence: number;
}

/** How good it is beside the others. */
export interface Standing {
  /** Seconds until the error without negatives was within 0.1 % of the best; null if never. */
  secondsToBest: number | null;
  /** The topics' words, in the order of the expert's topics they were matched with. */
  topics: string[][];
  /** Share of the words in common with the expert's topics; NaN where it has none. */
  matched: number;
}

/** A run with all that can be said of it. */
export interface Row extends Run, Merits, Standing {}

/** What there is to judge by besides the runs. */
export interface Judged {
  V: SparseMatrix;
  counts: SparseMatrix;
  terms: readonly string[];
  categories: readonly string[];
  /** Words per topic. */
  words: number;
}

/** The two errors between which every factorization lies. */
export interface Bounds {
  /** Of the truncated SVD: no factorization of this rank has less. */
  floor: number;
  /** Of W = H = 0: less than this is easy. */
  zero: number;
}

/** Within this share of the best error is near enough to count seconds by. */
export const NEAR = 1e-3;
/** Iterations ahead of the clock, in which the runtime compiles what a method calls. */
const WARM_UP = 3;

/**
 * Runs a method and takes its time. A few iterations go before, so that the first method
 * does not pay for what all of them use.
 */
export async function runMethod(method: Method, problem: Problem): Promise<Run> {
  const { V } = problem;
  const few = { ...problem, iterations: Math.min(problem.iterations, WARM_UP) };
  await method.fit(few, new History(V));
  const history = new History(V, { clamped: true });
  const { W, H, iterations } = await method.fit(problem, history);
  return {
    method,
    W,
    H,
    iterations,
    seconds: history.seconds,
    history: history.entries,
    error: frobeniusError(V, W, H),
    clamped: frobeniusError(V, clampMin(W, 0), clampMin(H, 0)),
    negatives: { W: countNegatives(W), H: countNegatives(H) },
  };
}

/**
 * The bounds of all errors of rank k.
 *
 * @param V documents × terms
 * @param k the number of topics
 */
export function boundsOf(V: SparseMatrix, k: number, seed: number): Bounds {
  return { floor: svdFloor(V, k, seed).floor, zero: norm(V) };
}

/**
 * Judges runs from the same V and start beside one another.
 *
 * @param runs the expert's first: the other topics are matched with its
 */
export function judge(runs: readonly Run[], judged: Judged): Row[] {
  return besideOthers(runs.map((run) => ({ ...run, ...meritsOf(run, judged) })));
}

/** What can be said of a run without the others. */
export function meritsOf(
  { W, H }: Pick<Run, "W" | "H">,
  { V, counts, terms, categories, words }: Judged,
): Merits {
  const topics = showTopics(H, terms, words);
  const { nmi, purity } = categoryAgreement(topicStrengths(W, H), V, categories);
  // A topic of a single word has no coherence.
  const coherence = topics.some(({ length }) => length > 1)
    ? topicCoherence(topics, counts, terms).mean
    : NaN;
  return { topics, nmi, purity, coherence };
}

/**
 * How strong each topic is in each document: Wdr ‖Hr‖, the length of what topic r
 * contributes to document d. W alone does not say it: a column of W may be doubled and its
 * topic halved, and methods differ in where they leave the scale.
 *
 * @param W documents × topics; negatives count as 0
 * @param H topics × terms; negatives count as 0
 * @returns documents × topics
 */
export function topicStrengths(W: Matrix, H: Matrix): Matrix {
  const topics = clampMin(H, 0);
  const lengths = Array.from({ length: H.rows }, (_, r) => norm(topics.row(r)));
  const strengths = clampMin(W, 0);
  strengths.data.forEach((weight, p) =>
    strengths.data[p] = weight * lengths[p % W.cols]!
  );
  return strengths;
}

/**
 * Says of runs from the same V and start how they stand beside one another.
 *
 * @param runs the expert's first: the other topics are matched with its
 */
export function besideOthers<
  Alone extends Pick<Run & Merits, "clamped" | "history" | "topics">,
>(runs: readonly Alone[]): (Alone & Standing)[] {
  // A learning rate too large ends in NaN, which is nobody's best.
  const best = Math.min(...runs.map(({ clamped }) => clamped).filter(Number.isFinite));
  const expert = runs[0]?.topics ?? [];
  return runs.map((run) => {
    // An expert that ended with an error has no topics to put others beside.
    const { pairs, share } = expert.length > 0
      ? matchTopics(expert, run.topics)
      : { pairs: run.topics.map((_, b) => ({ b })), share: NaN };
    const near = best === Infinity
      ? undefined
      : run.history.find(({ clamped }) => clamped! <= (1 + NEAR) * best);
    return {
      ...run,
      secondsToBest: near?.seconds ?? null,
      topics: pairs.map(({ b }) => run.topics[b]!),
      matched: share,
    };
  });
}
