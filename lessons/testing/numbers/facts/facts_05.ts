import { learningRate, smallStart } from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  matmul,
  type Matrix,
  norm,
} from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import type * as method from "../../../05_autograd_adam/method.ts";
import type { Edit } from "../with_edits.ts";
import type { Facts } from "../look_up.ts";

const FOLDER = "05_autograd_adam";
const METHOD = `${FOLDER}/method.ts`;
const INVERSE = "return Math.log(Math.expm1(Math.max(w, 1e-3)));";

const SQUARE: Edit[] = [
  [METHOD, "return A.softplus();", "return A.pow(2);"],
  [METHOD, INVERSE, "return Math.sqrt(Math.max(w, 1e-3));"],
];
const EXPONENTIAL: Edit[] = [
  [METHOD, "return A.softplus();", "return A.exp();"],
  [METHOD, INVERSE, "return Math.log(Math.max(w, 1e-3));"],
];
const WITHOUT_ADAM: Edit[] = [
  [
    METHOD,
    "import { Adam, frobeniusLoss, Tensor }",
    "import { frobeniusLoss, SGD, Tensor }",
  ],
  [
    METHOD,
    "new Adam(parameters, { betas: betas ?? [beta1, beta2] })",
    "new SGD(parameters, { lr: rate(0) })",
  ],
];

export const facts05: Facts = {
  lesson: "05",
  of: (course) => {
    const module = (edits: readonly Edit[] = []) =>
      course.load<typeof method>(METHOD, edits);
    const problem = async (random?: number) => {
      const { V } = await course.data();
      const start = random === undefined
        ? initialize(V, 6, "nndsvda", 1)
        : smallStart(V, 6, random);
      return { V, start };
    };
    /** What is said of W and H, beside the two errors that limit them. */
    const ends = async ({ W, H }: { W: Matrix; H: Matrix }) => {
      const { V } = await course.data();
      const [W0, H0] = [clampMin(W, 0), clampMin(H, 0)];
      const honest = frobeniusError(V, W0, H0);
      return {
        error: frobeniusError(V, W, H),
        honest,
        negatives: { W: countNegatives(W), H: countNegatives(H) },
        size: norm(matmul(W, H)),
        honestSize: norm(matmul(W0, H0)),
        worseThanNothing: honest > norm(V),
        betterThanNothing: honest < norm(V),
      };
    };
    /** Adam with the penalty, from the `nndsvda` start or a random one. */
    const penalty = (lam: number, { seed, iterations }: {
      seed?: number;
      iterations?: number;
    } = {}) =>
      course.once(`05 penalty ${lam} ${seed} ${iterations}`, async () => {
        const { V, start } = await problem(seed);
        const { adamWithPenalty, SETTINGS } = await module();
        return await ends(adamWithPenalty(V, start, {
          iterations: iterations ?? SETTINGS.penalty.iterations,
          rate: learningRate(SETTINGS.penalty.rate),
          lam,
        }));
      });
    const projection = async (
      { rate, iterations, seed, edits }: {
        rate?: string;
        iterations?: number;
        seed?: number;
        edits?: readonly Edit[];
      } = {},
    ) => {
      const { V, start } = await problem(seed);
      const { adamWithProjection, SETTINGS } = await module(edits);
      return await ends(adamWithProjection(V, start, {
        iterations: iterations ?? SETTINGS.projection.iterations,
        rate: learningRate(rate ?? SETTINGS.projection.rate),
      }));
    };
    const positive = async (edits: readonly Edit[]) => {
      const { V, start } = await problem();
      const { adamWithSoftplus, SETTINGS } = await module(edits);
      return await ends(adamWithSoftplus(V, start, {
        iterations: SETTINGS.softplus.iterations,
        rate: learningRate(SETTINGS.softplus.rate),
      }));
    };
    return {
      lesson: () => course.run(FOLDER),
      size: async () => {
        const { V } = await course.data();
        return {
          factors: 6 * (V.rows + V.cols),
          entries: V.rows * V.cols,
          wider: V.cols / V.rows,
        };
      },
      expert: async () => {
        const { V, start } = await problem();
        const nmf = new NMF({ nComponents: 6, init: "custom" });
        nmf.fitTransform(V, start);
        return nmf.reconstructionError;
      },
      begin: async () => {
        const { start } = await problem();
        const all = [...start.W.data, ...start.H.data];
        const log = (w: number) => Math.log(Math.expm1(Math.max(w, 1e-3)));
        return {
          mostAreSmall: all.filter((w) => w < 0.05).length > 0.9 * all.length,
          reachesOne: all.some((w) => w > 0.8),
          low: log(0),
          high: log(all.reduce((a, b) => Math.max(a, b))),
        };
      },
      hundred: () => penalty(100, { seed: 1 }),
      long: () => penalty(1e6, { iterations: 3000 }),
      fromChance: () => projection({ seed: 1 }),
      fourth: () => penalty(1e4),
      fifth: () => penalty(1e5),
      constant: () => projection({ rate: "0.02", iterations: 500 }),
      slow: () => projection({ rate: "0.001", iterations: 500 }),
      default: () => projection(),
      seeds: async () => {
        const all = [];
        for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
          all.push(await penalty(100, { seed }));
        }
        const errors = all.map(({ error }) => error);
        const honest = all.map(({ honest }) => honest);
        return {
          two: all[1],
          three: all[2],
          noneIsWorse: all.every(({ betterThanNothing }) => betterThanNothing),
          worse: all.filter(({ worseThanNothing }) => worseThanNothing).length,
          least: Math.min(...errors),
          most: Math.max(...errors),
          leastHonest: Math.min(...honest),
          mostHonest: Math.max(...honest),
        };
      },
      square: () => positive(SQUARE),
      exponential: () => positive(EXPONENTIAL),
      withoutAdam: () => projection({ edits: WITHOUT_ADAM, rate: "2", iterations: 300 }),
    };
  },
};
