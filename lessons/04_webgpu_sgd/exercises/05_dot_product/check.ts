import type { Exercise } from "@nmf/lib/exercise";
import { lookAtBarriers } from "../look_at_barriers.ts";
import { BEHIND, lookAtRun } from "../look_at_run.ts";

const share = (head: string, add: string) =>
  `var sum = 0.0;\nfor (${head}) { ${add} }\nsums[local] = sum;`;
/** So that the last digit counts, too. */
const EXACT = 5e-8;
const ADD = "sum += a[p] * b[p];";

export const exercise: Exercise = {
  id: "04.5",
  hints: [
    "Which place does a thread begin with, how far is it to its next, and when is it done?",
    "for (var p = local; p < N; p += THREADS) adds to a variable; sums[local] comes after it.",
    "var sum = 0.0; for (…) { sum += a[p] * b[p]; } sums[local] = sum;",
  ],
  wrong: [
    {
      blank: share("var p = local; p < N; p++", ADD),
      says: "goes on with the next place",
    },
    {
      blank: share("var p = 0u; p < N; p += THREADS", ADD),
      says: "All threads begin at place 0",
    },
    { blank: "sums[local] = a[local] * b[local];", says: "one place for each thread" },
    {
      blank: share("var p = 0u; p < N; p++", ADD),
      says: "adds all products",
    },
    {
      blank: "for (var p = local; p < N; p += THREADS) { sums[0] += a[p] * b[p]; }",
      says: "add to sums[0] at the same time",
    },
    { blank: share("var p = local; p < N; p += 4", ADD), says: "or by a number" },
    {
      blank: share("var p = local; p <= N; p += THREADS", ADD),
      says: "there is no place N",
    },
    {
      blank: share("var p = local; p < N; p += THREADS", "sum = a[p] * b[p];"),
      says: "only the last product",
    },
    {
      blank: share("var p = local; p < N; p += THREADS", "sum += a[p];"),
      says: "sum of a alone",
    },
    {
      blank: share("var p = local; p < N; p += THREADS", "sum += a[p] + b[p];"),
      says: "multiplied, then added up",
    },
    {
      blank:
        "var sum = 0.0;\nfor (var p = local; p < N; p += THREADS) { sum += a[p] * b[p]; }",
      says: "into sums[local]",
    },
    {
      blank: "if (local >= N) { return; }\n" +
        share("var p = local; p < N; p += THREADS", ADD),
      says: "Some threads leave",
    },
  ],
  async check(student, look) {
    lookAtBarriers(student, look, {
      names: ["sums"],
      own: "[local]",
      unread:
        "The rounds below the blank are gone, in which the sums are added up. Put them back.",
      none:
        "The barrier below the blank is gone. Put it back, at the beginning of the loop.",
      beforeReading:
        "A sum of another thread is read before the barrier. In the blank each thread needs " +
        "sums[local] alone.",
      betweenRounds:
        "The barrier below the blank has left its loop. It stands at the beginning of every " +
        "round.",
    });
    // Product p is 10 to the power of p: the digits say which was added how often.
    const a = Array.from({ length: 7 }, (_, p) => 5 ** p);
    const b = a.map((_, p) => 2 ** p);
    const of = (term: (p: number) => number) => {
      let sum = 0;
      for (let p = 0; p < 7; p++) sum += term(p);
      return { out: [sum] };
    };
    await lookAtRun(student, look, {
      what: "each of 7 products is added once: digit for digit",
      inputs: { a, b },
      expected: of((p) => a[p] * b[p]),
      workgroups: [1, 1],
      constants: { N: 7, THREADS: 4 },
      tolerance: EXACT,
      slips: [
        {
          gives: of((p) => Math.min(p + 1, 4) * 10 ** p),
          says:
            "Each thread goes on with the next place, which is another thread's: products are " +
            "added several times. From one place of a thread to its next it is THREADS.",
        },
        {
          gives: of((p) => p % 4 === 0 ? 4 * 10 ** p : 0),
          says:
            "All threads begin at place 0, so places 0 and 4 are added four times, and the " +
            "others never. A thread begins at its own number.",
        },
        {
          gives: of((p) => p < 4 ? 10 ** p : 0),
          says:
            "This is one place for each thread, 4 of 7. Each must go on, THREADS places at a " +
            "time, till there are no more.",
        },
        {
          gives: of((p) => 10 ** p + (p === 6 ? BEHIND ** 2 : 0)),
          says:
            "A thread read behind the end: places are 0 to N - 1, so there is no place N.",
        },
        {
          gives: of((p) => p >= 3 ? 10 ** p : 0),
          says: "Of each thread only the last product is left: `=` where `+=` is meant.",
        },
        { gives: of((p) => a[p]), says: "This is the sum of a alone, without b." },
        {
          gives: of((p) => 4 * 10 ** p),
          says:
            "Every thread adds all products, so each is added four times. Begin at the thread's " +
            "own number, and go on by THREADS.",
        },
        {
          gives: of((p) => a[p] ** 2),
          says: "This is a · a, the squares of a. The other factor is b.",
        },
        {
          when: () => /sums\[0u?\]\s*\+=/.test(student.text),
          says:
            "All threads add to sums[0] at the same time, and most of what they add gets lost. " +
            "Each has a place of its own, sums[local].",
        },
        { gives: of((p) => b[p]), says: "This is the sum of b alone, without a." },
        {
          gives: of((p) => a[p] + b[p]),
          says: "At each place the two numbers are multiplied, then added up.",
        },
        {
          gives: { out: [0] },
          says:
            "The sum is 0, as sums is at first. Has every thread put its own sum into " +
            "sums[local]?",
        },
      ],
    });
    for (const [N, THREADS] of [[3, 8], [1, 1], [100, 16]]) {
      const a = Array.from({ length: N }, (_, p) => 1 + p % 3);
      const b = Array.from({ length: N }, (_, p) => (p % 5) - 1.5);
      let dot = 0;
      for (let p = 0; p < N; p++) dot += a[p] * b[p];
      let byFours = 0;
      for (let t = 0; t < THREADS; t++) {
        for (let p = t; p < N; p += 4) byFours += a[p] * b[p];
      }
      await lookAtRun(student, look, {
        what: `so is each of N = ${N}, with THREADS = ${THREADS}`,
        inputs: { a, b },
        expected: { out: [dot] },
        workgroups: [1, 1],
        constants: { N, THREADS },
        slips: [{
          when: ({ out }) => THREADS === 16 && Math.abs(out[0] - byFours) < 1e-3,
          says:
            "Products are added several times. Here THREADS is not 4; does the loop go on by " +
            "THREADS, or by a number?",
        }],
      });
    }
  },
};
