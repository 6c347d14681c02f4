import type { Exercise } from "@nmf/lib/exercise";

const MEANS = "means.m = beta1 * means.m + (1 - beta1) * g;\n" +
  "means.v = beta2 * means.v + (1 - beta2) * g ** 2;";
const GIVE =
  "const { m, v, t } = means;\nreturn { m: m / (1 - beta1 ** t), v: v / (1 - beta2 ** t) };";

export const exercise: Exercise = {
  id: "05.6",
  hints: [
    "The first two lines are the two formulas with means.m and means.v in place of m and v.",
    "g² is g ** 2, and β₁ᵗ is beta1 ** means.t.",
    "return { m: means.m / (1 - beta1 ** means.t), v: … };",
  ],
  wrong: [
    { blank: [MEANS, "return { m: means.m, v: means.v };"], says: "too small at first" },
    {
      blank: [MEANS, "return { m: means.m / (1 - beta1), v: means.v / (1 - beta2) };"],
      says: "power of t",
    },
    {
      blank: [MEANS.replace("g ** 2", "g"), GIVE],
      says: "v is the mean of the squares",
    },
    {
      blank: [
        MEANS,
        "means.m /= 1 - beta1 ** means.t;\nmeans.v /= 1 - beta2 ** means.t;\nreturn { m: means.m, v: means.v };",
      ],
      says: "written back",
    },
    {
      blank: [
        "means.m = beta1 * means.m + g;\nmeans.v = beta2 * means.v + g ** 2;",
        GIVE,
      ],
      says: "1 − β",
    },
  ],
  check(student, look) {
    const betas = { beta1: 0.5, beta2: 0.75 };
    const start = () => ({ m: 0, v: 0, t: 0 });
    type Two = { m: number; v: number };
    const step = (means: object, g: number) =>
      student.call<Two>("correctedMeans", means, g, betas);
    const pair = (two: Two | undefined) => two && [two.m, two.v];
    const means = start();
    const given = { ...betas, g: 4, "m, v, t before": [0, 0, 0] };
    look.equal("after one step they are g and g²", pair(step(means, 4)), [4, 16], {
      given,
      slips: [
        {
          gives: [2, 4],
          says: "The means are right, but too small at first: they are not corrected.",
        },
        { gives: [8, 64], says: "1 − β is missing before g: this is a sum, no mean." },
        { gives: [4, 4], says: "v is the mean of the squares: g ** 2." },
      ],
    });
    look.equal("what is kept is not corrected", [means.m, means.v, means.t], [2, 4, 1], {
      given,
      slips: [{
        gives: [4, 16, 1],
        says:
          "The corrected means were written back. What is kept must stay as it is, or the " +
          "next step corrects it again.",
      }],
    });
    // m = 0.5 · 2 + 0.5 · 1 = 1.5, corrected by 1 − 0.25; v = 0.75 · 4 + 0.25 · 1, by 1 − 0.5625.
    look.equal("after a second step", pair(step(means, 1)), [1.5 / 0.75, 3.25 / 0.4375], {
      given: { ...betas, g: 1, "m, v, t before": [2, 4, 1] },
      slips: [{
        gives: [3, 13],
        says: "It is divided by 1 − β whatever the step. β is raised to the power of t.",
      }],
    });
    const steady = start();
    for (let i = 0; i < 6; i++) step(steady, -3);
    look.equal(
      "with the same g the means are g and g² in every step",
      pair(step(steady, -3)),
      [-3, 9],
    );
  },
};
