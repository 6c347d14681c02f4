import type { Exercise } from "@nmf/lib/exercise";
import { BEHIND, lookAtRun } from "../look_at_run.ts";

export const exercise: Exercise = {
  id: "04.2",
  hints: [
    "The first number is number 0. What is the last one's, and the first thread's that has none?",
    "The first line is if (…) { return; } and the condition compares i with N.",
    "if (i >= N) { return; } and then out[i] = a[i] * a[i];",
  ],
  wrong: [
    { blank: "out[i] = a[i] * a[i];", says: "6 and 7 have no number" },
    {
      blank: "if (i > N) { return; }\nout[i] = a[i] * a[i];",
      says: "one thread too many",
    },
    { blank: "if (i < N) { return; }\nout[i] = a[i] * a[i];", says: "turned round" },
    {
      blank: "if (i >= N - 1) { return; }\nout[i] = a[i] * a[i];",
      says: "The last number was left out",
    },
    {
      blank: "if (i >= arrayLength(&a)) { return; }\nout[i] = a[i] * a[i];",
      says: "how long the buffer is",
    },
    {
      blank: "if (i >= 6) { return; }\nout[i] = a[i] * a[i];",
      says: "never uses N",
    },
    { blank: "if (i >= N) { return; }\nout[i] = a[i];", says: "copied, not squared" },
  ],
  async check(student, look) {
    const a = [2, 3, 5, 7, 11, 13];
    // What is in memory after 8 threads, of which some leave.
    const memory = (leaves: (i: number) => boolean) => ({
      out: Array.from({ length: 9 }, (_, i) => {
        const x = a[i] ?? BEHIND;
        return i >= 8 || leaves(i) ? NaN : x * x;
      }),
    });
    const all = memory(() => false);
    const lengths = student.text.includes("arrayLength(");
    await lookAtRun(student, look, {
      what: "8 threads square 6 numbers, and the two others write nothing",
      inputs: { a },
      expected: { out: a.map((x) => x * x) },
      workgroups: [2, 1],
      constants: { N: 6 },
      slips: [
        {
          gives: all,
          says: lengths
            ? "All 8 threads have written. arrayLength tells how long the buffer is, and this " +
              "one holds more than our N numbers. Compare i with N."
            : "All 8 threads have written, but threads 6 and 7 have no number. They read " +
              `${BEHIND} behind the end of a, and changed what is not theirs. When must a ` +
              "thread leave?",
        },
        {
          gives: memory((i) => i > 6),
          says:
            "This lets one thread too many go on. The numbers are 0 to N - 1; is there a " +
            "number N?",
        },
        {
          gives: memory((i) => i < 6),
          says:
            "The condition is turned round: whoever has a number leaves, and the others write.",
        },
        {
          gives: memory((i) => i >= 5),
          says:
            "The last number was left out. Its thread is number N - 1, and it must stay.",
        },
        { gives: { out: a }, says: "The numbers are copied, not squared." },
      ],
    });
    for (const N of [1, 7, 8]) {
      const numbers = Array.from({ length: N }, (_, i) => i + 1.5);
      const squares = numbers.map((x) => x * x);
      await lookAtRun(student, look, {
        what: `${N === 1 ? "1 number is" : `${N} numbers are`} squared, and no more`,
        inputs: { a: numbers },
        expected: { out: squares },
        workgroups: [2, 1],
        constants: { N },
      });
    }
  },
};
