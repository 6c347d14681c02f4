import type { Gpu } from "@nmf/gpu";
import { type History, learningRate } from "@nmf/lib/lesson";
import { type Matrix, Random, type SparseMatrix, transpose } from "@nmf/lib/matrix";
import { NMF, type Solver } from "@nmf/lib/nmf";
import { multiplicativeUpdates } from "../02_multiplicative_updates/lesson.ts";
import { gradientDescent, stochasticGradientDescent } from "../03_sgd/lesson.ts";
import { descendOnGpu } from "../04_webgpu_sgd/lesson.ts";
import {
  adamWithPenalty,
  adamWithProjection,
  adamWithSoftplus,
  DEFAULTS,
  type Method as AdamMethod,
} from "../05_autograd_adam/lesson.ts";

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

/** One way to factorize. */
export interface Method {
  /** What tables and charts call it. */
  name: string;
  /** The lesson it comes from, or "expert". */
  lesson: string;
  /** Whether it needs a GPU. */
  needsGpu?: true;
  /** Fits W and H, and keeps the errors along the way. */
  fit(problem: Problem, history: History): Fit | Promise<Fit>;
}

/** The expert, whose topics the others are compared with. */
export const EXPERT = "coordinate descent (expert)";

/** Lesson 03's settings of the descent; lesson 04 has the same. */
const DESCENT = {
  rate: learningRate("0.05 * 0.9^ceil(i/100)"),
  lam: 100,
  mu: 1e-5,
};
const DESCENT_STEPS = 1000;
const SGD = {
  epochs: 30,
  batchSize: 100,
  rate: learningRate("0.2 * 0.95^i", "--sgd-lr"),
};
/** Adam's penalty: large enough to keep almost all negatives away. */
const LAM = 1e6;

/** All methods of the course, each with the settings of its lesson. */
export const METHODS: readonly Method[] = [
  { name: EXPERT, lesson: "expert", fit: expert("cd") },
  { name: "multiplicative updates (expert)", lesson: "expert", fit: expert("mu") },
  {
    name: "multiplicative updates",
    lesson: "02",
    fit({ V, start, iterations }, history) {
      return multiplicativeUpdates(V, start, {
        iterations: Math.min(iterations, 200),
        history,
      });
    },
  },
  {
    name: "gradient descent",
    lesson: "03",
    fit({ V, start, iterations: most }, history) {
      const iterations = Math.min(most, DESCENT_STEPS);
      history.record(0, start.W, start.H);
      const onStep = recorder(history, iterations);
      return {
        ...gradientDescent(V, start, { ...DESCENT, iterations, onStep }),
        iterations,
      };
    },
  },
  {
    name: "SGD",
    lesson: "03",
    fit({ V, start, iterations: most, seed }, history) {
      const epochs = Math.min(most, SGD.epochs);
      history.record(0, start.W, start.H);
      const onEpoch = recorder(history, epochs);
      const random = new Random(seed);
      const settings = { ...SGD, epochs, random, onEpoch };
      return { ...stochasticGradientDescent(V, start, settings), iterations: epochs };
    },
  },
  {
    name: "gradient descent on the GPU",
    lesson: "04",
    needsGpu: true,
    async fit({ V, start, iterations: most, gpu }, history) {
      const iterations = Math.min(most, DESCENT_STEPS);
      history.record(0, start.W, start.H);
      const fit = await descendOnGpu(gpu!, V, start, {
        ...DESCENT,
        iterations,
        onStep: (i, W, H) => void history.record(i + 1, W, H),
        // Reading back is slow, so it is done less often than the others are measured.
        readAfter: (i) => READ.has(i + 1) || i + 1 === iterations,
      });
      return { ...fit, iterations };
    },
  },
  {
    name: "Adam with a penalty",
    lesson: "05",
    fit: adam(
      "penalty",
      (V, start, settings) => adamWithPenalty(V, start, { ...settings, lam: LAM }),
    ),
  },
  { name: "Adam with softplus", lesson: "05", fit: adam("softplus", adamWithSoftplus) },
  {
    name: "Adam with projection",
    lesson: "05",
    fit: adam("projection", adamWithProjection),
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
      maxIter: Math.min(iterations, 200),
      onIteration: ({ iteration, W, Ht }) => history.record(iteration, W, transpose(Ht)),
    });
    const W = nmf.fitTransform(V, start);
    return { W, H: nmf.components, iterations: nmf.nIterations };
  };
}

function adam(method: AdamMethod, fit: typeof adamWithSoftplus): Method["fit"] {
  return ({ V, start, iterations: most }, history) => {
    const { iterations: own, lr } = DEFAULTS[method];
    const iterations = Math.min(most, own);
    const record = recorder(history, iterations);
    history.record(0, start.W, start.H);
    const { W, H } = fit(V, start, {
      iterations,
      rate: learningRate(lr),
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
