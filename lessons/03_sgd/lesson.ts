import type { Command } from "commander";
import { Option } from "commander";
import { loadCorpus } from "@nmf/data";
import {
  History,
  learningRate,
  type Lesson,
  type LessonContext,
  type LessonOutcome,
  numberFromZero,
  refuseExplosion,
  runLesson,
  type Screen,
  wholeNumber,
} from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  gram,
  gramRows,
  map,
  Matrix,
  min,
  normalMatrix,
  Random,
  sub,
  truncatedSvd,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { errorCurve, lineFit, topicBars } from "@nmf/lib/plot";
import { topicTerms } from "@nmf/lib/text";
import { finiteDifferences, symbolicGradients } from "./checks.ts";
import { fitLine } from "./fit_line.ts";
import {
  type Factors,
  gradientDescent,
  gradients,
  penalty,
  SETTINGS,
  stochasticGradientDescent,
} from "./method.ts";

interface Extra {
  lr: string;
  lam: number;
  mu: number;
  sgdLr: string;
  epochs: number;
  batchSize: number;
  method: "descent" | "sgd";
}

export const lesson: Lesson<Extra> = {
  number: "03",
  title: "Gradient descent, then SGD",
  about: [
    "We derive the gradients of ‖V − WH‖² by hand, check them twice, and walk downhill:",
    "with all documents in every step, then with a few at a time, then too fast.",
  ],
  iterations: SETTINGS.descent.iterations,
  addOptions,
  run,
  next: [
    "Run it with --corpus mini --lr 0.07, then 0.1, then 0.2 --lam 10: what explodes, and why?",
    "In lesson.ts replace the penalty by clampMin(…, 0) after each step, as SGD does it.",
    "More to try: the exercises in lessons/03_sgd/README.md",
  ],
};

function addOptions(command: Command): void {
  const { descent, sgd } = SETTINGS;
  command
    .option("--lr <EXPR>", "learning rate of step i, counted from 0", descent.rate)
    .option("--lam <L>", "weight λ of the penalty", numberFromZero, descent.lam)
    .option("--mu <M>", "entries below μ are pushed up", numberFromZero, descent.mu)
    .option("--sgd-lr <EXPR>", "SGD: learning rate of epoch i", sgd.rate)
    .option(
      "--epochs <N>",
      "SGD: how often it meets every document",
      wholeNumber(1),
      sgd.epochs,
    )
    .option(
      "--batch-size <B>",
      "SGD: documents per step",
      wholeNumber(1),
      sgd.batchSize,
    )
    .addOption(
      new Option("--method <which>", "whose topics are shown at the end")
        .choices(["descent", "sgd"]).default("descent"),
    );
}

async function run(context: LessonContext<Extra>): Promise<LessonOutcome> {
  const { corpus, V, terms, options, screen } = context;
  const { topics: k, words, seed } = options;
  const rate = learningRate(options.lr);
  const sgdRate = learningRate(options.sgdLr, "--sgd-lr");

  const line = lineFirst(screen);
  await checkGradients(screen, seed);
  showPenalty(screen);
  sourceRun(context);

  const start = initialize(V, k, "nndsvda", seed);
  const descent = descend(context, start, rate);
  const sgd = descendStochastically(context, start, sgdRate);
  compare(context, { "gradient descent": descent, SGD: sgd });
  explode(context, start);

  const chosen = options.method === "sgd" ? sgd : descent;
  const method = options.method === "sgd"
    ? "stochastic gradient descent"
    : "gradient descent";
  return {
    method,
    W: chosen.W,
    H: chosen.H,
    iterations: chosen.history.entries.at(-1)!.iteration,
    seconds: chosen.history.seconds,
    history: chosen.history.entries,
    charts: () => ({
      line,
      topics: topicBars(
        topicTerms(chosen.H, terms, words),
        `Topics by ${method} (${corpus.name})`,
      ),
      error: errorCurve(
        [
          { name: "gradient descent", points: descent.history.entries },
          { name: "SGD", points: sgd.history.entries },
        ].map(({ name, points }) => ({
          name,
          points: points.filter(({ iteration }) => iteration <= 2 * options.epochs),
        })),
        `Gradient descent and SGD (${corpus.name}, ${k} topics)`,
        { counted: "passes over all documents" },
      ),
    }),
  };
}

/** Gradient descent where the answer is known: y = 3x + 8. */
function lineFirst(screen: Screen) {
  const points = Array.from({ length: 30 }, (_, i) => ({ x: i / 29, y: 3 * i / 29 + 8 }));
  const start = { a: -1, b: 1 };
  const fits = [0, 2, 10, 100, 1000].map((steps) => ({
    steps,
    ...fitLine(points, { ...start, rate: 0.1, steps }),
  }));
  screen.heading("1. The idea on a line: y = ax + b, true values a = 3, b = 8");
  screen.table(
    ["steps", "a", "b"],
    fits.map(({ steps, a, b }) => [steps, a.toFixed(4), b.toFixed(4)]),
    ["right", "right", "right"],
  );
  return lineFit(
    points,
    fits.map(({ steps, a, b }) => ({ name: `after ${steps} steps`, a, b })),
    "Fitting a line by gradient descent",
  );
}

/** The gradients by hand against mathjs's symbolic derivative, and finite differences. */
async function checkGradients(screen: Screen, seed: number): Promise<void> {
  const random = new Random(seed);
  screen.heading("2. The gradients by hand, checked twice");
  const V = uniformMatrix(2, 2, random);
  const W = uniformMatrix(2, 2, random);
  const H = uniformMatrix(2, 2, random);
  const { dW, dH } = gradients(V, { W, H });
  const symbolic = await symbolicGradients(V, W, H);
  screen.line(
    `mathjs derives ½‖V − WH‖² for 2 × 2 matrices; the largest difference from our formula\n` +
      `is ${largestDifference(dW, symbolic.dW, dH, symbolic.dH)}.`,
  );
  const V2 = uniformMatrix(5, 7, random);
  const W2 = normalMatrix(5, 3, random);
  const H2 = normalMatrix(3, 7, random);
  const ours = gradients(V2, { W: W2, H: H2 });
  const f = () => frobeniusError(V2, W2, H2) ** 2 / 2;
  screen.line(
    "Finite differences, (f(x + ε) − f(x − ε)) / 2ε with ε = 1e-6, on 5 × 7 with 3 topics:\n" +
      `the largest difference is ${
        largestDifference(
          ours.dW,
          finiteDifferences(f, W2),
          ours.dH,
          finiteDifferences(f, H2),
        )
      }.`,
  );
}

function largestDifference(A: Matrix, B: Matrix, C: Matrix, D: Matrix): string {
  const differences = [...sub(A, B).data, ...sub(C, D).data].map(Math.abs);
  return Math.max(...differences).toExponential(1);
}

/** The minimum the source takes is over a column; the one it means is over an entry and 0. */
function showPenalty(screen: Screen): void {
  const mu = 0.1;
  const A = Matrix.from([[0.5, 0.05], [-0.2, 0.3], [0.02, -0.4]]);
  const columnMinimum = [0, 1].map((j) =>
    Math.min(...[0, 1, 2].map((i) => A.at(i, j) - mu))
  );
  const meant = penalty(A, mu);
  screen.heading("3. The penalty, and a slip in the source");
  screen.line(
    `An entry below μ (here ${mu}) should be pushed up by its distance to μ. The source writes\n` +
      "np.min(M - mu, 0), the minimum of each column, where np.minimum(M - mu, 0) is meant:",
  );
  screen.table(
    ["entry", "penalty as meant", "as the source has it"],
    [0, 1, 2].flatMap((i) =>
      [0, 1].map((j) => [
        A.at(i, j),
        meant.at(i, j).toFixed(2),
        (A.at(i, j) >= mu ? 0 : columnMinimum[j]).toFixed(2),
      ])
    ),
    ["right", "right", "right"],
  );
}

/** The source's first run: a random start, λ = 1000, μ = 1e-6, learning rate 0.01. */
function sourceRun({ V, options, screen }: LessonContext<Extra>): void {
  const random = new Random(options.seed);
  const small = (rows: number, cols: number) =>
    map(normalMatrix(rows, cols, random, 0.01), Math.abs);
  const W = small(V.rows, options.topics);
  const H = small(options.topics, V.cols);
  const rows: (string | number)[][] = [];
  const report = (steps: number, W: Matrix, H: Matrix) =>
    rows.push([
      steps,
      frobeniusError(V, W, H).toFixed(4),
      min(W).toFixed(6),
      min(H).toFixed(6),
      countNegatives(W),
      countNegatives(H),
    ]);
  report(0, W, H);
  gradientDescent(V, { W, H }, {
    iterations: 51,
    rate: () => 0.01,
    lam: 1000,
    mu: 1e-6,
    onStep: (i, W, H) => i % 10 === 0 && report(i + 1, W, H),
  });
  screen.heading("4. The source's first run, its penalty mended");
  screen.table(
    ["steps", "error", "min W", "min H", "negatives W", "negatives H"],
    rows,
    ["right", "right", "right", "right", "right", "right"],
  );
  screen.line(
    "Slow: from a random start near 0 with so small a learning rate little happens.",
  );
}

/** A result of this lesson. */
interface Descent extends Factors {
  history: History;
}

function descend(
  { V, options, screen }: LessonContext<Extra>,
  start: Factors,
  rate: (i: number) => number,
): Descent {
  const { iterations, lam, mu } = options;
  const history = new History(V);
  history.record(0, start.W, start.H);
  const progress = screen.progress("gradient descent", iterations);
  const { W, H } = gradientDescent(V, start, {
    iterations,
    rate,
    lam,
    mu,
    onStep: (i, W, H) => {
      if (i > 20 && i % 10 !== 0 && i + 1 !== iterations) return;
      refuseExplosion(V, i, history.record(i + 1, W, H), "--lr");
      progress.update(i + 1);
    },
  });
  progress.stop();
  return { W, H, history };
}

function descendStochastically(
  { V, options, screen }: LessonContext<Extra>,
  start: Factors,
  rate: (i: number) => number,
): Descent {
  const { epochs, batchSize, seed } = options;
  const history = new History(V);
  history.record(0, start.W, start.H);
  const progress = screen.progress("SGD", epochs);
  const { W, H } = stochasticGradientDescent(V, start, {
    epochs,
    batchSize,
    rate,
    random: new Random(seed),
    onEpoch: (i, W, H) => {
      refuseExplosion(V, i, history.record(i + 1, W, H), "--sgd-lr");
      progress.update(i + 1);
    },
  });
  progress.stop();
  return { W, H, history };
}

function compare(
  { V, options, screen }: LessonContext<Extra>,
  results: Record<string, Descent>,
): void {
  screen.heading("5. Gradient descent and SGD from the nndsvda start");
  const passes = [0, 1, 5, 10, 20, 30, 100, 300, 1000];
  const errorAfter = (history: History, passes: number) =>
    history.entries.find(({ iteration }) => iteration === passes)?.error.toFixed(4) ?? "";
  screen.table(
    ["passes over the documents", ...Object.keys(results)],
    passes.map((
      n,
    ) => [n, ...Object.values(results).map(({ history }) => errorAfter(history, n))])
      .filter(([, ...errors]) => errors.some((error) => error !== "")),
  );
  screen.line();
  screen.table(
    [
      "at the end",
      "error",
      "negatives W",
      "negatives H",
      "error, negatives set to 0",
      "seconds",
    ],
    Object.entries(results).map(([name, { W, H, history }]) => [
      name,
      frobeniusError(V, W, H).toFixed(4),
      countNegatives(W),
      countNegatives(H),
      frobeniusError(V, clampMin(W, 0), clampMin(H, 0)).toFixed(4),
      history.seconds.toFixed(2),
    ]),
  );
  screen.line(
    `\nA pass of SGD is ${
      Math.ceil(V.rows / options.batchSize)
    } steps on ${options.batchSize} documents each. ` +
      "Only the error without negatives may\nbe compared with other methods: the penalty " +
      "discourages negatives, it does not forbid them.",
  );
}

/**
 * A step may be at most 2 / curvature long, where the curvature of ½‖V − WH‖² is the
 * largest eigenvalue of HHᵀ (along W) or of WᵀW (along H). Beyond it every step lands
 * higher than it began.
 */
function explode({ V, screen }: LessonContext<Extra>, start: Factors): void {
  const largest = (G: Matrix) => truncatedSvd(G, 1).s[0];
  const curvature = Math.max(largest(gramRows(start.H)), largest(gram(start.W)));
  const steps = 8;
  const columns = [1, 2, 4].map((factor) => {
    const errors: string[] = [];
    gradientDescent(V, start, {
      iterations: steps,
      rate: () => factor / curvature,
      lam: 0,
      mu: 0,
      onStep(_, W, H) {
        const error = frobeniusError(V, W, H);
        errors.push(Number.isFinite(error) ? error.toPrecision(6) : "beyond all numbers");
      },
    });
    return errors;
  });
  screen.heading("6. Too fast, on purpose");
  screen.line(
    `The curvature at the start is ${curvature.toFixed(2)}, so a learning rate above ` +
      `2 / ${curvature.toFixed(2)} = ${(2 / curvature).toFixed(3)} explodes:`,
  );
  screen.table(
    [
      "steps",
      ...[1, 2, 4].map((factor) => `error, rate ${(factor / curvature).toFixed(3)}`),
    ],
    Array.from(
      { length: steps },
      (_, i) => [i + 1, ...columns.map((errors) => errors[i])],
    ),
    ["right", "right", "right", "right"],
  );
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
