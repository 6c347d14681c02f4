import type { Gpu } from "@nmf/gpu";
import { type History, learningRate } from "@nmf/lib/lesson";
import { type Matrix, Random, type SparseMatrix, transpose } from "@nmf/lib/matrix";
import { NMF, type Solver } from "@nmf/lib/nmf";
import * as lesson02 from "../02_multiplicative_updates/method.ts";
import * as lesson03 from "../03_sgd/method.ts";
import * as lesson04 from "../04_webgpu_sgd/method.ts";
import * as lesson05 from "../05_autograd_adam/method.ts";

/** What every method is handed: the same V and the same start. */
export interface Problem {
  V: SparseMatrix;
  start: { W: Matrix; H: Matrix };
  /** No method takes more iterations than this. */
  iterations: number;
  /** Seed of what a method draws itself. */
  seed: number;
  /** The GPU, where there is one. */
  gpu?: Gpu;
}

/** W, H, and how many iterations they took. */
export interface Fit {
  W: Matrix;
  H: Matrix;
  iterations: number;
}

/** What is expected of what a method ends with. */
export interface Expectation {
  /** It only pushes negative entries back, and may end with some. */
  mayLeaveNegatives?: true;
  /** The id of the method that takes the same steps somewhere else. */
  twin?: string;
  /**
   * Which of the numbers from outside the course are its own, to the last digits. Without
   * such a row it must come as near to V as the expert does.
   */
  numbers?: "cd" | "mu" | "gradient_descent" | "adam_penalty";
}

/** One way to factorize. */
export interface Method {
  /** What programs know it by. It is in no sentence, and stays when the name changes. */
  id: string;
  /** What tables and charts call it. */
  name: string;
  /** The lesson it comes from, or "expert". */
  lesson: string;
  /** Whether it needs a GPU. */
  needsGpu?: true;
  /** It takes no more than this by itself. */
  iterations: number;
  expected: Expectation;
  /** Fits W and H, and keeps the errors along the way. */
  fit(problem: Problem, history: History): Fit | Promise<Fit>;
}

/** The id of the expert, whose topics the others are compared with. */
export const EXPERT = "expert-cd";

/** Iterations of the expert's solvers, as scikit-learn has them. */
const MOST = 200;

/** All methods of the course, each with the settings of its lesson. */
export const METHODS: readonly Method[] = [
  {
    id: EXPERT,
    name: "coordinate descent (expert)",
    lesson: "expert",
    iterations: MOST,
    expected: { numbers: "cd" },
    fit: expert("cd"),
  },
  {
    id: "expert-mu",
    name: "multiplicative updates (expert)",
    lesson: "expert",
    iterations: MOST,
    expected: { numbers: "mu" },
    fit: expert("mu"),
  },
  {
    id: "mu",
    name: "multiplicative updates",
    lesson: "02",
    iterations: lesson02.SETTINGS.iterations,
    expected: { numbers: "mu" },
    fit({ V, start, iterations }, history) {
      return lesson02.multiplicativeUpdates(V, start, {
        iterations: Math.min(iterations, lesson02.SETTINGS.iterations),
        errorAfter: (i, W, H) => history.record(i, W, H),
      });
    },
  },
  {
    id: "descent",
    name: "gradient descent",
    lesson: "03",
    iterations: lesson03.SETTINGS.descent.iterations,
    expected: { mayLeaveNegatives: true, numbers: "gradient_descent" },
    fit({ V, start, iterations: most }, history) {
      const { descent } = lesson03.SETTINGS;
      const iterations = Math.min(most, descent.iterations);
      const rate = learningRate(descent.rate);
      history.record(0, start.W, start.H);
      const onStep = recorder(history, iterations);
      const settings = { ...descent, rate, iterations, onStep };
      return { ...lesson03.gradientDescent(V, start, settings), iterations };
    },
  },
  {
    id: "sgd",
    name: "SGD",
    lesson: "03",
    iterations: lesson03.SETTINGS.sgd.epochs,
    expected: {},
    fit({ V, start, iterations: most, seed }, history) {
      const { sgd } = lesson03.SETTINGS;
      const epochs = Math.min(most, sgd.epochs);
      const rate = learningRate(sgd.rate, "--sgd-lr");
      history.record(0, start.W, start.H);
      const onEpoch = recorder(history, epochs);
      const random = new Random(seed);
      const settings = { ...sgd, rate, epochs, random, onEpoch };
      const fit = lesson03.stochasticGradientDescent(V, start, settings);
      return { ...fit, iterations: epochs };
    },
  },
  {
    id: "descent-gpu",
    name: "gradient descent on the GPU",
    lesson: "04",
    needsGpu: true,
    iterations: lesson04.SETTINGS.iterations,
    expected: {
      mayLeaveNegatives: true,
      numbers: "gradient_descent",
      twin: "descent",
    },
    async fit({ V, start, iterations: most, gpu }, history) {
      const settings = lesson04.SETTINGS;
      const iterations = Math.min(most, settings.iterations);
      const rate = learningRate(settings.rate);
      history.record(0, start.W, start.H);
      const fit = await lesson04.descendOnGpu(gpu!, V, start, {
        ...settings,
        rate,
        iterations,
        onStep: (i, W, H) => void history.record(i + 1, W, H),
        // Reading back is slow, so it is done less often than the others are measured.
        readAfter: (i) => READ.has(i + 1) || i + 1 === iterations,
      });
      return { ...fit, iterations };
    },
  },
  {
    id: "adam-penalty",
    name: "Adam with a penalty",
    lesson: "05",
    iterations: lesson05.SETTINGS.penalty.iterations,
    expected: { mayLeaveNegatives: true, numbers: "adam_penalty" },
    fit: adam(
      "penalty",
      (V, start, settings) =>
        lesson05.adamWithPenalty(V, start, {
          ...settings,
          lam: lesson05.SETTINGS.penalty.lam,
        }),
    ),
  },
  {
    id: "adam-softplus",
    name: "Adam with softplus",
    lesson: "05",
    iterations: lesson05.SETTINGS.softplus.iterations,
    expected: {},
    fit: adam("softplus", lesson05.adamWithSoftplus),
  },
  {
    id: "adam-projection",
    name: "Adam with projection",
    lesson: "05",
    iterations: lesson05.SETTINGS.projection.iterations,
    expected: {},
    fit: adam("projection", lesson05.adamWithProjection),
  },
];

/** After so many steps the GPU's W and H are read back. */
const READ = new Set([
  1,
  2,
  3,
  5,
  7,
  10,
  15,
  20,
  30,
  50,
  70,
  100,
  150,
  200,
  300,
  500,
  700,
]);

/** scikit-learn's estimator with one of its solvers. */
function expert(solver: Solver): Method["fit"] {
  return ({ V, start, iterations }, history) => {
    history.record(0, start.W, start.H);
    const nmf = new NMF({
      nComponents: start.W.cols,
      init: "custom",
      solver,
      maxIter: Math.min(iterations, MOST),
      onIteration: ({ iteration, W, Ht }) => history.record(iteration, W, transpose(Ht)),
    });
    const W = nmf.fitTransform(V, start);
    return { W, H: nmf.components, iterations: nmf.nIterations };
  };
}

function adam(
  method: "penalty" | "softplus" | "projection",
  fit: typeof lesson05.adamWithSoftplus,
): Method["fit"] {
  return ({ V, start, iterations: most }, history) => {
    const { iterations: own, rate } = lesson05.SETTINGS[method];
    const iterations = Math.min(most, own);
    const record = recorder(history, iterations);
    history.record(0, start.W, start.H);
    const { W, H } = fit(V, start, {
      iterations,
      rate: learningRate(rate),
      onStep: (i, W, H) => record(i, W, H),
    });
    return { W, H, iterations };
  };
}

/** Keeps the errors of the first 20 steps, of every tenth, and of the last. */
function recorder(history: History, iterations: number) {
  return (i: number, W: Matrix, H: Matrix) => {
    const kept = i < 20 || (i + 1) % 10 === 0 || i + 1 === iterations;
    if (kept) history.record(i + 1, W, H);
  };
}
