import { categoryAgreement } from "@nmf/lib/metrics";
import { type Init, initialize, NMF } from "@nmf/lib/nmf";
import {
  boundsOf,
  judge,
  type Row,
  type Run,
  runMethod,
  topicStrengths,
} from "../../../06_comparison/measure.ts";
import type * as methods from "../../../06_comparison/methods.ts";
import { verdict } from "../../../06_comparison/verdict.ts";
import type { Edit } from "../with_edits.ts";
import type { Facts } from "../look_up.ts";

const FOLDER = "06_comparison";

/** Adam with the weight of the penalty that the source's printed run has. */
const PRICE: Edit[] = [["05_autograd_adam/method.ts", "lam: 1e6", "lam: 100"]];
const FAST_ADAM: Edit[] = [
  ["05_autograd_adam/method.ts", '"0.02 * 0.98^i"', '"0.2 * 0.98^i"'],
];
const FAST_DESCENT: Edit[] = [
  ["03_sgd/method.ts", '"0.05 * 0.9^ceil(i/100)"', '"0.3 * 0.9^ceil(i/100)"'],
];

interface Setting {
  k?: number;
  iterations?: number;
  seed?: number;
  start?: Exclude<Init, "custom">;
  /** Methods of which an edit changes something. */
  edited?: Record<string, readonly Edit[]>;
  /** Only these. */
  only?: readonly string[];
}

export const facts06: Facts = {
  lesson: "06",
  of: (course) => {
    const run = (id: string, setting: Setting): Promise<Run> => {
      const { k = 6, iterations = 1000, seed = 1, start = "nndsvda", edited = {} } =
        setting;
      const edits = edited[id] ?? [];
      const key = JSON.stringify([id, k, iterations, seed, start, edits]);
      return course.once(`06 run ${key}`, async () => {
        const { V } = await course.data();
        const { METHODS } = await course.load<typeof methods>(
          `${FOLDER}/methods.ts`,
          edits,
        );
        const method = METHODS.find((method) => method.id === id)!;
        return await runMethod(method, {
          V,
          start: initialize(V, k, start, seed),
          iterations,
          seed,
        });
      });
    };
    /** The table and the verdict, without the method that needs a GPU. */
    const compare = async (setting: Setting = {}) => {
      const { METHODS } = await course.load<typeof methods>(`${FOLDER}/methods.ts`);
      const ids = setting.only ??
        METHODS.filter(({ needsGpu }) => !needsGpu).map(({ id }) => id);
      const runs: Run[] = [];
      for (const id of ids) runs.push(await run(id, setting));
      const { V, counts, terms, categories } = await course.data();
      const rows = judge(runs, { V, counts, terms, categories, words: 8 });
      const honest = rows.map(({ clamped }) => clamped).filter(Number.isFinite);
      const best = Math.min(...honest);
      const named = (row: Row) => ({
        error: row.error,
        honest: row.clamped,
        negatives: row.negatives.W + row.negatives.H,
        percent: 100 * row.matched,
        // As the verdict has it, rounded down.
        shared: Math.floor(100 * row.matched),
        hasOtherTopics: row.matched < 7 / 8,
        above: 100 * (row.clamped / best - 1),
        nmi: row.nmi,
        purity: row.purity,
        hasNaN: Number.isNaN(row.error),
      });
      const of = (id: string) => rows.find(({ method }) => method.id === id) as Row;
      const lowest = rows.find(({ clamped }) => clamped === best)!.method.id;
      /** Whether a method is no longer among those that end at the best error. */
      const left = (id: string) => of(id)?.clamped > best * (1 + 1e-4);
      const output = verdict(rows, boundsOf(V, setting.k ?? 6, 1)).join(" ");
      const highest = (id: string, merit: "nmi" | "purity") =>
        rows.every((row) => row[merit] <= of(id)?.[merit]);
      return {
        ...Object.fromEntries(
          rows.map((row) => [row.method.id.replace("-", "_"), named(row)]),
        ),
        close: Math.max(...honest) - best < 0.006,
        hardlyLower: honest.toSorted((a, b) => a - b)[1] - best < 1e-4,
        descentIsLowest: lowest === "descent",
        expertIsLowest: lowest === "expert-cd",
        updatesAreLowest: lowest === "expert-mu" || lowest === "mu",
        projectionIsLowest: lowest === "adam-projection",
        adamIsLast: of("adam-penalty")?.clamped === Math.max(...honest),
        projectionHasTheHighestMarks: highest("adam-projection", "nmi") &&
          highest("adam-projection", "purity"),
        descentLeft: left("descent"),
        softplusLeft: left("adam-softplus"),
        takesNobody: !output.includes("Take "),
        noWordOfNegatives: !/entries below 0\. Set to 0/.test(output),
        everyNmiIsOne: rows.every(({ nmi }) => nmi > 0.9995),
        output,
      };
    };
    const only = (...only: string[]) => only;
    return {
      lesson: () => course.run(FOLDER),
      table: () => compare(),
      scale: async () => {
        const { V } = await course.data();
        const { floor, zero } = boundsOf(V, 6, 1);
        const { expert_cd } = await compare({
          only: only("expert-cd"),
        }) as unknown as Record<
          string,
          { honest: number }
        >;
        const next = await valley();
        return {
          fall: zero - floor,
          same: 1e-4 * expert_cd.honest,
          near: 1e-3 * expert_cd.honest,
          nextValley: next - expert_cd.honest,
        };
      },
      oneTopic: async () => {
        const { V, categories } = await course.data();
        const some = categories.filter((_, d) => V.row(d).data.length > 0);
        const sizes = new Map<string, number>();
        for (const category of some) sizes.set(category, (sizes.get(category) ?? 0) + 1);
        return { purity: Math.max(...sizes.values()) / some.length, groups: sizes.size };
      },
      // What W alone would say of the strongest topics.
      artefact: async () => {
        const { V, categories } = await course.data();
        const { W, H } = await run("expert-cd", {});
        const projected = await run("adam-projection", {});
        const strongest = (A: typeof W) =>
          Array.from({ length: A.rows }, (_, d) => {
            const row = [...A.row(d)];
            return row.indexOf(Math.max(...row));
          });
        const words = Array.from({ length: V.rows }, (_, d) => V.row(d).data.length > 0);
        const [byW, byLength] = [strongest(W), strongest(topicStrengths(W, H))];
        return {
          expert: categoryAgreement(W, V, categories).nmi,
          projection: categoryAgreement(projected.W, V, categories).nmi,
          both: categoryAgreement(topicStrengths(W, H), V, categories).nmi,
          posts: words.filter(Boolean).length,
          decided: words.filter((any, d) => any && byW[d] !== byLength[d]).length,
        };
      },
      price: () => compare({ edited: { "adam-penalty": PRICE } }),
      priceAlone: () =>
        compare({
          edited: { "adam-penalty": PRICE },
          only: only("expert-cd", "adam-penalty"),
        }),
      fastAdam: () => compare({ edited: { "adam-projection": FAST_ADAM } }),
      fastDescent: () =>
        compare({
          edited: { descent: FAST_DESCENT },
          only: only("expert-cd", "descent"),
        }),
      four: () => compare({ k: 4 }),
      twelve: () => compare({ k: 12 }),
      fourAlone: () => compare({ k: 4, only: only("expert-cd") }),
      twelveAlone: () => compare({ k: 12, only: only("expert-cd") }),
      chanceAlone: async () => {
        const ends = [];
        for (const seed of [1, 2, 3]) {
          ends.push(
            await compare({
              start: "random",
              seed,
              only: only("expert-cd", "mu", "sgd"),
            }),
          );
        }
        return ends;
      },
      early: () => compare({ iterations: 30 }),
      chance1: () => compare({ start: "random", seed: 1 }),
      chance2: () => compare({ start: "random", seed: 2 }),
      chance3: () => compare({ start: "random", seed: 3 }),
      nobodyTwice: async () => {
        let times = 0;
        for (const seed of [1, 2, 3]) {
          if ((await compare({ start: "random", seed })).takesNobody) times++;
        }
        return times === 2;
      },
      sgdSteps: async () => Math.ceil((await course.data()).V.rows / 100),
    };

    /** The second lowest end of coordinate descent from ten random starts. */
    async function valley(): Promise<number> {
      const { V } = await course.data();
      const ends = [];
      for (let seed = 1; seed <= 10; seed++) {
        const nmf = new NMF({ nComponents: 6, init: "random", randomState: seed });
        nmf.fitTransform(V);
        ends.push(nmf.reconstructionError);
      }
      const best = Math.min(...ends);
      return Math.min(...ends.filter((end) => end > best * (1 + 1e-4)));
    }
  },
};
