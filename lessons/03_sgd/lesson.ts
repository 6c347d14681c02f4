import { loadCorpus } from "@nmf/data";
import {
  History,
  learningRate,
  type Lesson,
  type LessonContext,
  type LessonOption,
  type LessonOutcome,
  notice,
  refuseExplosion,
  runLesson,
  scenes,
  smallStart,
  uphill,
} from "@nmf/lib/lesson";
import {
  type Factors,
  frobeniusError,
  gram,
  gramRows,
  type Matrix,
  Random,
  truncatedSvd,
} from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { largestDifferences } from "./checks.ts";
import { fitLine } from "./fit_line.ts";
import { gradientDescent, SETTINGS, stochasticGradientDescent } from "./method.ts";
import {
  charts,
  type Descent,
  type LineFit,
  ROUNDING,
  showCurvature,
  showDescents,
  showLine,
  showPenalty,
  showSlowRun,
  type SlowStep,
} from "./show.ts";

interface Extra {
  lr: string;
  lam: number;
  mu: number;
  sgdLr: string;
  epochs: number;
  batchSize: number;
  method: "descent" | "sgd";
}

type Context = LessonContext<Extra>;

export const lesson: Lesson<Extra> = {
  number: "03",
  title: "Gradient descent, then SGD",
  about: [
    "We derive the gradients of ‖V − WH‖² by hand, check them twice, and walk downhill:",
    "with all documents in every step, then with a few at a time, then too fast.",
  ],
  sections: 6,
  iterations: SETTINGS.descent.iterations,
  options,
  run,
  next: [
    "Run it with --corpus mini --lr 0.07, then 0.1, then 0.2 --lam 10: what explodes, and why?",
    "In method.ts replace the penalty by clampMin(…, 0) after each step, as SGD does it.",
    "More to try: deno task practice 03.1, and “To explore” in lessons/03_sgd/README.md",
  ],
};

function options(): LessonOption[] {
  const { descent, sgd } = SETTINGS;
  return [
    {
      name: "lr",
      placeholder: "EXPR",
      about: "learning rate of step i, counted from 0",
      kind: "text",
      default: descent.rate,
    },
    {
      name: "lam",
      placeholder: "L",
      about: "weight λ of the penalty",
      kind: "number",
      default: descent.lam,
    },
    {
      name: "mu",
      placeholder: "M",
      about: "entries below μ are pushed up",
      kind: "number",
      default: descent.mu,
    },
    {
      name: "sgd-lr",
      placeholder: "EXPR",
      about: "SGD: learning rate of epoch i",
      kind: "text",
      default: sgd.rate,
    },
    {
      name: "epochs",
      placeholder: "N",
      about: "SGD: how often it meets every document",
      kind: "count",
      default: sgd.epochs,
    },
    {
      name: "batch-size",
      placeholder: "B",
      about: "SGD: documents per step",
      kind: "count",
      default: sgd.batchSize,
    },
    {
      name: "method",
      placeholder: "which",
      about: "whose topics are shown at the end",
      kind: "choice",
      choices: ["descent", "sgd"],
      default: "descent",
    },
  ];
}

/** Where the descents of sections 5 and 6 begin. */
const START = "nndsvda";

async function run(context: Context): Promise<LessonOutcome> {
  const { V, options } = context;
  const rates = {
    descent: learningRate(options.lr),
    sgd: learningRate(options.sgdLr, "--sgd-lr"),
  };
  const scene = scenes(options.only);
  const line = scene(1, () => theIdeaOnALine(context));
  await scene(2, () => gradientsCheckedTwice(context));
  scene(3, () => thePenalty(context));
  scene(4, () => theSourcesFirstRun(context));

  const start = initialize(V, options.topics, START, options.seed);
  const descents = {
    "gradient descent": () => descend(context, start, rates.descent),
    SGD: () => descendStochastically(context, start, rates.sgd),
  };
  const method = options.method === "sgd" ? "SGD" : "gradient descent";
  // Without section 5 the other one is not needed.
  const wanted = Object.entries(descents)
    .filter(([name]) => name === method || scene(5, () => true));
  const results = Object.fromEntries(wanted.map(([name, fit]) => [name, fit()]));
  scene(5, () => bothDescents(context, results, method));
  scene(6, () => tooFast(context, start));

  const { W, H, history } = results[method];
  return {
    method: method === "SGD" ? "stochastic gradient descent" : method,
    W,
    H,
    iterations: history.entries.at(-1)!.iteration,
    seconds: history.seconds,
    history: history.entries,
    charts: () => charts(context, { line, results, H, method }),
  };
}

/** Gradient descent where the answer is known. */
function theIdeaOnALine({ screen }: Context): LineFit {
  const [a, b] = [3, 8];
  const points = Array.from({ length: 30 }, (_, i) => ({ x: i / 29, y: a * i / 29 + b }));
  const fits = [0, 2, 10, 100, 1000].map((steps) => ({
    steps,
    ...fitLine(points, { a: -1, b: 1, rate: 0.1, steps }),
  }));
  screen.heading(`1. The idea on a line: y = ax + b, true values a = ${a}, b = ${b}`);
  showLine(fits, screen);
  return { points, fits };
}

/** The gradients by hand against mathjs's symbolic derivative, and finite differences. */
async function gradientsCheckedTwice({ screen, options }: Context): Promise<void> {
  screen.heading("2. The gradients by hand, checked twice");
  const { symbolic, finite } = await largestDifferences(new Random(options.seed));
  screen.line(
    `mathjs derives ½‖V − WH‖² for 2 × 2 matrices; the largest difference from our formula\n` +
      `is ${symbolic.toExponential(1)}.`,
  );
  screen.line(
    "Finite differences, (f(x + ε) − f(x − ε)) / 2ε with ε = 1e-6, on 5 × 7 with 3 topics:\n" +
      `the largest difference is ${finite.toExponential(1)}.`,
  );
  if (!(symbolic < ROUNDING.symbolic && finite < ROUNDING.finite)) {
    screen.line(
      "That is more than rounding: what differs in `gradients` of method.ts?",
    );
  }
}

function thePenalty({ screen }: Context): void {
  screen.heading("3. The penalty, and a slip in the source");
  showPenalty(screen);
}

/** A random start, λ = 1000, μ = 1e-6, learning rate 0.01. */
function theSourcesFirstRun({ V, options, screen }: Context): void {
  const start = smallStart(V, options.topics, options.seed);
  const settings = { rate: () => 0.01, lam: 1000, mu: 1e-6 };
  const rows: SlowStep[] = [];
  const note = (steps: number, W: Matrix, H: Matrix) =>
    void rows.push({ steps, error: frobeniusError(V, W, H), W, H });
  note(0, start.W, start.H);
  gradientDescent(V, start, {
    ...settings,
    iterations: 51,
    onStep: (i, W, H) => i % 10 === 0 && note(i + 1, W, H),
  });
  screen.heading("4. The source's first run, its penalty mended");
  showSlowRun(
    rows,
    uphill(V, start, (length) =>
      gradientDescent(V, start, {
        ...settings,
        iterations: 1,
        rate: () => 0.01 * length,
      })),
    screen,
  );
}

function descend(
  { V, options, screen }: Context,
  start: Factors,
  rate: (i: number) => number,
): Descent {
  const { iterations, lam, mu } = options;
  const history = new History(V);
  history.record(0, start.W, start.H);
  const progress = screen.progress("gradient descent", iterations);
  const step = (length: number) =>
    gradientDescent(V, start, {
      iterations: 1,
      rate: () => rate(0) * length,
      lam,
      mu,
    });
  const { W, H } = gradientDescent(V, start, {
    iterations,
    rate,
    lam,
    mu,
    onStep: (i, W, H) => {
      if (i >= 20 && (i + 1) % 10 !== 0 && i + 1 !== iterations) return;
      refuseExplosion(V, i, history.record(i + 1, W, H), "--lr", { start, step });
      progress.update(i + 1);
    },
  });
  progress.stop();
  return { W, H, history };
}

function descendStochastically(
  { V, options, screen }: Context,
  start: Factors,
  rate: (i: number) => number,
): Descent {
  const { epochs, batchSize, seed } = options;
  const history = new History(V);
  history.record(0, start.W, start.H);
  const progress = screen.progress("SGD", epochs);
  const step = (length: number) =>
    stochasticGradientDescent(V, start, {
      epochs: 1,
      batchSize,
      rate: () => rate(0) * length,
      random: new Random(seed),
    });
  const { W, H } = stochasticGradientDescent(V, start, {
    epochs,
    batchSize,
    rate,
    random: new Random(seed),
    onEpoch: (i, W, H) => {
      refuseExplosion(V, i, history.record(i + 1, W, H), "--sgd-lr", { start, step });
      progress.update(i + 1);
    },
  });
  progress.stop();
  return { W, H, history };
}

function bothDescents(
  { V, options, screen }: Context,
  results: Record<string, Descent>,
  shown: string,
): void {
  screen.heading(`5. Gradient descent and SGD from the ${START} start`);
  showDescents(V, results, options.batchSize, screen);
  // What stands out in the other one is said at the end.
  for (const [name, { W, H, history }] of Object.entries(results)) {
    if (name === shown) continue;
    for (const text of notice(V, { W, H, history: history.entries })) {
      screen.line(`\n→ ${name}: ${text}`);
    }
  }
}

/**
 * A step may be at most 2 / curvature long, where the curvature of ½‖V − WH‖² is the
 * largest eigenvalue of HHᵀ (along W) or of WᵀW (along H). Beyond it every step lands
 * higher than it began.
 */
function tooFast({ V, screen }: Context, start: Factors): void {
  const largest = (G: Matrix) => truncatedSvd(G, 1).s[0];
  const curvature = Math.max(largest(gramRows(start.H)), largest(gram(start.W)));
  const tries = [1, 2, 4].map((factor) => {
    const rate = factor / curvature;
    const errors: number[] = [];
    gradientDescent(V, start, {
      iterations: 8,
      rate: () => rate,
      lam: 0,
      mu: 0,
      onStep: (_, W, H) => void errors.push(frobeniusError(V, W, H)),
    });
    return { rate, errors };
  });
  screen.heading("6. Too fast, on purpose");
  showCurvature(curvature, frobeniusError(V, start.W, start.H), tries, screen);
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
