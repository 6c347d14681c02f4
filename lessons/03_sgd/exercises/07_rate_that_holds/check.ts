import type { Exercise } from "@nmf/lib/exercise";

const FACTOR = "return 1 - rate * c;";
const LIMIT = "return 2 / Math.max(...cs);";

export const exercise: Exercise = {
  id: "03.7",
  hints: [
    "The factor stands in the task. For which rate is it exactly −1?",
    "1 − rate · c = −1 gives rate = 2 / c. Which c of the list allows the smallest rate?",
    "return 2 / Math.max(...);",
  ],
  wrong: [
    { blank: ["return rate * c;", LIMIT], says: "share of x that is taken away" },
    { blank: ["return (1 - rate * c) ** 2;", LIMIT], says: "squared" },
    {
      blank: [FACTOR, "return 1 / Math.max(...cs);"],
      says: "leads to the bottom in one step",
    },
    { blank: [FACTOR, "return 2 / Math.min(...cs);"], says: "gentlest" },
    { blank: [FACTOR, "return 2 * Math.max(...cs);"], says: "sharper" },
    {
      blank: [FACTOR, "return 2 * cs.length / cs.reduce((a, b) => a + b);"],
      says: "mean",
    },
  ],
  check(student, look) {
    const factor = (rate: number, c: number) => student.call<number>("factor", rate, c);
    look.equal("rate 0.25 and c = 6: 1 − 1.5", factor(0.25, 6), -0.5, {
      given: { rate: 0.25, c: 6 },
      slips: [
        {
          gives: 1.5,
          says: "This is the share of x that is taken away; what is left of x?",
        },
        {
          gives: 0.25,
          says: "It is squared, so one no longer sees that x changes sides.",
        },
      ],
    });
    const cs = [0.5, 4, 1];
    const limit = student.call<number>("limit", cs);
    look.equal("the limit of the sharpest of 0.5, 4 and 1", limit, 0.5, {
      given: { cs },
      slips: [
        {
          gives: 0.25,
          says:
            "1 / c is the rate that leads to the bottom in one step. It may be twice as large " +
            "before x no longer shrinks.",
        },
        {
          gives: 4,
          says:
            "This is the limit of the gentlest bend, 0.5. At this rate the sharpest one has " +
            "exploded long since.",
        },
        {
          gives: 8,
          says: "The sharper the bend, the smaller the rate must be: divide by c.",
        },
        {
          gives: 6 / 5.5,
          says: "This is the limit for the mean of the bends. The sharpest one decides.",
        },
      ],
    });
    const after = (rate: number) => {
      let x = 1;
      for (let i = 0; i < 100; i++) x *= factor(rate, 4);
      return Math.abs(x);
    };
    look.that(
      "just below the limit it shrinks",
      after(0.95 * limit) < 1e-3,
      "It does not shrink.",
    );
    look.that(
      "just above it it explodes",
      after(1.05 * limit) > 1e3,
      "It does not explode.",
    );
  },
};
