import { type Command, Option } from "commander";
import { loadCorpus } from "@nmf/data";
import { Adam, frobeniusLoss, gradCheck, graphPicture, Tensor } from "@nmf/lib/autograd";
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
} from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  map,
  Matrix,
  max,
  min,
  norm,
  normalMatrix,
  Random,
  type SparseMatrix,
  sub,
  svdFloor,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { dotPlot, errorCurve, topicBars } from "@nmf/lib/plot";
import { topicTerms } from "@nmf/lib/text";
import {
  type AdamSettings,
  adamWithPenalty,
  adamWithProjection,
  adamWithSoftplus,
  type Factors,
  SETTINGS,
} from "./method.ts";

const variable = (value: Matrix, name: string) =>
  new Tensor(value, { requiresGrad: true, name });

const METHODS = ["penalty", "softplus", "projection"] as const;
type Method = typeof METHODS[number];

interface Extra {
  method: Method;
  lr?: string;
  lam: number;
}

export const lesson: Lesson<Extra> = {
  number: "05",
  title: "Autograd and Adam",
  about: [
    "The gradients now come by machine, and Adam walks. It ends far too low: we find out how",
    "a loss that no NMF can have was bought, and repair it in two ways.",
  ],
  iterations: SETTINGS.penalty.iterations,
  addOptions,
  run,
  next: [
    "Run it with --method softplus, then with --method penalty --lam 1e4, and read both errors.",
    'Run it with --method projection --lr 0.02, then --lr "0.02 * 0.98^i": what does decay gain?',
    "In lesson.ts replace softplus() by exp(), or by pow(2), and inverseSoftplus to match.",
    "More to try: the exercises in lessons/05_autograd_adam/README.md",
  ],
};

function addOptions(command: Command): void {
  const expressions = METHODS.map((method) => `${method} "${SETTINGS[method].rate}"`);
  command
    .addOption(
      new Option("--method <which>", "whose topics are shown at the end")
        .choices(METHODS).default("projection"),
    )
    .option(
      "--lr <EXPR>",
      "learning rate of step i of that method, counted from 0, which then takes all " +
        `--iterations (default: ${expressions.join(", ")})`,
    )
    .option(
      "--lam <L>",
      "weight λ of the penalty",
      numberFromZero,
      SETTINGS.penalty.lam,
    );
}

/** A fit from the nndsvda start, and what became of it. */
interface Run extends Factors {
  name: string;
  history: History;
  /** The optimizer's learning rate in the first and in the last step. */
  rates: number[];
}

/** Errors to measure the others by. */
interface Marks {
  /** No matrix of rank k comes nearer to V. */
  floor: number;
  /** The expert's NMF. */
  expert: number;
  /** W = H = 0. */
  zero: number;
}

function run(context: LessonContext<Extra>): LessonOutcome {
  const { corpus, V, terms, options, screen } = context;
  const { topics: k, words, seed, method } = options;
  // Before the long table of section 4, so that a bad --lr is refused at once.
  const runs = repair(context);

  const graph = introduce(screen);
  writeTwice(context);
  decay(screen);

  const expert = new NMF({ nComponents: k, init: "nndsvda", randomState: seed });
  expert.fitTransform(V);
  const marks = {
    floor: svdFloor(V, k, seed).floor,
    expert: expert.reconstructionError,
    zero: norm(V),
  };
  const bought = penaltyTable(context, marks);
  compare(context, runs, marks);

  const chosen = runs[method];
  return {
    method: `Adam, ${chosen.name}`,
    W: chosen.W,
    H: chosen.H,
    iterations: chosen.history.entries.at(-1)!.iteration,
    seconds: chosen.history.seconds,
    history: chosen.history.entries,
    charts: () => ({
      graph: graphPicture(graph),
      lam: dotPlot(
        [
          ...bought.flatMap(({ lam, error, honest }) => [
            { name: `λ = ${write(lam)}`, value: error, group: "as reported" },
            { name: `λ = ${write(lam)}`, value: honest, group: "negatives set to 0" },
          ]),
          { name: "W = H = 0", value: marks.zero, group: "to compare with" },
          { name: "NMF by the expert", value: marks.expert, group: "to compare with" },
          { name: "SVD, the floor", value: marks.floor, group: "to compare with" },
        ],
        "‖V − WH‖",
        `Adam with a penalty, before and after (${corpus.name}, ${k} topics)`,
      ),
      topics: topicBars(
        topicTerms(chosen.H, terms, words),
        `Topics by Adam, ${chosen.name} (${corpus.name})`,
      ),
      error: errorCurve(
        [
          ...Object.values(runs).map(({ name, history }) => ({
            name,
            points: history.entries,
          })),
          {
            name: "NMF by the expert",
            points: [1, runs.penalty.history.entries.at(-1)!.iteration].map(
              (iteration) => ({ iteration, error: marks.expert }),
            ),
          },
        ],
        `Adam from the nndsvda start (${corpus.name}, ${k} topics)`,
        {
          floor: { name: "SVD, the floor", error: marks.floor },
          log: true,
          highest: runs.nothing.history.entries[0].error,
        },
      ),
    }),
  };
}

/** A weight as one types it: 100, 1e4. */
function write(lam: number): string {
  return lam < 1000 ? String(lam) : lam.toExponential().replace("e+", "e");
}

/** The source's first example: the gradient of 3(x + 2)², which is 6(x + 2), at x = 1. */
export function introduction(): { x: Tensor; out: Tensor } {
  const x = variable(Matrix.from([[1, 1], [1, 1]]), "x");
  const y = x.add(2);
  const z = y.pow(2).mul(3);
  const out = z.sum();
  [y.name, z.name, out.name] = ["y", "z", "out"];
  out.backward();
  return { x, out };
}

function introduce(screen: Screen): Tensor {
  const { x, out } = introduction();
  const rows = x.grad.toArray().map((row) => `[${row.join(" ")}]`).join(" ");
  screen.heading("1. The chain rule by machine: out = sum(3 (x + 2)²) at x = 1");
  screen.line(
    `Forward: out = ${out.item()}. Backward: the gradient of x is ${rows}, ` +
      "and 6(1 + 2) is 18.\nThe chart “graph” shows every step of the way.",
  );
  return out;
}

/** ‖V − WH‖ by the operations of the formula: WH and V − WH are written out. */
export function naiveLoss(V: Matrix, W: Tensor, H: Tensor): Tensor {
  return W.matmul(H).sub(V).norm();
}

function writeTwice({ V, options, screen }: LessonContext<Extra>): void {
  const some = V.selectRows(Array.from({ length: Math.min(50, V.rows) }, (_, d) => d));
  const dense = some.toDense();
  const random = new Random(options.seed);
  const startW = uniformMatrix(some.rows, options.topics, random);
  const startH = uniformMatrix(options.topics, some.cols, random);
  const measure = (loss: (W: Tensor, H: Tensor) => Tensor) => {
    const times: number[] = [];
    for (;;) {
      const begin = performance.now();
      const W = variable(startW, "W");
      const H = variable(startH, "H");
      const result = loss(W, H);
      result.backward();
      times.push(performance.now() - begin);
      if (times.length < 9) continue;
      return { value: result.item(), W, H, time: times.sort((a, b) => a - b)[4] };
    }
  };
  const naive = measure((W, H) => naiveLoss(dense, W, H));
  const fused = measure((W, H) => frobeniusLoss(some, W, H));
  screen.heading(`2. The loss ‖V − WH‖ written twice, for ${some.rows} documents`);
  screen.table(
    ["loss", "value", "milliseconds, forward and backward"],
    Object.entries({
      "W.matmul(H).sub(V).norm()": naive,
      "frobeniusLoss(V, W, H)": fused,
    })
      .map(([name, { value, time }]) => [name, value.toFixed(9), time.toFixed(2)]),
  );
  const largest = (A: Tensor, B: Tensor) => {
    const difference = sub(A.grad, B.grad);
    return Math.max(max(difference), -min(difference)).toExponential(1);
  };
  const little = uniformMatrix(5, 7, random);
  const checked = gradCheck((W, H) => frobeniusLoss(little, W, H), [
    uniformMatrix(5, 3, random),
    uniformMatrix(3, 7, random),
  ]);
  screen.line(
    `The gradients differ by ${largest(naive.W, fused.W)} in W and ` +
      `${largest(naive.H, fused.H)} in H at most: rounding. On 5 × 7 with\n` +
      "3 topics they differ from finite differences by " +
      `${checked.difference.toExponential(1)} of the largest. For all documents the\n` +
      `first loss would write out WH, ${V.rows} × ${V.cols} numbers; the second never does.`,
  );
}

/** Where the gradient is always 1, a step of Adam is as long as its learning rate. */
function decay(screen: Screen): void {
  const walk = (reach: (optimizer: Adam, lr: number) => void) => {
    const x = variable(new Matrix(1, 1), "x");
    const optimizer = new Adam([x], { lr: 0.1, betas: [0.9, 0.9] });
    return [0.1, 0.05, 0.025].map((lr) => {
      const before = x.item();
      reach(optimizer, lr);
      optimizer.zeroGrad();
      x.sum().backward();
      optimizer.step();
      return (before - x.item()).toFixed(3);
    }).join(", ");
  };
  screen.heading("3. A learning rate that falls, and an optimizer that knows it");
  screen.line(
    "Steps of Adam where the gradient is always 1, while the loop sets lr = 0.1, 0.05, 0.025:\n" +
      `a variable of its own, as in the source: ${walk(() => {})}\n` +
      `optimizer.lr, as in this lesson:         ${
        walk((optimizer, lr) => optimizer.lr = lr)
      }`,
  );
}

/** What a run of Adam with penalty λ ends with. */
interface Bought {
  lam: number;
  error: number;
  least: number;
  negatives: number;
  honest: number;
}

/** The source's random start: the absolute values of normal numbers of deviation 0.01. */
export function smallStart(V: SparseMatrix, k: number, seed: number): Factors {
  const random = new Random(seed);
  const small = (rows: number, cols: number) =>
    map(normalMatrix(rows, cols, random, 0.01), Math.abs);
  return { W: small(V.rows, k), H: small(k, V.cols) };
}

/** The source's Adam from that start, for five weights λ. */
function penaltyTable(
  { V, options, screen }: LessonContext<Extra>,
  marks: Marks,
): Bought[] {
  const start = smallStart(V, options.topics, options.seed);
  const iterations = Math.min(options.iterations, SETTINGS.penalty.iterations);
  const weights = [0, 1e2, 1e4, 1e5, 1e6];
  const progress = screen.progress("Adam for five λ", iterations * weights.length);
  const bought = weights.map((lam, n) => {
    const { W, H } = adamWithPenalty(V, start, {
      lam,
      iterations,
      rate: learningRate(SETTINGS.penalty.rate),
      onStep: (i) => progress.update(n * iterations + i + 1),
    });
    return {
      lam,
      error: frobeniusError(V, W, H),
      least: min(H),
      negatives: countNegatives(H),
      honest: honestError(V, { W, H }),
    };
  });
  progress.stop();
  screen.heading("4. Adam with the source's penalty, from a random start: what λ buys");
  screen.table(
    ["λ", "error", "smallest entry of H", "negatives in H", "error, negatives set to 0"],
    [
      ...bought.map(({ lam, error, least, negatives, honest }) => [
        write(lam),
        error.toFixed(4),
        least.toFixed(4),
        negatives,
        honest.toFixed(4),
      ]),
      ["SVD, the floor", marks.floor.toFixed(4), "", "", ""],
      ["NMF by the expert", marks.expert.toFixed(4), "", 0, marks.expert.toFixed(4)],
      ["W = H = 0", marks.zero.toFixed(4), "", 0, marks.zero.toFixed(4)],
    ],
  );
  screen.line();
  for (const line of verdict(bought, marks)) screen.line(line);
  return bought;
}

/** The error of the non-negative factorization one would use: negatives set to 0. */
function honestError(V: SparseMatrix, { W, H }: Factors): number {
  return frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
}

/** What the table says, in words. */
export function verdict(bought: readonly Bought[], marks: Marks): string[] {
  const list = (runs: readonly Bought[]) =>
    `λ = ${runs.map(({ lam }) => write(lam)).join(", ")}`;
  const below = bought.filter(({ error }) => error < marks.expert);
  const worse = bought.filter(({ honest }) => honest > marks.zero);
  const best = bought.reduce((a, b) => b.honest < a.honest ? b : a);
  const counts = below.map(({ negatives }) => negatives);
  return [
    below.length === 0
      ? "No loss is below the expert's."
      : `${list(below)}: a loss below the expert's, bought with ${
        counts.length === 1
          ? counts[0]
          : `${Math.min(...counts)} to ${Math.max(...counts)}`
      } negatives in H.\nThat is on the way to the SVD, whose error is ${
        marks.floor.toFixed(4)
      }; it is no NMF.`,
    worse.length === 0
      ? "Once the negatives are gone, none is worse than W = H = 0."
      : `${list(worse)}: once the negatives are gone, worse than W = H = 0, ` +
        "that is, worse than no topics at all.",
    `The best once the negatives are gone is λ = ${write(best.lam)}, with ${
      best.honest.toFixed(4)
    }; the expert has ${marks.expert.toFixed(4)}.`,
  ];
}

/** Adam from the nndsvda start: without any care for signs, with the penalty, repaired. */
function repair(context: LessonContext<Extra>): Record<Method | "nothing", Run> {
  const { V, options } = context;
  const { method, lam } = options;
  const start = initialize(V, options.topics, "nndsvda", options.seed);
  const fits: Record<Method, [string, (settings: AdamSettings) => Factors]> = {
    penalty: [
      `penalty, λ = ${write(lam)}`,
      (settings) => adamWithPenalty(V, start, { ...settings, lam }),
    ],
    softplus: ["softplus", (settings) => adamWithSoftplus(V, start, settings)],
    projection: ["projection", (settings) => adamWithProjection(V, start, settings)],
  };
  const fit = (of: Method) => {
    const { rate: lr, iterations } = SETTINGS[of];
    const plan = of === method && options.lr !== undefined
      ? { lr: options.lr, iterations: options.iterations }
      : { lr, iterations: Math.min(options.iterations, iterations) };
    return record(context, start, plan, ...fits[of]);
  };
  // The chosen one comes first, so that a bad --lr is refused at once.
  const chosen = fit(method);
  const one = (of: Method) => of === method ? chosen : fit(of);
  const short = {
    lr: SETTINGS.penalty.rate,
    iterations: Math.min(options.iterations, 300),
  };
  return {
    nothing: record(
      context,
      start,
      short,
      "no penalty",
      (settings) => adamWithPenalty(V, start, { ...settings, lam: 0 }),
    ),
    penalty: one("penalty"),
    softplus: one("softplus"),
    projection: one("projection"),
  };
}

/** Runs a fit and keeps its errors. */
function record(
  { V, screen }: LessonContext<Extra>,
  start: Factors,
  { lr, iterations }: { lr: string; iterations: number },
  name: string,
  fit: (settings: AdamSettings) => Factors,
): Run {
  const rate = learningRate(lr);
  const history = new History(V);
  history.record(0, start.W, start.H);
  const rates: number[] = [];
  const progress = screen.progress(name, iterations);
  const { W, H } = fit({
    iterations,
    rate,
    onStep: (i, W, H, lr) => {
      const last = i + 1 === iterations;
      if (i === 0 || last) rates.push(lr);
      if (i > 20 && i % 10 !== 9 && !last) return;
      refuseExplosion(V, i, history.record(i + 1, W, H), "--lr");
      progress.update(i + 1);
    },
  });
  progress.stop();
  return { name, W, H, history, rates };
}

function compare(
  { V, screen }: LessonContext<Extra>,
  runs: Record<Method | "nothing", Run>,
  marks: Marks,
): void {
  screen.heading("5. The repairs, from the nndsvda start");
  const rows = Object.values(runs).map((run) => ({
    ...run,
    error: frobeniusError(V, run.W, run.H),
    negatives: [countNegatives(run.W), countNegatives(run.H)],
    honest: honestError(V, run),
  }));
  screen.table(
    [
      "Adam with",
      "error",
      "negatives W",
      "negatives H",
      "negatives set to 0",
      "steps",
      "seconds",
      "optimizer's lr",
    ],
    rows.map(({ name, error, negatives, honest, history, rates }) => [
      name,
      error.toFixed(4),
      ...negatives,
      honest.toFixed(4),
      history.entries.at(-1)!.iteration,
      history.seconds.toFixed(2),
      [...new Set(rates)].map((rate) => Number(rate.toPrecision(2))).join(" → "),
    ]),
  );
  const best = rows.reduce((a, b) => b.honest < a.honest ? b : a);
  screen.line(
    `\nWithout negatives the lowest error is ${
      best.honest.toFixed(4)
    }, by ${best.name}; ` +
      `the expert's NMF has ${marks.expert.toFixed(4)}.`,
  );
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
