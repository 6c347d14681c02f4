import { norm } from "@nmf/lib/matrix";
import { CountVectorizer, ENGLISH_STOP_WORDS } from "@nmf/lib/text";
import type * as method from "../../../01_tf_idf/method.ts";
import type { Edit } from "../with_edits.ts";
import type { Facts } from "../look_up.ts";

const FOLDER = "01_tf_idf";
const METHOD = `${FOLDER}/method.ts`;
const IDF = "return Math.log((1 + n) / (1 + df)) + 1;";
const OTHER: Edit = [METHOD, IDF, "return Math.log(n / df);"];

export const facts01: Facts = {
  lesson: "01",
  of: (course) => {
    const edited = (...edits: Edit[]) => () => course.run(FOLDER, [], edits);
    return {
      lesson: edited(),
      stopWords: () => ENGLISH_STOP_WORDS.size,
      byHand: async () => {
        const { SETTINGS, weights } = await course.load<typeof method>(METHOD);
        const vectorizer = new CountVectorizer({ stopWords: "english" });
        const counts = vectorizer.fitTransform(SETTINGS.sentences);
        return { length: norm(weights(counts).selectRows([0])) };
      },
      sparse: async () => {
        const { counts: { rows, cols, nonzeros } } = await course.data();
        return {
          zeros: 100 - 100 * nonzeros / (rows * cols),
          smaller: 8 * rows * cols / (12 * nonzeros + 4 * (rows + 1)),
        };
      },
      noIdf: edited([METHOD, IDF, "return 1;"]),
      fourth: edited([
        METHOD,
        '    "The oven bakes the bread, and the bread is warm",\n',
        '    "The oven bakes the bread, and the bread is warm",\n    "A warm moon",\n',
      ]),
      noLength: edited([METHOD, "Math.sqrt(squares)", "1"]),
      otherFormula: async () => {
        const [before, after] = [await edited()(), await edited(OTHER)()];
        const sorted = (topics: readonly string[][]) =>
          topics.map((words) => words.toSorted().join(" ")).join();
        return { ...after, sameWords: sorted(before.topics) === sorted(after.topics) };
      },
      sublinear: edited([
        METHOD,
        "return count * factor;",
        "return (1 + Math.log(count)) * factor;",
      ]),
    };
  },
};
