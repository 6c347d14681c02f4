import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const X = "if (counts.at(d, x) > 0) withX += 1;\n";
const Y = "if (counts.at(d, y) > 0) withY += 1;\n";
const COUNT = `${X}${Y}if (counts.at(d, x) > 0 && counts.at(d, y) > 0) withBoth += 1;`;
const CASES = "if (pxy === 0) return -1;\nif (pxy === 1) return 0;\n";
const NPMI = `${CASES}return Math.log(pxy / (px * py)) / -Math.log(pxy);`;

export const exercise: Exercise = {
  id: "06.6",
  hints: [
    "A document counts once, however often the word occurs in it.",
    "Deal with the two cases first: in which of them is pxy 0, and in which is it 1?",
    "if (pxy === 0) return -1; if (pxy === 1) return 0; return Math.log(…) / -Math.log(pxy);",
  ],
  wrong: [
    {
      blank: [
        "withX += counts.at(d, x);\nwithY += counts.at(d, y);\nwithBoth += Math.min(counts.at(d, x), counts.at(d, y));",
        NPMI,
      ],
      says: "how often the words occur",
    },
    {
      blank: [
        `${X}${Y}if (counts.at(d, x) > 0 || counts.at(d, y) > 0) withBoth += 1;`,
        NPMI,
      ],
      says: "at least one",
    },
    {
      blank: [COUNT, `${CASES}return Math.log(pxy / (px * py));`],
      says: "not divided by −ln",
    },
    {
      blank: [COUNT, `${CASES}return Math.log(pxy / (px * py)) / Math.log(pxy);`],
      says: "sign",
    },
    {
      blank: [COUNT, `${CASES}return Math.log(pxy / (px * py)) / -Math.log(px * py);`],
      says: "divisor is −ln of p(x, y)",
    },
    {
      blank: [COUNT, `${CASES}return Math.log(pxy / px * py) / -Math.log(pxy);`],
      says: "Brackets",
    },
    {
      blank: [COUNT, "if (pxy === 1) return 0;\n" + NPMI.replace(CASES, "")],
      says: "never meet",
    },
    {
      blank: [COUNT, NPMI.replace("return -1", "return 0")],
      says: "worst that words can do",
    },
    {
      blank: [COUNT, "if (pxy === 0) return -1;\n" + NPMI.replace(CASES, "")],
      says: "0 / 0",
    },
  ],
  check(student, look) {
    const words = ["moon", "orbit", "bread", "oven", "the"];
    const counts = Matrix.from([
      [3, 1, 1, 0, 2],
      [1, 0, 0, 0, 1],
      [0, 0, 1, 2, 1],
      [0, 0, 0, 1, 5],
    ]);
    const given = (a: string, b: string) => ({
      counts,
      "terms": words.join(" "),
      "x, y": `${a}, ${b}`,
    });
    const npmi = (a: string, b: string) =>
      student.call<number>("npmi", counts, words.indexOf(a), words.indexOf(b));
    const { log } = Math;
    look.equal(
      "moon is in 2 of 4 documents, orbit in 1, both in 1: ln 2 / ln 4",
      npmi("moon", "orbit"),
      0.5,
      {
        given: given("moon", "orbit"),
        slips: [
          {
            // Moon occurs 4 times, orbit once, and at most once together.
            gives: 0,
            says:
              "It looks as if you counted how often the words occur: moon stands 3 times in " +
              "document 0, which is still one document.",
          },
          {
            gives: log(0.5 / (0.5 * 0.25)) / -log(0.5),
            says:
              "2 comes of two slips. Either withBoth has the documents with at least one of the " +
              "words (|| where && belongs), or the logarithms are missing.",
          },
          {
            gives: Infinity,
            says:
              "p(x) or p(y) is 0, and something was divided by it. withX counts every document " +
              "with x, those with both included; withY every one with y.",
          },
          {
            gives: -1,
            says:
              "−1 is for words that never meet, but both stand in document 0. Orbit stands there " +
              "once, and once is enough.",
          },
          {
            gives: log(2),
            says: "This is ln of the quotient, not divided by −ln p(x, y) yet.",
          },
          {
            gives: -0.5,
            says:
              "The sign is turned. ln p(x, y) is below 0, and the divisor is −ln p(x, y).",
          },
          {
            gives: log(2) / log(8),
            says: "The divisor is −ln of p(x, y), not of p(x) · p(y).",
          },
          {
            gives: log(0.25 / 0.5 * 0.25) / log(4),
            says:
              "Brackets are missing: pxy / px * py multiplies by py. Divide by (px * py).",
          },
        ],
      },
    );
    look.equal("bread and oven meet as often as by chance", npmi("bread", "moon"), 0, {
      given: given("bread", "moon"),
    });
    look.equal("words that never meet have −1", npmi("moon", "oven"), -1, {
      given: given("moon", "oven"),
      slips: [
        {
          gives: NaN,
          says:
            "The words never meet: p(x, y) is 0, and −∞ / ∞ is NaN. Return −1 then, the limit.",
        },
        {
          gives: -Infinity,
          says: "The words never meet, and ln 0 is −∞. Return −1 then, the limit.",
        },
        {
          gives: 0,
          says:
            "0 is for words that meet as often as by chance. Never to meet is the worst that " +
            "words can do: −1.",
        },
      ],
    });
    look.equal("a word in every document tells nothing", npmi("the", "moon"), 0, {
      given: given("the", "moon"),
    });
    look.equal("nor do two of them tell of each other", npmi("the", "the"), 0, {
      given: given("the", "the"),
      slips: [
        {
          gives: NaN,
          says:
            "Both words stand in every document: ln 1 is 0 above and below, and 0 / 0 is " +
            "NaN. Return 0 then.",
        },
        {
          gives: 1,
          says:
            "Both words stand in every document, so neither tells where the other one is. " +
            "Return 0.",
        },
      ],
    });
    look.equal("words that occur only together have 1", npmi("orbit", "orbit"), 1, {
      given: given("orbit", "orbit"),
    });
    look.equal(
      "x and y may be exchanged",
      npmi("orbit", "moon"),
      0.5,
      { given: given("orbit", "moon") },
    );
  },
};
