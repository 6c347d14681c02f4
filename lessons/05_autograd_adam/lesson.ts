import { loadCorpus } from "@nmf/data";
import { Adam, type Tensor } from "@nmf/lib/autograd";
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
} from "@nmf/lib/lesson";
import {
  countNegatives,
  type Factors,
  frobeniusError,
  Matrix,
  min,
  norm,
  svdFloor,
} from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { introduction, measureLosses, variable } from "./checks.ts";
import {
  type AdamSettings,
  adamWithPenalty,
  adamWithProjection,
  adamWithSoftplus,
  positive,
  SETTINGS,
} from "./method.ts";
import {
  type Bought,
  charts,
  honestError,
  type Marks,
  type Run,
  showLosses,
  showPenalties,
  showRepairs,
  START,
  written,
} from "./show.ts";

const METHODS = ["penalty", "softplus", "projection"] as const;
type Method = typeof METHODS[number];

interface Extra {
  method: Method;
  lr?: string;
  lam: number;
}

type Context = LessonContext<Extra>;

export const lesson: Lesson<Extra> = {
  number: "05",
  title: "Autograd and Adam",
  about: [
    "The gradients now come by machine, and Adam walks, with a penalty against negatives. We",
    "ask what a loss that no NMF can have was bought with, and repair it in two ways.",
  ],
  sections: 5,
  iterations: SETTINGS.penalty.iterations,
  options,
  run,
  next: [
    "Run it with --method softplus, then with --method penalty --lam 1e4, and read both errors.",
    'Run it with --method projection --lr 0.02, then --lr "0.02 * 0.98^i": what does decay gain?',
    "In method.ts replace softplus() in positive by exp(), or by pow(2), and inverse to match.",
    "More to try: deno task practice 05.1, and “To explore” in lessons/05_autograd_adam/README.md",
  ],
};

function options(): LessonOption[] {
  const rates = METHODS.map((method) => `${method} "${SETTINGS[method].rate}"`);
  return [
    {
      name: "method",
      placeholder: "which",
      about: "whose topics are shown at the end",
      kind: "choice",
      choices: METHODS,
      default: "projection",
    },
    {
      name: "lr",
      placeholder: "EXPR",
      about:
        "learning rate of step i of that method, counted from 0, which then takes all " +
        `--iterations (default: ${rates.join(", ")})`,
      kind: "text",
    },
    {
      name: "lam",
      placeholder: "L",
      about: "weight λ of the penalty",
      kind: "number",
      default: SETTINGS.penalty.lam,
    },
  ];
}

function run(context: Context): LessonOutcome {
  const { options } = context;
  // Before the long table of section 4, so that a bad --lr is refused at once.
  const scene = scenes(options.only);
  const runs = fitAll(context, scene(5, () => true) ?? false);

  const graph = scene(1, () => theChainRule(context));
  scene(2, () => theLossWrittenTwice(context));
  scene(3, () => aLearningRateThatFalls(context));
  const marks = marksOf(context);
  const bought = scene(4, () => whatLambdaBuys(context, marks));
  scene(5, () => theRepairs(context, runs, marks));

  const chosen = runs[options.method]!;
  return {
    method: `Adam, ${chosen.name}`,
    W: chosen.W,
    H: chosen.H,
    iterations: chosen.history.entries.at(-1)!.iteration,
    seconds: chosen.history.seconds,
    history: chosen.history.entries,
    charts: () =>
      charts(context, {
        graph,
        bought,
        runs: Object.values(runs),
        marks,
        chosen,
        begin: chosen.history.entries[0].error,
      }),
  };
}

function theChainRule({ screen }: Context): Tensor {
  const { x, out } = introduction();
  const rows = x.grad.toArray().map((row) => `[${row.join(" ")}]`).join(" ");
  screen.heading("1. The chain rule by machine: out = sum(3 (x + 2)²) at x = 1");
  screen.line(
    `Forward: out = ${out.item()}. Backward: the gradient of x is ${rows}, ` +
      `and 6(1 + 2) is ${6 * (1 + 2)}.\nThe chart “graph” shows every step of the way.`,
  );
  return out;
}

function theLossWrittenTwice({ V, options, screen }: Context): void {
  const some = V.selectRows(Array.from({ length: Math.min(50, V.rows) }, (_, d) => d));
  screen.heading(`2. The loss ‖V − WH‖ written twice, for ${some.rows} documents`);
  showLosses(V, measureLosses(some, options.topics, options.seed), screen);
}

/** Where the gradient is always 1, a step of Adam is as long as its learning rate. */
function aLearningRateThatFalls({ screen }: Context): void {
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
      `optimizer.lr:                            ${
        walk((optimizer, lr) => optimizer.lr = lr)
      }`,
  );
}

function marksOf({ V, options }: Context): Marks {
  const { topics: k, seed } = options;
  const expert = new NMF({ nComponents: k, init: START, randomState: seed });
  expert.fitTransform(V);
  return {
    floor: svdFloor(V, k, seed).floor,
    expert: expert.reconstructionError,
    zero: norm(V),
  };
}

/** The source's Adam from its random start, for five weights λ. */
function whatLambdaBuys({ V, options, screen }: Context, marks: Marks): Bought[] {
  const start = smallStart(V, options.topics, options.seed);
  const iterations = Math.min(options.iterations, SETTINGS.penalty.iterations);
  const rate = learningRate(SETTINGS.penalty.rate);
  const weights = [0, 1e2, 1e4, 1e5, 1e6];
  const progress = screen.progress("Adam for five λ", iterations * weights.length);
  const bought = weights.map((lam, n) => {
    const { W, H } = adamWithPenalty(V, start, {
      lam,
      iterations,
      rate,
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
  showPenalties(bought, marks, screen);
  return bought;
}

/** Adam without any care for signs, with the penalty, and repaired in both ways. */
type Runs = Partial<Record<Method | "nothing", Run>>;

/** The chosen run, or all of them. */
function fitAll(context: Context, all: boolean): Runs {
  const { V, options } = context;
  const { method, lam } = options;
  const start = initialize(V, options.topics, START, options.seed);
  // What the method calls positive names itself.
  const positiveBy = positive(variable(new Matrix(1, 1), "x")).operation;
  const fits: Record<Method, [string, (settings: AdamSettings) => Factors]> = {
    penalty: [
      `penalty, λ = ${written(lam)}`,
      (settings) => adamWithPenalty(V, start, { ...settings, lam }),
    ],
    softplus: [positiveBy, (settings) => adamWithSoftplus(V, start, settings)],
    projection: ["projection", (settings) => adamWithProjection(V, start, settings)],
  };
  const fit = (of: Method) => {
    const { rate, iterations } = SETTINGS[of];
    const plan = of === method && options.lr !== undefined
      ? { lr: options.lr, iterations: options.iterations }
      : { lr: rate, iterations: Math.min(options.iterations, iterations) };
    return follow(context, start, plan, ...fits[of]);
  };
  // The chosen one comes first, so that a bad --lr is refused at once.
  const chosen = fit(method);
  if (!all) return { [method]: chosen };
  const one = (of: Method) => of === method ? chosen : fit(of);
  // Long enough to see where it goes.
  const short = {
    lr: SETTINGS.penalty.rate,
    iterations: Math.min(options.iterations, 300),
  };
  return {
    nothing: follow(
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
function follow(
  { V, screen }: Context,
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
  const step = (length: number) => fit({ iterations: 1, rate: () => rate(0) * length });
  const { W, H } = fit({
    iterations,
    rate,
    onStep: (i, W, H, lr) => {
      const last = i + 1 === iterations;
      if (i === 0 || last) rates.push(lr);
      if (i > 20 && i % 10 !== 9 && !last) return;
      refuseExplosion(V, i, history.record(i + 1, W, H), "--lr", { start, step });
      progress.update(i + 1);
    },
  });
  progress.stop();
  return { name, W, H, history, rates };
}

function theRepairs({ V, options, screen }: Context, runs: Runs, marks: Marks): void {
  screen.heading(`5. The repairs, from the ${START} start`);
  showRepairs(V, Object.values(runs), marks, screen);
  // What stands out in the chosen one is said at the end.
  for (const run of Object.values(runs)) {
    if (run === runs[options.method]) continue;
    for (const text of notice(V, { ...run, history: run.history.entries })) {
      screen.line(`\n→ ${run.name}: ${text}`);
    }
  }
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
