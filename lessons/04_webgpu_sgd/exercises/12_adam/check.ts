import type { Exercise } from "@nmf/lib/exercise";
import { lookAtRun } from "../look_at_run.ts";

const step = (
  {
    m = "settings.beta1 * mean[p] + (1.0 - settings.beta1) * g",
    v = "settings.beta2 * square[p] + (1.0 - settings.beta2) * g * g",
    direction = "m / settings.fill1",
    size = "sqrt(v / settings.fill2) + settings.epsilon",
    next = "A[p] - settings.rate * direction / size",
    mean = "m",
    square = "v",
  } = {},
) =>
  `let g = gradient[p];
let m = ${m};
let v = ${v};
let direction = ${direction};
let size = ${size};
nextA[p] = ${next};
nextMean[p] = ${mean};
nextSquare[p] = ${square};`;

export const exercise: Exercise = {
  id: "04.12",
  hints: [
    "Give the new mean and the new square names of their own: each is used twice.",
    "let m = settings.beta1 * mean[p] + (1.0 - settings.beta1) * g; and v in the same way, of g * g.",
    "nextA[p] = A[p] - rate * (m / fill1) / (sqrt(v / fill2) + epsilon), each from settings.",
  ],
  wrong: [
    {
      blank: step({ m: "settings.beta1 * mean[p] + g" }),
      says: "weight 1 − β₁",
    },
    {
      blank: step({ m: "(1.0 - settings.beta1) * mean[p] + settings.beta1 * g" }),
      says: "exchanged",
    },
    {
      blank: step({ v: "settings.beta2 * square[p] + (1.0 - settings.beta2) * g" }),
      says: "g itself",
    },
    {
      blank: step({ v: "settings.beta1 * square[p] + (1.0 - settings.beta1) * g * g" }),
      says: "its own β",
    },
    { blank: step({ direction: "m" }), says: "fill1 is left out" },
    {
      blank: step({ size: "sqrt(v) + settings.epsilon" }),
      says: "fill2 is left out",
    },
    {
      blank: step({ direction: "m", size: "sqrt(v) + settings.epsilon" }),
      says: "Neither average",
    },
    {
      blank: step({ size: "sqrt(v / settings.fill2 + settings.epsilon)" }),
      says: "under the root",
    },
    { blank: step({ size: "v / settings.fill2 + settings.epsilon" }), says: "root of" },
    {
      blank: step({
        direction: "mean[p] / settings.fill1",
        size: "sqrt(square[p] / settings.fill2) + settings.epsilon",
      }),
      says: "old averages",
    },
    {
      blank: step({ next: "A[p] + settings.rate * direction / size" }),
      says: "up the slope",
    },
    { blank: step({ size: "sqrt(v / settings.fill2)" }), says: "ε is left out" },
    { blank: step({ mean: "v", square: "m" }), says: "two averages are exchanged" },
    { blank: step({ mean: "direction" }), says: "stays as it is" },
  ],
  async check(student, look) {
    const A = [1, -2, 0.5, 3, 0];
    const gradient = [2, -0.5, 1, 0, -4];
    const mean = [0.5, 1, -1, 2, -0.25];
    const square = [4, 1, 9, 16, 0.25];
    // Powers of 2, so that float32 holds them; ε is large enough to be seen.
    const settings = {
      rate: 0.5,
      beta1: 0.75,
      beta2: 0.875,
      epsilon: 0.25,
      fill1: 1 - 0.75 ** 2,
      fill2: 1 - 0.875 ** 2,
    };
    const { rate, beta1, beta2, epsilon, fill1, fill2 } = settings;
    const M = (p: number) => beta1 * mean[p] + (1 - beta1) * gradient[p];
    const S = (p: number) => beta2 * square[p] + (1 - beta2) * gradient[p] ** 2;
    const of = (value: (p: number) => number) => A.map((_, p) => value(p));
    const nextA = (move: (p: number) => number) => ({
      nextA: of((p) => A[p] - rate * move(p)),
    });
    await lookAtRun(student, look, {
      what: "each entry of nextA, nextMean and nextSquare is its formula's, in step 2",
      inputs: { A, gradient, mean, square, settings },
      expected: {
        ...nextA((p) => M(p) / fill1 / (Math.sqrt(S(p) / fill2) + epsilon)),
        nextMean: of(M),
        nextSquare: of(S),
      },
      workgroups: [1, 1],
      constants: { N: 5 },
      slips: [
        {
          gives: { nextMean: of((p) => beta1 * mean[p] + gradient[p]) },
          says:
            "The new gradient goes into the mean whole. What is kept has weight β₁, and what " +
            "comes in has weight 1 − β₁.",
        },
        {
          gives: { nextMean: of((p) => (1 - beta1) * mean[p] + beta1 * gradient[p]) },
          says:
            "The weights of the mean are exchanged: β₁ is how much is kept of the old one.",
        },
        {
          gives: { nextMean: of((p) => beta2 * mean[p] + (1 - beta2) * gradient[p]) },
          says: "The mean is made with β₂; it has β₁.",
        },
        {
          gives: {
            nextSquare: of((p) => beta2 * square[p] + (1 - beta2) * gradient[p]),
          },
          says: "Into the square goes g itself; it is to be g · g.",
        },
        {
          gives: { nextSquare: of((p) => beta2 * square[p] + gradient[p] ** 2) },
          says: "The square of the gradient goes in whole; its weight is 1 − β₂.",
        },
        {
          gives: {
            nextSquare: of((p) => (1 - beta2) * square[p] + beta2 * gradient[p] ** 2),
          },
          says:
            "The weights of the square are the wrong way round: β₂ is how much is kept.",
        },
        {
          gives: {
            nextSquare: of((p) => beta1 * square[p] + (1 - beta1) * gradient[p] ** 2),
          },
          says: "The square is made with β₁; each average has its own β.",
        },
        {
          gives: nextA((p) => M(p) / (Math.sqrt(S(p) / fill2) + epsilon)),
          says: "fill1 is left out: the mean is still too small, as it began at 0.",
        },
        {
          gives: nextA((p) => M(p) / fill1 / (Math.sqrt(S(p)) + epsilon)),
          says: "fill2 is left out: the square is still too small, as it began at 0.",
        },
        {
          gives: nextA((p) => M(p) / (Math.sqrt(S(p)) + epsilon)),
          says:
            "Neither average was divided by its fill. They began at 0 and are too small at " +
            "first.",
        },
        {
          gives: nextA((p) => M(p) / fill1 / Math.sqrt(S(p) / fill2 + epsilon)),
          says: "ε stands under the root; it is added to the root.",
        },
        {
          gives: nextA((p) => M(p) / fill1 / (S(p) / fill2 + epsilon)),
          says: "This divides by the square; the divisor is the root of it, plus ε.",
        },
        {
          gives: nextA((p) => mean[p] / fill1 / (Math.sqrt(square[p] / fill2) + epsilon)),
          says: "A moves with the old averages. Use the new ones.",
        },
        {
          gives: nextA((p) => gradient[p] / (Math.sqrt(S(p) / fill2) + epsilon)),
          says:
            "A moves along this step's gradient alone; it should follow the new mean.",
        },
        {
          gives: nextA((p) => -M(p) / fill1 / (Math.sqrt(S(p) / fill2) + epsilon)),
          says: "This goes up the slope: the step must be taken away from A.",
        },
        {
          gives: nextA((p) => M(p) / fill1 / Math.sqrt(S(p) / fill2)),
          says: "ε is left out: where all gradients were 0 this would divide by 0.",
        },
        {
          gives: nextA((p) => M(p) / fill1 / Math.sqrt(S(p) / fill2) - epsilon / rate),
          says:
            "ε is added to A, not to the divisor: root and ε belong in brackets together.",
        },
        {
          gives: nextA((p) => M(p) / fill1 / (Math.sqrt(S(p) / fill2) + epsilon) / rate),
          says: "The rate is left out: it says how long the step is.",
        },
        {
          gives: { nextMean: of(S), nextSquare: of(M) },
          says: "The two averages are exchanged: the mean stands in nextSquare.",
        },
        {
          gives: {
            nextA: of((p) => -rate * M(p) / fill1 / (Math.sqrt(S(p) / fill2) + epsilon)),
          },
          says: "This is how far to move, not where to: begin with A[p].",
        },
        {
          gives: { nextMean: of((p) => M(p) / fill1) },
          says:
            "The mean was divided by fill1 and then kept. What is kept stays as it is; only the " +
            "move of A uses the divided one.",
        },
        {
          gives: { nextSquare: of((p) => S(p) / fill2) },
          says:
            "The square was divided by fill2 and then kept. Keep it undivided; only the move of " +
            "A uses the divided one.",
        },
      ],
    });
    // The first step, where the averages are empty: every entry moves by the rate.
    const first = Array.from({ length: 13 }, (_, p) => (p + 1) * (p % 2 ? -1 : 1));
    const zeros = first.map(() => 0);
    const common = { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    await lookAtRun(student, look, {
      what: "in step 1 each of 13 entries moves by the rate, whatever its gradient",
      inputs: {
        A: zeros,
        gradient: first,
        mean: zeros,
        square: zeros,
        // As float32 has them, so that nothing is lost where they are subtracted from 1.
        settings: {
          ...common,
          fill1: 1 - Math.fround(0.9),
          fill2: 1 - Math.fround(0.999),
        },
      },
      expected: {
        nextA: first.map((g) => -0.01 * Math.sign(g)),
        nextMean: first.map((g) => (1 - Math.fround(0.9)) * g),
        nextSquare: first.map((g) => (1 - Math.fround(0.999)) * g * g),
      },
      workgroups: [2, 1],
      constants: { N: 13 },
    });
  },
};
