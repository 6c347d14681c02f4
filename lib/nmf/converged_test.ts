/** When a fit has converged. @module */
import assert from "node:assert/strict";
import { map, matmul, Matrix, Random, uniformMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { formsOf } from "../testing/forms.ts";
import { type BetaLoss, NMF } from "./mod.ts";

const small = Matrix.from([[1, 2, 0], [3, 4, 1], [0, 2, 5]]);

Deno.test("coordinate descent that meets its tolerance in the last iteration has converged", () => {
  // scikit-learn 1.2.1 stops by tol at 54.
  for (const V of Object.values(formsOf(small))) {
    for (
      const [maxIter, nIterations, converged] of [
        [53, 53, false],
        [54, 54, true],
        [200, 54, true],
      ] as const
    ) {
      const nmf = new NMF({ nComponents: 2, maxIter });
      nmf.fitTransform(V);
      assert.deepEqual([nmf.nIterations, nmf.converged], [nIterations, converged]);
    }
  }
});

Deno.test("so have multiplicative updates", () => {
  // scikit-learn 1.2.1 on this V stops by tol at 70.
  const V = uniformMatrix(6, 8, new Random(1));
  for (const form of Object.values(formsOf(V))) {
    for (const [maxIter, converged] of [[69, false], [70, true], [71, true]] as const) {
      const nmf = new NMF({
        nComponents: 2,
        solver: "mu",
        betaLoss: "kullback-leibler",
        init: "random",
        maxIter,
      });
      nmf.fitTransform(form);
      assert.deepEqual([nmf.nIterations, nmf.converged], [
        Math.min(maxIter, 70),
        converged,
      ]);
    }
  }
});

for (
  const [solver, beta] of [
    ["cd", 2],
    ["mu", 2],
    ["mu", 0],
    ["mu", 0.5],
    ["mu", 1],
    ["mu", 1.5],
    ["mu", 3],
  ] as const
) {
  Deno.test(`an exact start has converged at once: ${solver}, β = ${beta}`, () => {
    const betaLoss: BetaLoss = beta === 2 ? "frobenius" : beta;
    for (
      const [m, k, n] of [[1, 1, 1], [5, 2, 4], [30, 3, 40], [4, 6, 4], [20, 17, 60]]
    ) {
      for (const s of [1, 1e-9, 1e-150, 1e150]) {
        const draw = (rows: number, cols: number, seed: number) =>
          map(
            uniformMatrix(rows, cols, new Random(seed), 0.1, 1),
            (a) => a * Math.sqrt(s),
          );
        const start = { W: draw(m!, k!, 1), H: draw(k!, n!, 2) };
        // β ≤ 0 has no room for zeros.
        if (beta > 0) {
          for (let p = 0; p < start.W.data.length; p += 4) start.W.data[p] = 0;
        }
        for (const V of Object.values(formsOf(matmul(start.W, start.H)))) {
          const nmf: NMF = new NMF({ solver, betaLoss, nComponents: k! });
          nmf.fitTransform(V, start);
          assert.deepEqual(
            [nmf.nIterations, nmf.converged],
            [1, true],
            `${m} ${k} ${n} ${s}`,
          );
        }
      }
    }
  });
}

Deno.test("a start that is nearly exact is still improved", () => {
  const start = {
    W: uniformMatrix(8, 2, new Random(1), 0.1, 1),
    H: uniformMatrix(2, 9, new Random(2), 0.1, 1),
  };
  const V = matmul(start.W, start.H);
  V.data[0]! *= 1 + 1e-6;
  for (const solver of ["cd", "mu"] as const) {
    const nmf = new NMF({ solver, nComponents: 2 });
    nmf.fitTransform(V, start);
    assert.ok(nmf.nIterations > 1);
    assert.ok(nmf.reconstructionError < 1e-6 * V.data[0]!);
  }
});

Deno.test("with tol 0 nothing stops a fit but maxIter", () => {
  for (const solver of ["cd", "mu"] as const) {
    const nmf = new NMF({ solver, nComponents: 2, tol: 0, maxIter: 30 });
    nmf.fitTransform(small);
    assert.deepEqual([nmf.nIterations, nmf.converged], [30, false]);
  }
});

Deno.test("a penalty leads away from an exact start, until the error is looked at", () => {
  // scikit-learn 1.2.1: it stops at 10, with these W and H.
  const expected = [
    [2, 1.0238084171408635, 0.9721081340656174, 0.036774054119062],
    [1, 1.0807644025113745, 0.9219565005373653, 0.06771019448099708],
    [1.5, 1.0463207341543819, 0.9511413611448716, 0.05050780736430788],
    [3, 1.001277098762609, 0.9956658424640525, 0.015771095221962822],
  ] as const;
  const start = { W: Matrix.from([[1], [2], [1]]), H: Matrix.from([[1, 3]]) };
  for (const [betaLoss, w, h, error] of expected) {
    for (const V of Object.values(formsOf(matmul(start.W, start.H)))) {
      const nmf: NMF = new NMF({ solver: "mu", betaLoss, alphaW: 0.01 });
      const W = nmf.fitTransform(V, start);
      assert.deepEqual([nmf.nIterations, nmf.converged], [10, true]);
      assertClose(W.at(0, 0), w, 1e-12);
      assertClose(nmf.components.at(0, 0), h, 1e-12);
      assertClose(nmf.reconstructionError, error, 1e-11);
    }
  }
});
