import type { Exercise } from "@nmf/lib/exercise";
import { lookAtBarriers } from "../look_at_barriers.ts";
import { lookAtRun } from "../look_at_run.ts";

const ADD = "if (local < half) { sums[local] += sums[local + half]; }";

/** So that the last digit counts, too. */
const EXACT = 5e-8;

export const exercise: Exercise = {
  id: "04.4",
  hints: [
    "Before each round every thread must have written. Where in the loop is that “before”?",
    "for (var half = THREADS / 2; half > 0; half /= 2) with a barrier, then an if (local < half).",
    `workgroupBarrier(); ${ADD}`,
  ],
  wrong: [
    {
      blank: `for (var half = THREADS / 2; half > 0; half /= 2) {\n  ${ADD}\n}`,
      says: "There is no barrier",
    },
    {
      blank:
        `workgroupBarrier();\nfor (var half = THREADS / 2; half > 0; half /= 2) {\n  ${ADD}\n}`,
      says: "no barrier between one round and the next",
    },
    {
      blank:
        `for (var half = THREADS / 2; half > 0; half /= 2) {\n  ${ADD}\n  workgroupBarrier();\n}`,
      says: "The first round begins before",
    },
    {
      blank:
        "for (var half = THREADS / 2; half > 0; half /= 2) {\n  if (local < half) {\n    workgroupBarrier();\n    sums[local] += sums[local + half];\n  }\n}",
      says: "stands inside “if(local<half)”",
    },
    {
      blank:
        "for (var half = THREADS / 2; half > 0; half /= 2) {\n  workgroupBarrier();\n  if (local >= half) { return; }\n  sums[local] += sums[local + half];\n}",
      says: "Some threads leave",
    },
    {
      blank:
        `for (var half = THREADS / 2; half > 1; half /= 2) {\n  workgroupBarrier();\n  ${ADD}\n}`,
      says: "The last round is missing",
    },
    {
      blank:
        "for (var half = THREADS / 2; half > 0; half /= 2) {\n  workgroupBarrier();\n  if (local < half) { sums[local] = sums[local + half]; }\n}",
      says: "put in place of the sum",
    },
    {
      blank:
        "for (var half = THREADS / 2; half > 0; half /= 2) {\n  workgroupBarrier();\n  sums[local] += sums[local + half];\n}",
      says: "every thread adds",
    },
    {
      blank:
        "for (var half = THREADS / 2; half > 0; half /= 2) {\n  workgroupBarrier();\n  if (local <= half) { sums[local] += sums[local + half]; }\n}",
      says: "lets one thread too many add",
    },
    {
      blank:
        "workgroupBarrier();\nif (local == 0) {\n  for (var p = 1u; p < THREADS; p++) { sums[0] += sums[p]; }\n}",
      says: "one thread goes through all",
    },
    {
      blank:
        `for (var half = THREADS; half > 0; half /= 2) {\n  workgroupBarrier();\n  ${ADD}\n}`,
      says: "The first round begins with half = THREADS",
    },
    {
      blank:
        `for (var half = 4u; half > 0; half /= 2) {\n  workgroupBarrier();\n  ${ADD}\n}`,
      says: "the first 8 numbers alone",
    },
  ],
  async check(student, look) {
    lookAtBarriers(student, look, {
      names: ["sums"],
      own: "[local]",
      unread:
        "No thread reads from sums what another one has written: each knows its own number " +
        "alone. In a round thread t adds sums[t + half] to its own.",
      none:
        "There is no barrier. One thread reads what another one writes, and nothing makes it " +
        "wait. It may go well a thousand times, and then not.",
      beforeReading:
        "The first round begins before all threads have written their number: a barrier is " +
        "missing before the first reading.",
      betweenRounds:
        "There is no barrier between one round and the next: a thread reads a sum that " +
        "another may not have written yet. Every round needs one.",
    });
    // Powers of 10: each digit of the sum says how often that number was added.
    const powers = Array.from({ length: 8 }, (_, p) => 10 ** p);
    await lookAtRun(student, look, {
      what: "8 numbers are added up, each once: digit for digit",
      inputs: { a: powers },
      expected: { out: [11111111] },
      workgroups: [1, 1],
      constants: { THREADS: 8 },
      tolerance: EXACT,
      slips: [
        {
          gives: { out: [1010101] },
          says:
            "The last round is missing: sums[1] still holds half of the numbers. In the last " +
            "round half is 1.",
        },
        {
          gives: { out: [1e7] },
          says:
            "The other number was put in place of the sum, not added to it: `=` where `+=` is " +
            "meant.",
        },
        {
          gives: { out: [1] },
          says: "Nothing was added: sums[0] is still the number of thread 0.",
        },
        {
          when: () => /half\s*=\s*THREADS\s*;/.test(student.text),
          says:
            "The first round begins with half = THREADS: thread 0 then reads sums[THREADS], " +
            "and the last sum is sums[THREADS - 1].",
        },
      ],
    });
    const run = (THREADS: number, workgroups: number) => {
      const a = Array.from({ length: THREADS * workgroups }, (_, p) => 1 + p % 11);
      const sums = (threads: number) =>
        Array.from({ length: workgroups }, (_, w) => {
          let sum = 0;
          for (let t = 0; t < threads; t++) sum += a[w * THREADS + t];
          return sum;
        });
      return lookAtRun(student, look, {
        what: `so are the numbers of each workgroup: ${workgroups} × ${THREADS}`,
        inputs: { a },
        expected: { out: sums(THREADS) },
        workgroups: [workgroups, 1],
        constants: { THREADS },
        slips: [{
          gives: { out: sums(8) },
          says:
            "Each workgroup added the first 8 numbers alone. Here THREADS is not 8: begin " +
            "with THREADS / 2.",
        }],
      });
    };
    await run(16, 3);
    await run(64, 1);
    await run(1, 2);
  },
};
