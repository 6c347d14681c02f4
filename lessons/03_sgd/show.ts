import type { History, LessonContext, Screen } from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  type Factors,
  frobeniusError,
  Matrix,
  min,
  type SparseMatrix,
} from "@nmf/lib/matrix";
import { errorCurve, lineFit, topicBars } from "@nmf/lib/plot";
import { topicTerms } from "@nmf/lib/text";
import { penalty } from "./method.ts";

/** Differences below these are rounding: of the exact derivative, and of the measured one. */
export const ROUNDING = { symbolic: 1e-12, finite: 1e-6 };

/** Points, and lines through them after so many steps. */
export interface LineFit {
  points: { x: number; y: number }[];
  fits: { steps: number; a: number; b: number }[];
}

/** How a line comes nearer to the points. */
export function showLine(fits: LineFit["fits"], screen: Screen): void {
  screen.table(
    ["steps", "a", "b"],
    fits.map(({ steps, a, b }) => [steps, a.toFixed(4), b.toFixed(4)]),
    ["right", "right", "right"],
  );
}

/** The minimum the source takes is over a column; the one it means is over an entry and 0. */
export function showPenalty(screen: Screen): void {
  const mu = 0.1;
  const A = Matrix.from([[0.5, 0.05], [-0.2, 0.3], [0.02, -0.4]]);
  const columnMinimum = [0, 1].map((j) =>
    Math.min(...[0, 1, 2].map((i) => A.at(i, j) - mu))
  );
  const ours = penalty(A, mu);
  screen.line(
    `An entry below μ (here ${mu}) should be pushed up by its distance to μ. The source writes\n` +
      "np.min(M - mu, 0), the minimum of each column, where np.minimum(M - mu, 0) is meant:",
  );
  screen.table(
    ["entry", "penalty in method.ts", "as the source has it"],
    [0, 1, 2].flatMap((i) =>
      [0, 1].map((j) => [
        A.at(i, j),
        ours.at(i, j).toFixed(2),
        (A.at(i, j) >= mu ? 0 : columnMinimum[j]).toFixed(2),
      ])
    ),
    ["right", "right", "right"],
  );
}

/** W, H and their error after so many steps. */
export interface SlowStep extends Factors {
  steps: number;
  error: number;
}

/** A descent step by step, and how far it came. */
export function showSlowRun(
  rows: readonly SlowStep[],
  uphill: readonly string[],
  screen: Screen,
): void {
  screen.table(
    ["steps", "error", "min W", "min H", "negatives W", "negatives H"],
    rows.map(({ steps, error, W, H }) => [
      steps,
      inWords(error) ?? error.toFixed(4),
      least(W),
      least(H),
      // Of what is no number nobody can say whether it is negative.
      ...[W, H].map((A) => A.data.some(Number.isNaN) ? "" : countNegatives(A)),
    ]),
    ["right", "right", "right", "right", "right", "right"],
  );
  screen.line(slowRun(rows, uphill));
}

function least(A: Matrix): string {
  const value = A.data.some(Number.isNaN) ? NaN : min(A);
  return inWords(value) ??
    (Math.abs(value) < 1e3 ? value.toFixed(6) : value.toExponential(1));
}

/** What is no finite number, in words; undefined of all others. */
function inWords(value: number): string | undefined {
  if (Number.isNaN(value)) return "not a number";
  return Number.isFinite(value) ? undefined : "beyond all numbers";
}

/** What the table of the slow run says, in words. */
export function slowRun(
  rows: readonly Pick<SlowStep, "steps" | "error">[],
  uphill: readonly string[],
): string {
  const [first, last] = [rows[0], rows.at(-1)!];
  const change = first.error - last.error;
  const said = !Number.isFinite(last.error)
    ? `After ${last.steps} steps the error is no finite number any more.`
    : `${last.steps} steps from a random start near 0 ${
      change < 0 ? "raised" : "lowered"
    } the error by ${Math.abs(change).toFixed(4)}, to ${last.error.toFixed(4)}.`;
  return uphill.length === 0
    ? said
    : `${said}\nThe step of ${
      uphill.join(" and of ")
    } goes uphill, however short it is: ` +
      "which sign in method.ts is the wrong way round?";
}

/** A result of this lesson. */
export interface Descent extends Factors {
  history: History;
}

/** Both descents along the way and at the end. */
export function showDescents(
  V: SparseMatrix,
  results: Record<string, Descent>,
  batchSize: number,
  screen: Screen,
): void {
  const passes = [0, 1, 2, 5, 10, 20, 30, 100, 300, 1000];
  const errorAfter = (history: History, passes: number) =>
    history.entries.find(({ iteration }) => iteration === passes)?.error.toFixed(4) ?? "";
  screen.table(
    ["passes over the documents", ...Object.keys(results)],
    passes.map((n) => [
      n,
      ...Object.values(results).map(({ history }) => errorAfter(history, n)),
    ]).filter(([, ...errors]) => errors.some((error) => error !== "")),
  );
  for (const [name, { history }] of Object.entries(results)) {
    const jump = largestRise(history.entries);
    if (jump !== undefined) screen.line(`${name}: ${jump}`);
  }
  screen.line();
  const ends = Object.entries(results).map(([name, { W, H, history }]) => ({
    name,
    error: frobeniusError(V, W, H),
    honest: frobeniusError(V, clampMin(W, 0), clampMin(H, 0)),
    negatives: [countNegatives(W), countNegatives(H)],
    seconds: history.seconds,
  }));
  screen.table(
    [
      "at the end",
      "error",
      "negatives W",
      "negatives H",
      "error, negatives set to 0",
      "seconds",
    ],
    ends.map(({ name, error, negatives, honest, seconds }) => [
      name,
      error.toFixed(4),
      ...negatives,
      honest.toFixed(4),
      seconds.toFixed(2),
    ]),
  );
  screen.line(
    `\nA pass of SGD is ${Math.ceil(V.rows / batchSize)} ` +
      `${V.rows > batchSize ? "steps" : "step"} on ` +
      `${Math.min(batchSize, V.rows)} documents${V.rows > batchSize ? " each" : ""}.`,
  );
  const some = ends.filter(({ negatives: [W, H] }) => W + H > 0).map(({ name }) => name);
  screen.line(
    some.length > 0
      ? `Of ${
        some.join(" and ")
      } only the error without negatives may be compared with other\n` +
        "methods: what pushes negatives back does not forbid them."
      : "No negatives are left: both errors may be compared with other methods.",
  );
}

/** The step after which an error was highest above the one before; undefined if it never rose. */
export function largestRise(
  entries: readonly { iteration: number; error: number }[],
): string | undefined {
  let at = 0;
  for (let p = 1; p < entries.length; p++) {
    const rise = entries[p].error - entries[p - 1].error;
    if (rise > (at > 0 ? entries[at].error - entries[at - 1].error : 0.001)) at = p;
  }
  if (at === 0) return undefined;
  const [before, after] = [entries[at - 1], entries[at]];
  return `the error rose from ${before.error.toFixed(4)} to ${
    after.error.toFixed(4)
  } at ` +
    `pass ${after.iteration}.`;
}

/** Some steps at several learning rates, and which of them ended higher than they began. */
export function showCurvature(
  curvature: number,
  begin: number,
  tries: readonly { rate: number; errors: readonly number[] }[],
  screen: Screen,
): void {
  screen.line(
    `The curvature at the start is ${curvature.toFixed(2)}: a learning rate above ` +
      `2 / ${curvature.toFixed(2)} = ${(2 / curvature).toFixed(3)} is too long.`,
  );
  const shown = (error: number) => inWords(error) ?? error.toPrecision(6);
  screen.table(
    ["steps", ...tries.map(({ rate }) => `error, rate ${rate.toFixed(3)}`)],
    tries[0].errors.map((
      _,
      i,
    ) => [i + 1, ...tries.map(({ errors }) => shown(errors[i]))]),
    ["right", ...tries.map(() => "right" as const)],
  );
  screen.line(exploded(begin, tries));
}

/** What the table of rates says, in words. */
export function exploded(
  begin: number,
  tries: readonly { rate: number; errors: readonly number[] }[],
): string {
  const list = (some: typeof tries) => some.map(({ rate }) => rate.toFixed(3)).join(", ");
  const rising = tries.filter(({ errors }) => !(errors.at(-1)! <= begin));
  return rising.length === 0
    ? `None of them ended higher than it began, at ${begin.toFixed(4)}: ` +
      "what keeps the steps from growing?"
    : `Higher than it began, at ${begin.toFixed(4)}, ended the rate ${list(rising)}.`;
}

/** All charts of the lesson, by file name. */
export function charts(
  { corpus, terms, options }: LessonContext<{ epochs: number }>,
  { line, results, H, method }: {
    line: LineFit | undefined;
    results: Record<string, Descent>;
    H: Matrix;
    method: string;
  },
) {
  const { topics: k, words, epochs } = options;
  return {
    ...line && {
      line: lineFit(
        line.points,
        line.fits.map(({ steps, a, b }) => ({ name: `after ${steps} steps`, a, b })),
        "Fitting a line by gradient descent",
      ),
    },
    topics: topicBars(
      topicTerms(H, terms, words),
      `Topics by ${method} (${corpus.name})`,
    ),
    error: errorCurve(
      Object.entries(results).map(([name, { history }]) => ({
        name,
        points: history.entries.filter(({ iteration }) => iteration <= 2 * epochs),
      })),
      `Gradient descent and SGD (${corpus.name}, ${k} topics)`,
      { counted: "passes over all documents" },
    ),
  };
}
