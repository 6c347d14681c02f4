import type { Exercise } from "@nmf/lib/exercise";
import { lookAtRun } from "../look_at_run.ts";

export const exercise: Exercise = {
  id: "04.1",
  hints: [
    "Each thread writes one number only. Which place of out is this thread's?",
    "The line begins with out[i] = … and WGSL has no operator for powers.",
    "out[i] = a[i] * a[i];",
  ],
  wrong: [
    { blank: "out[i] = a[i];", says: "copied, not squared" },
    { blank: "out[i] = 2 * a[i];", says: "doubled" },
    { blank: "out[0] = a[i] * a[i];", says: "Only place 0 was written" },
    {
      blank: "for (var p = 0u; p < 4; p++) { out[p] = a[p] * a[p]; }",
      says: "every thread writes all four",
    },
    { blank: "while (true) { out[i] = a[i] * a[i]; }", says: "condition stays true" },
    { blank: "out[i + 1] = a[i] * a[i];", says: "Place 4 of out was written" },
  ],
  async check(student, look) {
    const squares = async (what: string, a: readonly number[]) => {
      await lookAtRun(student, look, {
        what,
        inputs: { a },
        expected: { out: a.map((x) => x * x) },
        workgroups: [a.length / 4, 1],
        slips: [
          {
            when: ({ out }) => !Number.isNaN(out[0]) && out.slice(1).every(Number.isNaN),
            says:
              "Only place 0 was written, and the others are as they were. Each thread has a place " +
              "of its own: place i.",
          },
          {
            gives: { out: a.map((x) => a[0] * x) },
            says: "Every number is multiplied by number 0 of a, not by itself.",
          },
          { gives: { out: a }, says: "The numbers are copied, not squared." },
          {
            gives: { out: a.map((x) => 2 * x) },
            says: "The numbers are doubled; a square is a[i] * a[i].",
          },
          {
            gives: {
              out: [...a.slice(0, 4).map((x) => x * x), ...a.slice(4).map(() => NaN)],
            },
            says:
              "Four numbers are squared, and no more. Is there a loop, so that every thread " +
              "writes all four? The threads are the loop: each writes place i alone.",
          },
        ],
      });
    };
    await squares("out has the squares", [5, 2, 3, 7]);
    await squares("two workgroups square 8 numbers", [1, -2, 0, 4, 2.5, 6, 8, -10]);
  },
};
