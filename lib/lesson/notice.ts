import {
  clampMin,
  countNegatives,
  frobeniusError,
  type Matrix,
  norm,
  type SparseMatrix,
} from "../matrix/mod.ts";
import type { MethodOutcome } from "./lesson.ts";

/** Smaller differences of errors are rounding, of ‖V‖: a GPU has seven digits. */
const ROUNDING = 1e-6;
/** Two topics whose cosine is nearer to 1 than this are the same. */
const SAME = 1e-9;

/**
 * What a teacher would notice in a result, each with the question that leads to the cause:
 * entries that are no numbers, an error that rose or never changed, or that is worse than
 * no topics at all, topics that are empty or the same.
 *
 * @param V documents × terms, what was factorized
 * @param outcome W, H, and the errors along the way
 * @returns a text for each, of two lines; none where nothing is to be noticed
 *
 * @example
 * ```ts
 * import { notice } from "@nmf/lib/lesson";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[3, 4]]));
 * const [text] = notice(V, {
 *   W: Matrix.from([[NaN]]),
 *   H: Matrix.from([[1, 1]]),
 *   history: [{ iteration: 0, seconds: 0, error: 1 }, { iteration: 1, seconds: 0, error: NaN }],
 * });
 * assert.match(text, /^1 entry of W is no finite number, .* after iteration 1\.\n/);
 * ```
 */
export function notice(
  V: SparseMatrix,
  { W, H, history }: Pick<MethodOutcome, "W" | "H" | "history">,
): string[] {
  const broken = notFinite(W, H, history);
  if (broken !== undefined) return [broken];
  const error = frobeniusError(V, W, H);
  const zero = norm(V);
  const texts = [
    negativeV(V),
    course(error, zero, W.cols, history),
    worseThanNothing(V, W, H, error, zero),
    emptyTopics(W, H),
    sameTopics(H),
  ];
  return texts.filter((text) => text !== undefined);
}

function notFinite(
  W: Matrix,
  H: Matrix,
  history: MethodOutcome["history"],
): string | undefined {
  const parts = Object.entries({ W, H }).map(([name, A]) => ({
    name,
    count: A.data.filter((value) => !Number.isFinite(value)).length,
  })).filter(({ count }) => count > 0);
  if (parts.length === 0) return undefined;
  const many = parts.map(({ name, count }) =>
    `${count} ${count === 1 ? "entry" : "entries"} of ${name}`
  ).join(" and ");
  const one = parts.length === 1 && parts[0].count === 1;
  const since = history.find(({ error }) => !Number.isFinite(error));
  return `${many} ${one ? "is no finite number" : "are no finite numbers"}` +
    (since === undefined
      ? ".\n"
      : `, and the error is none after iteration ${since.iteration}.\n`) +
    "What is divided by 0 there, or grows with every step? Look at the first steps alone:\n--iterations 3.";
}

/** Counts have no negatives, and neither has what is made of them. */
function negativeV(V: SparseMatrix): string | undefined {
  const count = countNegatives(V);
  if (count === 0) return undefined;
  return `${count} ${count === 1 ? "entry" : "entries"} of V ` +
    `${count === 1 ? "is" : "are"} negative, which no weight of a term can be.\n` +
    "Is a quotient upside down, or a logarithm taken of less than 1?";
}

/** What the error did on its way. */
function course(
  error: number,
  zero: number,
  topics: number,
  history: MethodOutcome["history"],
): string | undefined {
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined || last.iteration === 0) return undefined;
  const slack = ROUNDING * zero;
  const rise = history.find(({ error }, p) =>
    p > 0 && error > history[p - 1].error + slack
  );
  if (error > first.error + slack) {
    const since = rise === undefined
      ? ""
      : ` (it first went up at iteration ${rise.iteration})`;
    return `The error rose from ${digits(first.error)} at the start to ` +
      `${digits(error)}${since};\nW = H = 0 has ${digits(zero)}. A step should lower ` +
      "it: is a sign or a ratio the wrong way\nround, or a step too long?";
  }
  const lowest = history.reduce((a, b) => b.error < a.error ? b : a);
  if (error - lowest.error > Math.max(slack, (first.error - lowest.error) / 2)) {
    return `The error was ${
      digits(lowest.error)
    } after iteration ${lowest.iteration} and rose again to ` +
      `${digits(error)}.\nIs the learning rate too large by then?`;
  }
  // One topic can start at the best there is, and so can an exact factorization.
  const same = history.every((entry) => entry.error === first.error);
  if (same && topics > 1 && error > slack) {
    return `The error did not change: it is ${digits(error)}, as at the start.\n` +
      "Do W and H get their new values? Is the learning rate 0, or the ratio always 1?";
  }
  return undefined;
}

function worseThanNothing(
  V: SparseMatrix,
  W: Matrix,
  H: Matrix,
  error: number,
  zero: number,
): string | undefined {
  const slack = ROUNDING * zero;
  if (error > zero + slack) {
    return `The error, ${digits(error)}, is worse than that of W = H = 0, ${
      digits(zero)
    }: no\n` +
      "topics at all are nearer to V. Which of W and H is too large, and which step made it so?";
  }
  if (countNegatives(W) + countNegatives(H) === 0) return undefined;
  const honest = frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
  if (honest <= zero + slack) return undefined;
  return `With the negatives set to 0 the error is ${
    digits(honest)
  }, worse than that of W = H = 0, ` +
    `${digits(zero)}.\nWhat did the negative entries cancel?`;
}

function emptyTopics(W: Matrix, H: Matrix): string | undefined {
  const empty = topicsWhere(H.rows, (r) =>
    H.row(r).every((weight) => weight === 0) ||
    Array.from({ length: W.rows }, (_, d) => W.at(d, r)).every((weight) => weight === 0));
  if (empty.length === 0) return undefined;
  return `${named(empty)} ${
    empty.length === 1 ? "is" : "are"
  } empty: all weights are 0.\n` +
    "Did it start so? What is 0 stays 0 where a step multiplies. Or did a step push it below 0?";
}

function sameTopics(H: Matrix): string | undefined {
  const lengths = topicsWhere(H.rows, () => true).map((r) => Math.sqrt(product(H, r, r)));
  for (let r = 0; r < H.rows; r++) {
    const same = topicsWhere(H.rows, (s) =>
      s > r && lengths[r] > 0 && lengths[s] > 0 &&
      1 - product(H, r, s) / (lengths[r] * lengths[s]) < SAME);
    if (same.length === 0) continue;
    return `${named([r, ...same])} are the same.\n` +
      "Did they start the same? Or does the step leave one out: is the number of topics written\nsomewhere?";
  }
  return undefined;
}

function topicsWhere(topics: number, is: (r: number) => boolean): number[] {
  return Array.from({ length: topics }, (_, r) => r).filter(is);
}

function named(topics: number[]): string {
  const numbers = topics.map((r) => r + 1);
  return numbers.length === 1
    ? `Topic ${numbers[0]}`
    : `Topics ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}

function product(H: Matrix, r: number, s: number): number {
  const [a, b] = [H.row(r), H.row(s)];
  return a.reduce((total, value, t) => total + value * b[t], 0);
}

function digits(error: number): string {
  return Math.abs(error) < 1e6 ? error.toFixed(4) : error.toExponential(2);
}
