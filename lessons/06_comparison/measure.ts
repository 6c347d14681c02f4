import { History, type HistoryEntry } from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  type Matrix,
  norm,
  type SparseMatrix,
  truncatedSvd,
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

/** How good a run is, beside the others. */
export interface Row extends Run {
  /** Seconds until the error without negatives was within 0.1 % of the best; null if never. */
  secondsToBest: number | null;
  /** The topics' words, in the order of the expert's topics they were matched with. */
  topics: string[][];
  /** Share of the words in common with the expert's topics. */
  matched: number;
  /** Normalized mutual information of strongest topic and category. */
  nmi: number;
  /** Share of documents in the category most frequent in their topic. */
  purity: number;
  /** Mean coherence of the topics, NPMI. */
  coherence: number;
}

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

/** Runs a method and takes its time. */
export async function runMethod(method: Method, problem: Problem): Promise<Run> {
  const { V } = problem;
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
  const { s } = truncatedSvd(V, k, { random: seed, powerIterations: 12 });
  const squared = norm(V) ** 2 - s.reduce((total, value) => total + value ** 2, 0);
  return { floor: Math.sqrt(Math.max(squared, 0)), zero: norm(V) };
}

/**
 * Judges runs from the same V and start beside one another.
 *
 * @param runs the expert's first: the other topics are matched with its
 */
export function judge(
  runs: readonly Run[],
  { V, counts, terms, categories, words }: Judged,
): Row[] {
  // A learning rate too large ends in NaN, which is nobody's best.
  const best = Math.min(...runs.map(({ clamped }) => clamped).filter(Number.isFinite));
  const expert = topicsOf(runs[0]!, terms, words);
  return runs.map((run) => {
    const own = topicsOf(run, terms, words);
    const { pairs, share } = matchTopics(expert, own);
    const near = run.history.find(({ clamped }) => clamped! <= (1 + NEAR) * best);
    const { nmi, purity } = categoryAgreement(clampMin(run.W, 0), V, categories);
    return {
      ...run,
      secondsToBest: near?.seconds ?? null,
      topics: pairs.map(({ b }) => own[b]!),
      matched: share,
      nmi,
      purity,
      coherence: topicCoherence(own, counts, terms).mean,
    };
  });
}

function topicsOf({ H }: Run, terms: readonly string[], words: number): string[][] {
  return showTopics(H, terms, words);
}
