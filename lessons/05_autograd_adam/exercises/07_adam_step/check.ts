import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "05.7",
  hints: [
    "x[i] -= … takes something away. What is the numerator, what the divisor?",
    "Brackets around the whole divisor: (Math.sqrt(v[i]) + epsilon).",
    "x[i] -= rate * m[i] / (…);",
  ],
  wrong: [
    { blank: "x[i] -= rate * m[i] / (v[i] + epsilon);", says: "root is missing" },
    { blank: "x[i] -= rate * m[i] / Math.sqrt(v[i] + epsilon);", says: "under the root" },
    { blank: "x[i] -= rate * m[i] / Math.sqrt(v[i]) + epsilon;", says: "brackets" },
    { blank: "x[i] += rate * m[i] / (Math.sqrt(v[i]) + epsilon);", says: "uphill" },
    { blank: "x[i] -= rate * m[i];", says: "not divided" },
  ],
  check(student, look) {
    const settings = { rate: 0.5, epsilon: 1 };
    const m = Float64Array.of(6, -2, 0);
    const v = Float64Array.of(9, 1, 4);
    const x = Float64Array.of(1, 1, 1);
    const given = { x: [1, 1, 1], m, v, ...settings };
    const before = [1, 1, 1];
    const with_ = (change: (m: number, v: number) => number) =>
      before.map((x, i) => x + change(m[i], v[i]));
    student.call("adamStep", x, m, v, settings);
    look.equal("x − rate · m̂ / (√v̂ + ε), with a large ε of 1", x, [0.25, 1.5, 1], {
      given,
      slips: [
        {
          gives: with_((m, v) => -0.5 * m / (v + 1)),
          says: "The root is missing: √v̂ + ε.",
        },
        {
          gives: with_((m, v) => -0.5 * m / Math.sqrt(v + 1)),
          says: "ε stands under the root here. It belongs outside.",
        },
        {
          gives: with_((m, v) => -(0.5 * m / Math.sqrt(v) + 1)),
          says:
            "The brackets are missing: ε is added to the divisor, not to the quotient.",
        },
        {
          gives: [1.75, 0.5, 1],
          says: "This goes uphill: the step is taken away from x.",
        },
        {
          gives: [-2, 2, 1],
          says: "It is not divided by anything: these are steps of momentum.",
        },
      ],
    });
    const still = Float64Array.of(5);
    student.call("adamStep", still, Float64Array.of(0), Float64Array.of(0), {
      rate: 0.5,
      epsilon: 1e-8,
    });
    look.equal("without gradients nothing moves", still, [5], {
      given: { x: [5], m: [0], v: [0], rate: 0.5, epsilon: 1e-8 },
    });
  },
};
