/** A fit scales: V·s has the topics of V, in as many iterations. @module */
import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { map, Matrix, Random, SparseMatrix, uniformMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { relativeDifference } from "../testing/forms.ts";
import { CountVectorizer, TfidfVectorizer } from "../text/mod.ts";
import { type BetaLoss, type Init, NMF, type Solver } from "./mod.ts";

const times = <M extends Matrix | SparseMatrix>(A: M, s: number) =>
  (A instanceof Matrix ? map(A, (a) => a * s) : A.mapNonzeros((a) => a * s)) as M;

const { documents } = await loadCorpus({ corpus: "mini" });
const counts = new CountVectorizer({ stopWords: "english", minDf: 3 })
  .fitTransform([...documents]);
const tfidf = new TfidfVectorizer({ stopWords: "english", minDf: 3 })
  .fitTransform([...documents]);
const numbers = map(
  uniformMatrix(12, 9, new Random(3), -1, 1),
  (v) => Math.max(v, 0),
);

const INITS: Init[] = ["random", "nndsvd", "nndsvda", "nndsvdar", "custom"];
const LOSSES: [Solver, number][] = [
  ["cd", 2],
  ["mu", 2],
  ["mu", 1],
  ["mu", 0.5],
  ["mu", 1.5],
  ["mu", 3],
];

function fit(
  V: Matrix | SparseMatrix,
  s: number,
  init: Init,
  solver: Solver,
  beta: number,
) {
  const k = 3;
  const root = Math.sqrt(s);
  const nmf = new NMF({
    nComponents: k,
    init,
    solver,
    betaLoss: (beta === 2 ? "frobenius" : beta) as BetaLoss,
    randomState: 1,
    maxIter: 60,
  });
  const start = init !== "custom" ? undefined : {
    W: uniformMatrix(V.rows, k, new Random(1), 0.1 * root, root),
    H: uniformMatrix(k, V.cols, new Random(2), 0.1 * root, root),
  };
  const scaled = times(V, s);
  const W = times(nmf.fitTransform(scaled, start), 1 / root);
  return {
    W,
    H: times(nmf.components, 1 / root),
    transformed: times(nmf.transform(scaled), 1 / root),
    // s^(β/2) in two steps: 1e150³ is no number.
    error: nmf.reconstructionError / s ** (beta / 4) / s ** (beta / 4),
    ending: [nmf.nIterations, nmf.converged],
  };
}

const MATRICES: Record<
  string,
  { V: Matrix | SparseMatrix; scales: number[]; betas: number[] }
> = {
  counts: { V: counts, scales: [1e-12, 3.7e-5, 1e12], betas: [2, 1] },
  "TF-IDF": { V: tfidf, scales: [1e-12, 3.7e-5, 1e12], betas: [2, 1] },
  numbers: {
    V: numbers,
    scales: [1e-150, 1e-12, 1e-7, 1e3, 1e12, 1e150],
    betas: [0.5, 1, 1.5, 2, 3],
  },
  "sparse numbers": {
    V: SparseMatrix.fromDense(numbers),
    scales: [1e-150, 1e-12, 1e-7, 1e3, 1e12, 1e150],
    betas: [0.5, 1, 1.5, 2, 3],
  },
};
for (const [name, { V, scales, betas }] of Object.entries(MATRICES)) {
  for (const init of INITS) {
    Deno.test(`the fit of V·s is that of V, scaled: ${name}, init ${init}`, () => {
      for (const [solver, beta] of LOSSES.filter(([, beta]) => betas.includes(beta))) {
        const expected = fit(V, 1, init, solver, beta);
        for (const s of scales) {
          const actual = fit(V, s, init, solver, beta);
          const label = `${solver}, β = ${beta}, s = ${s}`;
          assert.deepEqual(actual.ending, expected.ending, label);
          assertClose(actual.error / expected.error, 1, 1e-9);
          // Rounding grows from one iteration to the next.
          assert.ok(relativeDifference(actual.W, expected.W) < 1e-6, label);
          assert.ok(relativeDifference(actual.H, expected.H) < 1e-6, label);
          assert.ok(
            relativeDifference(actual.transformed, expected.transformed) < 1e-6,
            label,
          );
        }
      }
    });
  }
}

Deno.test("numbers that have no power of ten between them scale too, but for the fill", () => {
  for (const init of ["random", "nndsvd", "custom"] as const) {
    for (const [solver, beta] of LOSSES) {
      const expected = fit(numbers, 1, init, solver, beta);
      for (const s of [3.7e-5, 42]) {
        const actual = fit(numbers, s, init, solver, beta);
        assert.deepEqual(actual.ending, expected.ending);
        assertClose(actual.error / expected.error, 1, 1e-9);
      }
    }
  }
});

Deno.test("Itakura–Saito knows no scale at all", () => {
  const positive = map(numbers, (v) => v + 0.1);
  const expected = fit(positive, 1, "random", "mu", 0);
  for (const s of [1e-150, 1e-12, 0.3, 1e150]) {
    const { error, ending } = fit(positive, s, "random", "mu", 0);
    assertClose(error / expected.error, 1, 1e-9);
    assert.deepEqual(ending, expected.ending);
  }
});

Deno.test("small numbers are fitted as well as large ones: what scikit-learn ends with", () => {
  // scikit-learn 1.2.1 on this V: n_iter_ 70, reconstruction_err_ 1.9015840452014254
  const V = uniformMatrix(6, 8, new Random(1));
  for (const s of [1, 1e-7, 1e-12, 1e9]) {
    const nmf = new NMF({
      solver: "mu",
      betaLoss: "kullback-leibler",
      nComponents: 2,
      init: "random",
    });
    nmf.fitTransform(times(V, s));
    assertClose(nmf.reconstructionError / Math.sqrt(s), 1.9015840452014254, 1e-12);
    assert.deepEqual([nmf.nIterations, nmf.converged], [70, true]);
  }
});
