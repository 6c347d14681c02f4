/** Zeros beside negative powers: no infinity times zero. @module */
import assert from "node:assert/strict";
import { map, Matrix, Random, uniformMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { formsOf, relativeDifference } from "../testing/forms.ts";
import { type BetaLoss, NMF, type NMFOptions } from "./mod.ts";

type Start = { W: Matrix; H: Matrix };

/** Fits V in all its forms, and transforms it: all must be finite, and all the same. */
function fitForms(V: Matrix, options: NMFOptions, start?: Start) {
  const fits = Object.values(formsOf(V)).map((form) => {
    const nmf = new NMF(options);
    const W = nmf.fitTransform(form, start);
    return { nmf, W, H: nmf.components, transformed: nmf.transform(form) };
  });
  const [first] = fits;
  const { reconstructionError: error, nIterations, converged } = first!.nmf;
  const label = JSON.stringify(options);
  for (const { nmf, W, H, transformed } of fits) {
    for (const A of [W, H, transformed]) assert.ok(A.data.every(Number.isFinite), label);
    assert.ok(relativeDifference(W, first!.W) <= 1e-12, label);
    assert.ok(relativeDifference(H, first!.H) <= 1e-12, label);
    assert.ok(relativeDifference(transformed, first!.transformed) <= 1e-12, label);
    assert.ok(Number.isFinite(nmf.reconstructionError), label);
    // An error of nothing but rounding has no right digits.
    const rounding = 1e-12 * Math.max(...V.data);
    assertClose(nmf.reconstructionError, error, 1e-10 * error + rounding);
    assert.deepEqual([nmf.nIterations, nmf.converged], [nIterations, converged], label);
  }
  return first!.nmf;
}

const BETAS = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3];

Deno.test("Kullback–Leibler on dense V with zeros ends where scikit-learn does", () => {
  const V = Matrix.from([[3, 1], [3, 0], [0, 1]]);
  const nmf = fitForms(V, {
    solver: "mu",
    betaLoss: "kullback-leibler",
    nComponents: 4,
    init: "random",
    randomState: 0,
  });
  // scikit-learn 1.2.1: n_iter_ 100, reconstruction_err_ 0.00030264539090655657
  assert.equal(nmf.nIterations, 100);
  assertClose(nmf.reconstructionError, 0.00030264539, 1e-10);
});

Deno.test("a 0 in V under a WH too small for a number makes W 0, not NaN", () => {
  const start = { W: Matrix.from([[1e-160]]), H: Matrix.from([[1e-160]]) };
  for (const betaLoss of [0.5, 1, 1.5]) {
    const options = { nComponents: 1, solver: "mu", betaLoss, maxIter: 1 } as const;
    for (const V of Object.values(formsOf(Matrix.from([[0]])))) {
      assert.deepEqual([...new NMF(options).fitTransform(V, start).data], [0]);
    }
  }
});

Deno.test("20 starts on counts, of which most are 0, are finite in every form", () => {
  const random = new Random(5);
  const V = map(uniformMatrix(40, 60, random), (u) => u < 0.12 ? Math.ceil(u * 40) : 0);
  for (let randomState = 0; randomState < 20; randomState++) {
    fitForms(V, {
      solver: "mu",
      betaLoss: "kullback-leibler",
      nComponents: 5,
      init: "random",
      randomState,
    });
  }
});

/** scikit-learn 1.2.1 after 20 iterations from this start: error, and the sum of H. */
const EXPECTED: [beta: number, error: number, sumOfH: number][] = [
  [-1, 1.8014182374621406, 6.408296165733063],
  [0, 1.490904469031388, 6.393473413619224],
  [0.5, 0.3399368893184624, 5.4714376926343835],
  [1, 0.38927954097459416, 7.086853623438708],
  [1.5, 0.4081828116317333, 8.647938756690932],
  [2, 0.3667138434059208, 10.00040596643967],
  [2.5, 0.35867048288197917, 8.509713509846184],
  [3, 0.4758054503360535, 8.027439984695457],
];
for (const [beta, error, sumOfH] of EXPECTED) {
  Deno.test(`scikit-learn's fit for β = ${beta}, with a row and a column of zeros`, () => {
    const V = Matrix.from([[0, 2, 1, 0, 3], [0, 0, 0, 0, 0], [0, 1, 0, 0, 4], [
      0,
      5,
      2,
      0,
      0,
    ]]);
    const start = {
      W: Matrix.from([[1, 0.5], [0.25, 2], [3, 0.125], [0.5, 0.5]]),
      H: Matrix.from([[0.5, 0.25, 1, 2, 0.5], [1, 0.75, 0.5, 0.25, 0.25]]),
    };
    const positive = beta > 0 ? V : map(V, (v) => v + 0.5);
    const options = { solver: "mu", betaLoss: beta, tol: 0, maxIter: 20 } as const;
    const nmf = fitForms(positive, options, start);
    assertClose(nmf.reconstructionError, error, 1e-12);
    assertClose(nmf.components.data.reduce((a, b) => a + b, 0), sumOfH, 1e-11);
  });
}

/** What W and H are of at the start: WH near V, far too small, far too large, lopsided. */
const SIZES: [number, number][] = [
  [1, 1],
  [1e-160, 1e-160],
  [1e-170, 1e-170],
  [1e150, 1e150],
  [1e-160, 1e150],
  [1e150, 1e-160],
  [1, 1e-160],
  [1e150, 1],
];
for (const beta of BETAS) {
  Deno.test(`tiny and huge starts are finite, and the same in every form, β = ${beta}`, () => {
    for (const [m, n, seed] of [[3, 4, 1], [6, 2, 2], [5, 7, 3]] as const) {
      const half = map(
        uniformMatrix(m, n, new Random(seed), -1, 1),
        (v) => Math.max(v, 0),
      );
      half.row(0).fill(0);
      for (let i = 0; i < m; i++) half.data[i * n] = 0;
      const V = beta > 0 ? half : map(half, (v) => v + 0.01);
      const betaLoss: BetaLoss = beta === 2 ? "frobenius" : beta;
      for (const solver of beta === 2 ? ["cd", "mu"] as const : ["mu"] as const) {
        // The last one is above min(m, n), and above m and n.
        for (const k of [1, 2, m + n]) {
          for (const maxIter of [1, 12]) {
            for (const [w, h] of SIZES) {
              const W = uniformMatrix(m, k, new Random(seed), 0.1 * w, w);
              const H = uniformMatrix(k, n, new Random(seed + 1), 0.1 * h, h);
              fitForms(V, { nComponents: k, solver, betaLoss, maxIter }, { W, H });
              // And one row and one column that are far smaller than the others.
              for (let t = 0; t < k; t++) {
                W.data[t]! *= 1e-150;
                H.data[t * n]! *= 1e-150;
              }
              fitForms(V, { nComponents: k, solver, betaLoss, maxIter }, { W, H });
            }
          }
        }
      }
    }
  });
}

Deno.test("penalties that drive W and H to 0 make no NaN", () => {
  const V = Matrix.from([[0, 2, 1], [1, 0, 3], [0, 0, 0]]);
  for (
    const [solver, beta] of [["cd", 2], ["mu", 2], ["mu", 1], ["mu", 0.5], [
      "mu",
      3,
    ]] as const
  ) {
    for (const l1Ratio of [0, 0.5, 1]) {
      const betaLoss: BetaLoss = beta === 2 ? "frobenius" : beta;
      const options = { nComponents: 2, solver, betaLoss, l1Ratio, alphaW: 1e3, tol: 0 };
      fitForms(V, { ...options, init: "random", randomState: 1 });
    }
  }
});

Deno.test("an H so small that V asks for a W that is no number makes no NaN", () => {
  const V = Matrix.from([[0, 2, 1], [1, 0, 3], [0, 0, 0], [5, 1, 0]]);
  for (const beta of BETAS.filter((beta) => beta > 0)) {
    for (const alphaW of [0, 0.1]) {
      const start = {
        W: uniformMatrix(4, 2, new Random(1), 0.1, 1),
        H: map(uniformMatrix(2, 3, new Random(2), 0.1, 1), (h) => h * 1e-318),
      };
      for (const form of Object.values(formsOf(V))) {
        const nmf = new NMF({ solver: "mu", betaLoss: beta, alphaW, maxIter: 30 });
        const W = nmf.fitTransform(form, start);
        for (const A of [W, nmf.components, nmf.transform(form)]) {
          assert.ok(A.data.every(Number.isFinite), `β = ${beta}, αW = ${alphaW}`);
        }
      }
    }
  }
});
