import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import { BEHIND, lookAtRun } from "../look_at_run.ts";

const step = (
  {
    at = "let d = place / K;\nlet r = place % K;",
    start = "-P[place]",
    product = "W[d * K + s] * G[s * K + r]",
    next = "W[place] - settings.rate * gradient",
  } = {},
) =>
  `${at}
var gradient = ${start};
for (var s = 0u; s < K; s++) { gradient += ${product}; }
next[place] = ${next};`;

export const exercise: Exercise = {
  id: "04.10",
  hints: [
    "Which document and which topic is this thread's? Then it is 04.6 for one entry, less P.",
    "let d = place / K; let r = place % K; the loop over s goes along row d of W, down column r of G.",
    "gradient is -P[place] plus all W[d * K + s] * G[s * K + r]; next is W - rate · gradient.",
  ],
  wrong: [
    {
      blank: step({ next: "W[place] + settings.rate * gradient" }),
      says: "up the slope",
    },
    { blank: step({ start: "0.0" }), says: "P is missing" },
    { blank: step({ start: "P[place]" }), says: "P is added" },
    { blank: step({ product: "W[d * K + s] * G[s]" }), says: "column r of G" },
    {
      blank:
        "let r = place % K;\nlet gradient = W[place] * G[r * K + r] - P[place];\nnext[place] = W[place] - settings.rate * gradient;",
      says: "diagonal of G alone",
    },
    {
      blank: step({ at: "let d = place % K;\nlet r = place / K;", start: "-P[place]" }),
      says: "Document and topic are exchanged",
    },
    {
      blank: step({ at: "let d = place / DOCUMENTS;\nlet r = place % DOCUMENTS;" }),
      says: "a row of W has K",
    },
    { blank: step({ next: "-settings.rate * gradient" }), says: "how far to move" },
    { blank: step({ next: "W[place] - gradient" }), says: "rate is left out" },
    { blank: step({ next: "gradient" }), says: "the gradient itself" },
    {
      blank: step({ next: "W[place] - 2.0 * settings.rate * gradient" }),
      says: "twice as long",
    },
  ],
  async check(student, look) {
    const V = Matrix.from([[2, 0, 4], [1, 3, 0], [0, 6, 2]]);
    const W = Matrix.from([[1, 0.5], [0, 2], [3, 1]]);
    const H = Matrix.from([[1, 2, 1], [1, 0, 3]]);
    const { G, P } = parts(V, H);
    const rate = 0.05;
    const w = (place: number) => W.data[place] ?? BEHIND;
    const g = (place: number) => G.data[place] ?? BEHIND;
    const of = (value: (place: number, d: number, r: number) => number) => ({
      next: new Matrix(
        3,
        2,
        Float64Array.from({ length: 6 }, (_, p) => value(p, Math.floor(p / 2), p % 2)),
      ),
    });
    const product = (d: number, r: number) => w(2 * d) * g(r) + w(2 * d + 1) * g(2 + r);
    const gradient = (place: number, d: number, r: number) =>
      product(d, r) - P.data[place];
    const by = (gradient: (place: number, d: number, r: number) => number) =>
      of((place, d, r) => w(place) - rate * gradient(place, d, r));
    const { next } = await lookAtRun(student, look, {
      what: "each entry of next is the formula's, for 3 documents and 2 topics",
      inputs: { W, G, P, settings: { rate } },
      expected: by(gradient),
      workgroups: [1, 1],
      constants: { DOCUMENTS: 3, K: 2 },
      slips: [
        {
          gives: by((...at) => -gradient(...at)),
          says:
            "This goes up the slope. The gradient points to where the error grows; the step " +
            "goes the other way.",
        },
        {
          gives: by((_, d, r) => product(d, r)),
          says: "P is missing: this is the gradient as if V were 0.",
        },
        {
          gives: by((place, d, r) => product(d, r) + P.data[place]),
          says: "P is added; the gradient is WG minus P.",
        },
        {
          gives: by((place, d) => w(2 * d) * g(0) + w(2 * d + 1) * g(1) - P.data[place]),
          says:
            "All topics of a document use the same numbers of G. Topic r needs column r of G: " +
            "G[s * K + r].",
        },
        {
          gives: by((place, _, r) => w(place) * g(3 * r) - P.data[place]),
          says:
            "This uses the diagonal of G alone. Entry (d, r) of WG is a sum over all topics s.",
        },
        {
          gives: by((place) => product(place % 2, Math.floor(place / 2)) - P.data[place]),
          says:
            "Document and topic are exchanged. W is stored document by document, K numbers " +
            "each: the whole part of place / K is the document.",
        },
        {
          gives: by((place) => product(Math.floor(place / 3), place % 3) - P.data[place]),
          says:
            "This divides by how many documents there are. But a row of W has K numbers: " +
            "divide by K.",
        },
        {
          gives: of((...at) => -rate * gradient(...at)),
          says: "This is how far to move, not where to: add it to W.",
        },
        {
          gives: of((place, d, r) => w(place) - gradient(place, d, r)),
          says: "The rate is left out: it says how long the step is.",
        },
        {
          gives: of((place, d, r) =>
            Math.max(w(place) - rate * gradient(place, d, r), 0)
          ),
          says:
            "What came out below 0 was put back to 0. That is a projection, which comes next; " +
            "here the plain step is asked for.",
        },
        {
          gives: {
            next: Array.from({ length: 6 }, (_, p) => {
              const place = 2 * (p % 3) + Math.floor(p / 3);
              return w(place) - rate * gradient(place, p % 3, Math.floor(p / 3));
            }),
          },
          says:
            "next came out column by column. An entry has the same place in next as in W.",
        },
        {
          gives: of((...at) => gradient(...at)),
          says: "This is the gradient itself. The next W is W minus rate times it.",
        },
        {
          gives: by((...at) => 2 * gradient(...at)),
          says:
            "The step is twice as long as it should be. The gradient of ½ ‖V − WH‖² has no " +
            "factor 2.",
        },
      ],
    });
    const before = error(V, W, H);
    const after = error(V, new Matrix(3, 2, Float64Array.from(next)), H);
    look.that(
      `the error ‖V − WH‖ falls: ${before.toFixed(3)} → ${after.toFixed(3)}`,
      after < before,
      "After the step WH is farther from V than before.",
    );
    for (const [documents, terms, k] of [[5, 4, 3], [1, 2, 1], [4, 3, 5]]) {
      const V = numbered(documents, terms, 5);
      const W = numbered(documents, k, 3);
      const H = numbered(k, terms, 7);
      const { G, P } = parts(V, H);
      const next = new Matrix(documents, k);
      for (let d = 0; d < documents; d++) {
        for (let r = 0; r < k; r++) {
          let gradient = -P.at(d, r);
          for (let s = 0; s < k; s++) gradient += W.at(d, s) * G.at(s, r);
          next.data[d * k + r] = W.at(d, r) - 0.1 * gradient;
        }
      }
      await lookAtRun(student, look, {
        what: `so is each for a W of ${documents} × ${k}`,
        inputs: { W, G, P, settings: { rate: 0.1 } },
        expected: { next },
        workgroups: [3, 1],
        constants: { DOCUMENTS: documents, K: k },
      });
    }
  },
};

/** HHᵀ and VHᵀ. */
function parts(V: Matrix, H: Matrix): { G: Matrix; P: Matrix } {
  const timesHt = (A: Matrix) => {
    const product = new Matrix(A.rows, H.rows);
    for (let i = 0; i < A.rows; i++) {
      for (let r = 0; r < H.rows; r++) {
        for (let t = 0; t < H.cols; t++) {
          product.data[i * H.rows + r] += A.at(i, t) * H.at(r, t);
        }
      }
    }
    return product;
  };
  return { G: timesHt(H), P: timesHt(V) };
}

function error(V: Matrix, W: Matrix, H: Matrix): number {
  let squares = 0;
  for (let d = 0; d < V.rows; d++) {
    for (let t = 0; t < V.cols; t++) {
      let rest = V.at(d, t);
      for (let r = 0; r < H.rows; r++) rest -= W.at(d, r) * H.at(r, t);
      squares += rest ** 2;
    }
  }
  return Math.sqrt(squares);
}

function numbered(rows: number, cols: number, step: number): Matrix {
  return new Matrix(
    rows,
    cols,
    Float64Array.from({ length: rows * cols }, (_, p) => (p * step) % 11 / 4),
  );
}
