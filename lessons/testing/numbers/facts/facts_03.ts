import { learningRate } from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  type Matrix,
  norm,
  Random,
} from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import type * as method from "../../../03_sgd/method.ts";
import type { Edit } from "../with_edits.ts";
import type { Facts } from "../look_up.ts";

const FOLDER = "03_sgd";
const METHOD = `${FOLDER}/method.ts`;

const PROJECTION: Edit[] = [
  [METHOD, "W = sub(W, mul(dW, rate(i)));", "W = clampMin(sub(W, mul(dW, rate(i))), 0);"],
  [METHOD, "H = sub(H, mul(dH, rate(i)));", "H = clampMin(sub(H, mul(dH, rate(i))), 0);"],
];

export const facts03: Facts = {
  lesson: "03",
  of: (course) => {
    /** What is said of W and H. */
    const ends = async ({ W, H }: { W: Matrix; H: Matrix }) => {
      const { V } = await course.data();
      return {
        error: frobeniusError(V, W, H),
        honest: frobeniusError(V, clampMin(W, 0), clampMin(H, 0)),
        none: countNegatives(W) + countNegatives(H) === 0,
        negatives: { W: countNegatives(W), H: countNegatives(H) },
      };
    };
    const problem = async () => {
      const { V } = await course.data();
      return { V, start: initialize(V, 6, "nndsvda", 1) };
    };
    /** Gradient descent with other settings; `explodedAt` is the step at which it did. */
    const descend = async (
      { rate, lam, iterations, edits = [] }: {
        rate?: string;
        lam?: number;
        iterations?: number;
        edits?: readonly Edit[];
      },
    ) => {
      const { V, start } = await problem();
      const { gradientDescent, SETTINGS } = await course.load<typeof method>(
        METHOD,
        edits,
      );
      const errors = [frobeniusError(V, start.W, start.H)];
      let explodedAt: number | undefined;
      const stop = new Error();
      try {
        const { W, H } = gradientDescent(V, start, {
          iterations: iterations ?? SETTINGS.descent.iterations,
          rate: learningRate(rate ?? SETTINGS.descent.rate),
          lam: lam ?? SETTINGS.descent.lam,
          mu: SETTINGS.descent.mu,
          onStep: (i, W, H) => {
            if (i >= 20 && (i + 1) % 10 !== 0) return;
            errors.push(frobeniusError(V, W, H));
            if (errors.at(-1)! < 10 * norm(V)) return;
            explodedAt = i;
            throw stop;
          },
        });
        const falls = errors.every((error, i) =>
          i === 0 || error <= errors[i - 1] + 1e-9
        );
        return {
          ...await ends({ W, H }),
          explodes: false,
          holds: true,
          falls,
          explodedAt,
        };
      } catch (error) {
        if (error !== stop) throw error;
        return { explodes: true, holds: false, explodedAt, withinTen: explodedAt! < 10 };
      }
    };
    /** The errors of SGD after each epoch, with other settings. */
    const sgd = async (other: { rate?: string; batchSize?: number; epochs?: number }) => {
      const { V, start } = await problem();
      const { stochasticGradientDescent, SETTINGS } = await course.load<typeof method>(
        METHOD,
      );
      const settings = { ...SETTINGS.sgd, ...other };
      const errors = [frobeniusError(V, start.W, start.H)];
      stochasticGradientDescent(V, start, {
        ...settings,
        rate: learningRate(settings.rate),
        random: new Random(1),
        onEpoch: (_, W, H) => void errors.push(frobeniusError(V, W, H)),
      });
      return { ten: errors[10], last: errors.at(-1)!, errors };
    };
    return {
      lesson: () => course.run(FOLDER),
      size: async () => {
        const { V } = await course.data();
        return {
          rows: V.rows,
          entries: V.rows * V.cols,
          nonzeros: V.nonzeros,
          terms: V.cols,
        };
      },
      expert: async () => {
        const { V, start } = await problem();
        const nmf = new NMF({ nComponents: 6, init: "custom" });
        nmf.fitTransform(V, start);
        return { iterations: nmf.nIterations, error: nmf.reconstructionError };
      },
      seven: () => descend({ rate: "0.07" }),
      ten: () => descend({ rate: "0.1" }),
      fifteen: () => descend({ rate: "0.15" }),
      twenty: () => descend({ rate: "0.2" }),
      sooner: async () => {
        const at = async (rate: string) => (await descend({ rate })).explodedAt!;
        return Math.max(await at("0.15"), await at("0.2")) < await at("0.1");
      },
      weak: () => descend({ rate: "0.2", lam: 10 }),
      // How large ηλ may be with a constant η: a twentieth more explodes.
      edges: async () => {
        const edges: Record<string, boolean> = {};
        for (const [rate, most] of [[0.01, 95], [0.05, 22], [0.1, 9], [0.2, 2.8]]) {
          const holds = async (product: number) =>
            !(await descend({ rate: `${rate}`, lam: product / rate, iterations: 300 }))
              .explodes;
          edges[String(most).replace(".", "_")] = await holds(most) &&
            !await holds(1.1 * most);
        }
        return edges;
      },
      noPenalty: () => descend({ lam: 0 }),
      projection: () => descend({ lam: 0, edits: PROJECTION }),
      hundred: () => sgd({ epochs: 10 }),
      small: () => sgd({ batchSize: 20, epochs: 10 }),
      noDecay: () => sgd({ rate: "0.2" }),
      creeping: () => sgd({ rate: "0.02" }),
    };
  },
};
