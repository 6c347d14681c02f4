import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "03.6",
  hints: [
    "The first line makes the new v out of the old one; the second uses it.",
    "x[i] -= … takes something away from x[i].",
    "v[i] = beta * v[i] + g[i]; and then x[i] -= rate * …;",
  ],
  wrong: [
    { blank: "x[i] -= rate * v[i];\nv[i] = beta * v[i] + g[i];", says: "old velocity" },
    { blank: "v[i] = beta * v[i] + g[i];\nx[i] -= rate * g[i];", says: "not used" },
    { blank: "v[i] = g[i];\nx[i] -= rate * v[i];", says: "forgets" },
    { blank: "v[i] = beta * v[i] + g[i];\nx[i] += rate * v[i];", says: "uphill" },
    {
      blank: "v[i] = beta * v[i] + (1 - beta) * g[i];\nx[i] -= rate * v[i];",
      says: "mean",
    },
  ],
  check(student, look) {
    const settings = { rate: 0.5, beta: 0.75 };
    const run = () => {
      const x = Float64Array.of(10, -4);
      const v = Float64Array.of(0, 8);
      student.call("momentumStep", x, v, Float64Array.of(2, -4), settings);
      return { x, v };
    };
    const given = { x: [10, -4], v: [0, 8], g: [2, -4], ...settings };
    const { x, v } = run();
    look.equal("v is 0.75 · v + g", v, [2, 2], {
      given,
      slips: [
        {
          gives: [2, -4],
          says: "This v is g alone: it forgets what was before. β · v is missing.",
        },
        {
          gives: [0.5, 5],
          says:
            "This is a mean of the old v and g, as in Adam. Momentum here adds the whole g.",
        },
      ],
    });
    look.equal("x is x − 0.5 · the new v", x, [9, -5], {
      given,
      slips: [
        {
          gives: [10, -8],
          says: "The step used the old velocity: change v first, then x.",
        },
        {
          gives: [9, -2],
          says: "The step went along g, so the velocity is not used at all.",
        },
        { gives: [11, -3], says: "This goes uphill: the step is taken away from x." },
      ],
    });
    const steady = Float64Array.of(0);
    for (let i = 0; i < 200; i++) {
      student.call("momentumStep", Float64Array.of(0), steady, Float64Array.of(3), {
        rate: 0.1,
        beta: 0.9,
      });
    }
    look.equal("with the same gradient v grows to g / (1 − β)", steady, [30], {
      tolerance: 1e-6,
      given: { g: [3], beta: 0.9, steps: 200 },
    });
  },
};
