import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const ENTROPY = "if (p > 0) sum -= p * Math.log(p);";
const PART = "if (p > 0) sum += p * Math.log(p / (pr * pc));";
const NMI = "if (Er + Ec === 0) return 1;\nreturn I / ((Er + Ec) / 2);";

const { log, sqrt, max, min } = Math;

export const exercise: Exercise = {
  id: "06.4",
  hints: [
    "The formulas stand in the task; what they do not say is what to do with a share of 0.",
    "`if (p > 0)` before the line passes a share of 0 over. Is Er + Ec ever 0?",
    "sum -= p * Math.log(p); sum += p * Math.log(p / (pr * pc)); return I / ((Er + Ec) / 2);",
  ],
  wrong: [
    { blank: ["sum -= p * Math.log(p);", PART, NMI], says: "0 · ln 0 is NaN" },
    { blank: ["if (p > 0) sum += p * Math.log(p);", PART, NMI], says: "below 0" },
    { blank: ["if (p > 0) sum -= Math.log(p);", PART, NMI], says: "weighed by p" },
    {
      blank: ["if (p > 0) sum -= p * Math.log2(p);", PART, NMI],
      says: "logarithm of base 2",
    },
    { blank: [ENTROPY, "sum += p * Math.log(p / (pr * pc));", NMI], says: "never meet" },
    {
      blank: [ENTROPY, "if (p > 0) sum += Math.log(p / (pr * pc));", NMI],
      says: "p(r, c) is missing before",
    },
    {
      blank: [ENTROPY, "if (p > 0) sum += p * Math.log(p);", NMI],
      says: "the entropy of the pairs",
    },
    {
      blank: [ENTROPY, "if (p > 0) sum += p * Math.log(p / pr * pc);", NMI],
      says: "Brackets",
    },
    {
      blank: [ENTROPY, "if (p > 0) sum -= p * Math.log(p / (pr * pc));", NMI],
      says: "sign",
    },
    { blank: [ENTROPY, PART, "return I / ((Er + Ec) / 2);"], says: "0 / 0" },
    {
      blank: [
        ENTROPY,
        PART,
        "if (Er + Ec === 0) return 1;\nreturn I / Math.sqrt(Er * Ec);",
      ],
      says: "geometric mean",
    },
    {
      blank: [ENTROPY, PART, "if (Er + Ec === 0) return 1;\nreturn I / (Er + Ec);"],
      says: "their sum",
    },
    { blank: [ENTROPY, PART, "return I;"], says: "not divided" },
    {
      blank: [
        ENTROPY,
        PART,
        "if (Er === 0 || Ec === 0) return 1;\nreturn 2 * I / (Er + Ec);",
      ],
      says: "tells nothing",
    },
  ],
  check(student, look) {
    const ln2 = log(2);
    const entropy = (shares: number[]) => student.call<number>("entropy", shares);
    look.equal(
      "the entropy of ½, ¼, ¼ is 1.5 ln 2",
      entropy([0.5, 0.25, 0.25]),
      1.5 * ln2,
      {
        given: { shares: [0.5, 0.25, 0.25] },
        slips: [
          {
            gives: -1.5 * ln2,
            says:
              "This is below 0: the logarithm of a share is. The minus sign turns it round.",
          },
          {
            gives: 5 * ln2,
            says:
              "Every logarithm counts the same here. Each is to be weighed by p: p ln p.",
          },
          {
            gives: 1.5,
            says: "This is the logarithm of base 2. Take Math.log, as the course does.",
          },
          {
            gives: 1.5 * Math.LOG10E * ln2,
            says: "This is the logarithm of base 10. Take Math.log, as the course does.",
          },
        ],
      },
    );
    look.equal("a share of 0 adds nothing", entropy([0.5, 0, 0.5]), ln2, {
      given: { shares: [0.5, 0, 0.5] },
      slips: [{
        gives: NaN,
        says:
          "0 · ln 0 is NaN for the computer, since ln 0 is −∞. Pass a share of 0 over.",
      }],
    });
    look.equal("one label for all leaves nothing to tell", entropy([1]), 0);

    const information = (C: number[][]) => student.call<number>("information", C);
    const C = [[1, 3], [2, 2]];
    // Each share with those of its topic and its category: ½ ½ and 3/8 5/8.
    const pairs = [[1 / 8, 3 / 8], [3 / 8, 5 / 8], [2 / 8, 3 / 8], [2 / 8, 5 / 8]];
    const over = (part: (p: number, pr: number, pc: number) => number) =>
      pairs.reduce((sum, [p, pc]) => sum + part(p, 0.5, pc), 0);
    look.equal(
      "the information of four pairs",
      information(C),
      over((p, pr, pc) => p * log(p / (pr * pc))),
      {
        given: { C: Matrix.from(C), "p(r)": [0.5, 0.5], "p(c)": [3 / 8, 5 / 8] },
        slips: [
          {
            gives: over((p, pr, pc) => log(p / (pr * pc))),
            says: "p(r, c) is missing before the logarithm: a pair counts by its share.",
          },
          {
            gives: over((p, pr, pc) => 8 * p * log(p / (pr * pc))),
            says:
              "Before the logarithm stands the count of the pair. Its share p belongs there.",
          },
          {
            gives: over((p, pr, pc) => p * log(p / (pr + pc))),
            says:
              "The shares are added. By chance a pair would have their product, pr * pc.",
          },
          {
            gives: over((p, pr, pc) => -p * log(p / (pr * pc))),
            says: "The sign is turned. Only the entropy has a minus.",
          },
          {
            gives: over((p) => p * log(p)),
            says:
              "This is the entropy of the pairs, with the sign turned. The share must be compared " +
              "with what it would be if topics and categories knew nothing of each other.",
          },
          {
            gives: over((p, pr, pc) => p * log(p / pr * pc)),
            says:
              "Brackets are missing: p / pr * pc multiplies by pc. Divide by (pr * pc).",
          },
          {
            gives: over((p, pr, pc) => p * Math.log2(p / (pr * pc))),
            says: "This is the logarithm of base 2; entropy has the natural one.",
          },
        ],
      },
    );
    look.equal("two pairs that do not occur", information([[3, 0], [0, 3]]), ln2, {
      given: { C: Matrix.from([[3, 0], [0, 3]]) },
      slips: [{
        gives: NaN,
        says:
          "Topic 0 and category 1 never meet: 0 · ln 0, which is NaN for the computer. " +
          "Pass a share of 0 over.",
      }],
    });

    const nmi = (C: number[][]) => student.call<number>("nmi", C);
    const uneven = [[2, 0], [1, 1]];
    const I = 0.5 * log(4 / 3) + 0.25 * log(2 / 3) + 0.25 * ln2;
    const Er = ln2;
    const Ec = 0.75 * log(4 / 3) + 0.25 * log(4);
    look.equal(
      "the NMI of a topic that is pure and one that is not",
      nmi(uneven),
      2 * I / (Er + Ec),
      {
        given: { C: Matrix.from(uneven), "I, Er, Ec": [I, Er, Ec] },
        slips: [
          { gives: I, says: "I is not divided by anything yet: NMI is between 0 and 1." },
          {
            gives: I / sqrt(Er * Ec),
            says:
              "This is divided by the geometric mean, √(Er · Ec). Some programs do so; the " +
              "course takes (Er + Ec) / 2.",
          },
          {
            gives: I / (Er + Ec),
            says: "It is divided by their sum. Their mean is half of it.",
          },
          {
            gives: I / max(Er, Ec),
            says:
              "It is divided by the larger entropy. The course takes the mean of both.",
          },
          {
            gives: I / min(Er, Ec),
            says:
              "It is divided by the smaller entropy. The course takes the mean of both.",
          },
          {
            gives: I / Er + Ec / 2,
            says: "Brackets are missing: / comes before +.",
          },
          { gives: 2 * I / Er + Ec, says: "Brackets are missing: / comes before +." },
          {
            gives: I / (Er + Ec) * 0.5,
            says: "It is divided by twice the sum. Their mean is half of it.",
          },
        ],
      },
    );
    look.equal(
      "topics that are the categories, under other numbers",
      nmi([[0, 4], [2, 0]]),
      1,
    );
    look.equal("topics that tell nothing", nmi([[1, 2], [2, 4]]), 0, {
      given: { C: Matrix.from([[1, 2], [2, 4]]) },
      slips: [{
        gives: 1,
        says:
          "I is 0 here and the entropies are not: NMI is 0. It is 1 only where both " +
          "entropies are 0.",
      }],
    });
    look.equal("one topic for all, two categories", nmi([[3, 2]]), 0, {
      given: { C: Matrix.from([[3, 2]]) },
      slips: [{
        gives: 1,
        says:
          "One topic for all tells nothing about the category. Only where both entropies " +
          "are 0 do the labellings agree.",
      }, {
        gives: NaN,
        says: "NaN: one entropy is 0 here, and I was divided by it. Divide by the mean.",
      }],
    });
    look.equal("one topic and one category for all", nmi([[5]]), 1, {
      given: { C: Matrix.from([[5]]) },
      slips: [
        {
          gives: NaN,
          says:
            "Both entropies are 0, and 0 / 0 is NaN. All documents are together in both " +
            "labellings, so they agree: return 1.",
        },
        {
          gives: 0,
          says: "Both labellings put all documents together. They agree: NMI is 1.",
        },
      ],
    });
    look.equal(
      "a topic that no document has changes nothing",
      nmi([[2, 0], [0, 0], [1, 1]]),
      2 * I / (Er + Ec),
    );
  },
};
