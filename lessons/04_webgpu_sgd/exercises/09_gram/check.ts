import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import { lookAtBarriers } from "../look_at_barriers.ts";
import { lookAtRun } from "../look_at_run.ts";

const ROUND = `workgroupBarrier();
  if (local < half) { sums[local] += sums[local + half]; }`;
const entry = (
  { product = "W[d * K + r] * W[d * K + s]", from = "local", by = "THREADS" } = {},
  round = ROUND,
  write = "if (local == 0) { G[r * K + s] = sums[0]; }",
) =>
  `var sum = 0.0;
for (var d = ${from}; d < DOCUMENTS; d += ${by}) { sum += ${product}; }
sums[local] = sum;
for (var half = THREADS / 2; half > 0; half /= 2) {
  ${round}
}
${write}`;

export const exercise: Exercise = {
  id: "04.9",
  hints: [
    "It is 04.5 once more, with W in place of both a and b. Where in W is entry (d, r)?",
    "A loop over d from local on, in steps of THREADS, adds W[d * K + r] * W[d * K + s]; then sums.",
    "After the rounds: if (local == 0) { G[r * K + s] = sums[0]; }",
  ],
  wrong: [
    {
      blank: entry({ product: "W[r * DOCUMENTS + d] * W[s * DOCUMENTS + d]" }),
      says: "column by column",
    },
    {
      blank: entry({ product: "W[r * K + d] * W[s * K + d]" }),
      says: "from a row, not down a column",
    },
    {
      blank: entry({ product: "W[d * K + r] * W[d * K + r]" }),
      says: "column r is multiplied by itself",
    },
    { blank: entry({ by: "1u" }), says: "another thread's" },
    {
      blank: entry({ from: "0u" }),
      says: "All threads begin at document 0",
    },
    {
      blank: entry({}, ROUND.replace("workgroupBarrier();", "")),
      says: "There is no barrier",
    },
    {
      blank: entry(
        {},
        "if (local < half) { workgroupBarrier(); sums[local] += sums[local + half]; }",
      ),
      says: "stands inside “if(local<half)”",
    },
    {
      blank: entry({}, ROUND, "G[r * K + s] = sums[0];"),
      says: "no barrier stands between",
    },
    {
      blank:
        "if (local == 0) {\n  var sum = 0.0;\n  for (var d = 0u; d < DOCUMENTS; d++) { sum += W[d * K + r] * W[d * K + s]; }\n  G[r * K + s] = sum;\n}",
      says: "the rounds of 04.4 are missing",
    },
    {
      blank:
        "var sum = 0.0;\nfor (var d = local; d < DOCUMENTS; d += THREADS) { sum += W[d * K + r] * W[d * K + s]; }\nsums[local] = sum;\nworkgroupBarrier();\nif (local == 0) {\n  var all = 0.0;\n  for (var t = 0u; t < THREADS; t++) { all += sums[t]; }\n  G[r * K + s] = all;\n}",
      says: "one thread goes through all",
    },
    {
      blank: "if (local >= DOCUMENTS) { return; }\n" + entry(),
      says: "Some threads leave",
    },
    {
      blank: entry({}, ROUND, "if (local == 0) { G[r + s] = sums[0]; }"),
      says: "were not written",
    },
    {
      blank: entry({}, ROUND, "if (local == 0) { G[r * K + s] = sum; }"),
      says: "thread 0's share alone",
    },
  ],
  async check(student, look) {
    lookAtBarriers(student, look, {
      names: ["sums"],
      own: "[local]",
      unread:
        "No thread reads from sums what another one has written. Then either one does all the " +
        "work, or what the others have added up gets lost: the rounds of 04.4 are missing.",
      none:
        "There is no barrier. A thread reads sums that others write, and nothing makes it " +
        "wait for them.",
      beforeReading:
        "The first round begins before all threads have written their sum: a barrier is " +
        "missing before the first reading.",
      betweenRounds:
        "There is no barrier between one round and the next: a thread reads a sum that " +
        "another may not have written yet.",
    });
    const W = Matrix.from([[1, 2], [0, 4], [3, 1], [1, 1], [2, 0], [1, 5]]);
    const w = (place: number) => W.data[place];
    const by = (
      term: (d: number, r: number, s: number) => number,
      times: (d: number) => number = () => 1,
    ) => ({
      G: Matrix.from([0, 1].map((r) =>
        [0, 1].map((s) => {
          let sum = 0;
          for (let d = 0; d < 6; d++) sum += times(d) * term(d, r, s);
          return sum;
        })
      )),
    });
    const term = (d: number, r: number, s: number) => w(2 * d + r) * w(2 * d + s);
    await lookAtRun(student, look, {
      what: "G is WᵀW, for 6 documents and 2 topics",
      inputs: { W },
      expected: by(term),
      workgroups: [2, 2],
      constants: { DOCUMENTS: 6, K: 2, THREADS: 4 },
      slips: [
        {
          gives: by((d, r, s) => w(6 * r + d) * w(6 * s + d)),
          says:
            "W is read as if it were stored column by column. It is stored row by row, and a " +
            "row has K numbers.",
        },
        {
          gives: by((d, r, s) => w(2 * r + d) * w(2 * s + d)),
          says:
            "The numbers come from a row, not down a column: d is the row of W, so d * K numbers " +
            "stand before it.",
        },
        {
          gives: by((d, r) => term(d, r, r)),
          says:
            "Every entry of a row of G is the same: column r is multiplied by itself. The other " +
            "factor is column s.",
        },
        {
          gives: by((d, _, s) => term(d, s, s)),
          says:
            "Every entry of a column of G is the same: column s is multiplied by itself. The " +
            "other factor is column r.",
        },
        {
          gives: by(term, (d) => Math.min(d + 1, 4)),
          says:
            "Each thread goes on with the next document, which is another thread's. From one " +
            "document of a thread to its next it is THREADS.",
        },
        {
          gives: by(term, (d) => d % 4 === 0 ? 4 : 0),
          says:
            "All threads begin at document 0, so some documents are added four times, and the " +
            "others never. A thread begins at its own number.",
        },
        {
          gives: by(term, (d) => d < 4 ? 1 : 0),
          says:
            "Only as many documents were added as there are threads; each must go on.",
        },
        {
          gives: by(term, (d) => d % 4 === 0 ? 1 : 0),
          says:
            "This is thread 0's share alone. After the rounds the whole is in sums[0].",
        },
        {
          gives: { G: new Matrix(2, 2) },
          says:
            "G is 0, as sums is at first. Has each thread put its share into sums[local]?",
        },
        {
          when: ({ G }) => G.slice(0, 4).some(Number.isNaN),
          says:
            "Some entries of G were not written. Each workgroup writes the entry in row r, " +
            "column s, and a row of G has K numbers.",
        },
      ],
    });
    for (const [DOCUMENTS, K, THREADS] of [[3, 4, 8], [1, 1, 1], [37, 3, 16]]) {
      const W = new Matrix(
        DOCUMENTS,
        K,
        Float64Array.from({ length: DOCUMENTS * K }, (_, p) => (p * 5) % 7 - 2),
      );
      const G = new Matrix(K, K);
      for (let r = 0; r < K; r++) {
        for (let s = 0; s < K; s++) {
          for (let d = 0; d < DOCUMENTS; d++) {
            G.data[r * K + s] += W.at(d, r) * W.at(d, s);
          }
        }
      }
      await lookAtRun(student, look, {
        what: `so it is for a W of ${DOCUMENTS} × ${K}, with THREADS = ${THREADS}`,
        inputs: { W },
        expected: { G },
        workgroups: [K, K],
        constants: { DOCUMENTS, K, THREADS },
      });
    }
  },
};
