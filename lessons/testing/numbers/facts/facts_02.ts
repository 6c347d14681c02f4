import { countNegatives, frobeniusError, type Matrix, svdFloor } from "@nmf/lib/matrix";
import { type Init, initialize, NMF } from "@nmf/lib/nmf";
import { showTopics } from "@nmf/lib/text";
import type * as method from "../../../02_multiplicative_updates/method.ts";
import type { Edit } from "../with_edits.ts";
import type { Facts } from "../look_up.ts";
import { sameTopics } from "../same_topics.ts";

const FOLDER = "02_multiplicative_updates";
const METHOD = `${FOLDER}/method.ts`;

const OTHER_ORDER: Edit[] = [[
  METHOD,
  `  const ratioW = div(matmul(V, transpose(H)), clampMin(matmul(W, gramRows(H)), TINY));
  W = mul(W, ratioW);
  const ratioH = div(transposedMatmul(W, V), clampMin(matmul(gram(W), H), TINY));
  H = mul(H, ratioH);
`,
  `  const ratioH = div(transposedMatmul(W, V), clampMin(matmul(gram(W), H), TINY));
  H = mul(H, ratioH);
  const ratioW = div(matmul(V, transpose(H)), clampMin(matmul(W, gramRows(H)), TINY));
  W = mul(W, ratioW);
`,
]];
const CAREFUL: Edit[] = [
  [METHOD, "W = mul(W, ratioW);", "W = mul(W, map(ratioW, Math.sqrt));"],
  [METHOD, "H = mul(H, ratioH);", "H = mul(H, map(ratioH, Math.sqrt));"],
  [METHOD, "  gramRows,\n", "  gramRows,\n  map,\n"],
];
const TRAP: Edit[] = [[METHOD, 'start: "nndsvda"', 'start: "nndsvd"']];
const CHANCE: Edit[] = [[METHOD, 'start: "nndsvda"', 'start: "random"']];

export const facts02: Facts = {
  lesson: "02",
  of: (course) => {
    /** Where the updates end after an edit, with what lies on the way. */
    const fit = async (edits: readonly Edit[] = [], seed = 1) => {
      const { V } = await course.data();
      const { multiplicativeUpdates, SETTINGS } = await course.load<typeof method>(
        METHOD,
        edits,
      );
      const start = initialize(V, 6, SETTINGS.start as Exclude<Init, "custom">, seed);
      const errors: number[] = [];
      const { W, H, iterations } = multiplicativeUpdates(V, start, {
        errorAfter: (_, W, H) => {
          errors.push(frobeniusError(V, W, H));
          return errors.at(-1)!;
        },
      });
      const error = errors.at(-1)!;
      const neverRises = errors.every((error, i) => i === 0 || error <= errors[i - 1]);
      return { error, iterations, neverRises, start, W, H };
    };
    return {
      lesson: () => course.run(FOLDER),
      twelve: () => course.run(FOLDER, ["--topics", "12"]),
      size: async () => {
        const { V } = await course.data();
        return { documents: V.rows, entries: V.rows * V.cols, nonzeros: V.nonzeros };
      },
      svd: async () => {
        const { Vt } = svdFloor((await course.data()).V, 6, 1);
        const rows = Array.from({ length: 6 }, (_, r) => [...Vt.row(r)]);
        const oneSign = rows.map((row) =>
          row.every((value) => value > -1e-9) || row.every((value) => value < 1e-9)
        );
        return {
          negative: 100 * countNegatives(Vt) / Vt.data.length,
          onlyTheFirstHasOneSign: oneSign.every((one, r) => one === (r === 0)),
        };
      },
      twoBeforeOne: () => fit(OTHER_ORDER),
      careful: () => fit(CAREFUL),
      trap: async () => {
        const { V } = await course.data();
        const mine = await fit(TRAP);
        const expert = new NMF({ nComponents: 6, init: "custom" });
        expert.fitTransform(V, mine.start);
        const zero = [...mine.start.W.data, ...mine.start.H.data];
        const end = [...mine.W.data, ...mine.H.data];
        return {
          ...mine,
          expert: expert.reconstructionError,
          zerosStay: zero.every((value, i) => value !== 0 || end[i] === 0),
          zeros: 100 * zero.filter((value) => value === 0).length / zero.length,
        };
      },
      chance: async () => {
        const { terms } = await course.data();
        const ends = [];
        for (const seed of [1, 2, 3, 4, 5]) ends.push(await fit(CHANCE, seed));
        const errors = ends.map(({ error }) => error);
        const iterations = ends.map(({ iterations }) => iterations);
        const shown = ({ H }: { H: Matrix }) => showTopics(H, terms);
        return {
          first: ends[0],
          sameTopics: sameTopics(shown(ends[0]), shown(await fit())),
          least: Math.min(...errors),
          most: Math.max(...errors),
          leastOfTheOthers: Math.min(...errors.slice(1)),
          mostOfTheOthers: Math.max(...errors.slice(1)),
          shortest: Math.min(...iterations),
          longest: Math.max(...iterations),
          fortyOrSixty: iterations.slice(1).every((many) => many === 40 || many === 60),
        };
      },
    };
  },
};
