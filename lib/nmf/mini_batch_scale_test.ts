/** Fits by batches scale, and are finite whatever they are given. @module */
import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { map, Matrix, Random, SparseMatrix, uniformMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { formsOf, relativeDifference } from "../testing/forms.ts";
import { CountVectorizer, TfidfVectorizer } from "../text/mod.ts";
import { type Init, MiniBatchNMF, type MiniBatchNMFOptions } from "./mod.ts";

type Either = Matrix | SparseMatrix;
const times = <M extends Either>(A: M, s: number) =>
  (A instanceof Matrix ? map(A, (a) => a * s) : A.mapNonzeros((a) => a * s)) as M;

const { documents } = await loadCorpus({ corpus: "mini" });
const words = { stopWords: "english", minDf: 3 } as const;
const counts = new CountVectorizer(words).fitTransform([...documents]);
const tfidf = new TfidfVectorizer(words).fitTransform([...documents]);
const numbers = map(uniformMatrix(12, 9, new Random(3), -1, 1), (v) => Math.max(v, 0));

/** A fit of V·s, then three pieces of it, in V's own numbers. */
function fit(V: Either, s: number, options: MiniBatchNMFOptions) {
  const beta = Number(options.betaLoss);
  const { alphaW = 0, alphaH = 0, l1Ratio = 0 } = options;
  // V·s has a loss s^β times as large, and an ℓ1 penalty √s, an ℓ2 penalty s times.
  const weight = s ** (l1Ratio === 1 ? beta - 0.5 : beta - 1);
  const nmf = new MiniBatchNMF({
    nComponents: 3,
    batchSize: Math.ceil(V.rows / 3.5),
    randomState: 1,
    maxIter: 30,
    ...options,
    alphaW: alphaW * weight,
    alphaH: Number(alphaH) * weight,
  });
  const root = Math.sqrt(s);
  const start = options.init !== "custom" ? undefined : {
    W: uniformMatrix(V.rows, 3, new Random(1), 0.1 * root, root),
    H: uniformMatrix(3, V.cols, new Random(2), 0.1 * root, root),
  };
  const scaled = times(V, s);
  const W = times(nmf.fitTransform(scaled, start), 1 / root);
  const ending = [nmf.nIterations, nmf.nSteps, nmf.converged];
  // s^(β/2) in two steps: 1e150³ is no number.
  const error = nmf.reconstructionError / s ** (beta / 4) / s ** (beta / 4);
  const H = times(nmf.components, 1 / root);
  nmf.partialFit(scaled);
  const streamed = times(nmf.components, 1 / root);
  return {
    W,
    H,
    streamed,
    transformed: times(nmf.transform(scaled), 1 / root),
    ending,
    error,
  };
}

function assertScales(V: Either, scales: number[], options: MiniBatchNMFOptions) {
  const expected = fit(V, 1, options);
  for (const s of scales) {
    const label = `${JSON.stringify(options)}, s = ${s}`;
    const actual = fit(V, s, options);
    assert.deepEqual(actual.ending, expected.ending, label);
    assertClose(actual.error / expected.error, 1, 1e-9);
    for (const name of ["W", "H", "streamed", "transformed"] as const) {
      assert.ok(relativeDifference(actual[name], expected[name]) < 1e-7, label + name);
    }
  }
}

const INITS: Init[] = ["random", "nndsvd", "nndsvda", "nndsvdar", "custom"];
for (const [name, V] of Object.entries({ counts, tfidf })) {
  for (const betaLoss of [1, 2]) {
    Deno.test(`the fit of V·s is that of V, scaled: ${name}, β = ${betaLoss}`, () => {
      for (const init of INITS) {
        assertScales(V, [1e-12, 3.7e-5, 1e12], { init, betaLoss });
      }
      assertScales(V, [1e-12, 1e12], { init: "random", betaLoss, freshRestarts: true });
    });
  }
}

const POWERS = [1e-150, 1e-12, 1e-7, 1e3, 1e12, 1e150];
for (const betaLoss of [0, 0.5, 1, 1.5, 2, 3]) {
  Deno.test(`so is it for any numbers, if s is a power of ten: β = ${betaLoss}`, () => {
    const V = betaLoss > 0 ? numbers : map(numbers, (v) => v + 0.1);
    for (const form of [V, SparseMatrix.fromDense(V)]) {
      for (const init of INITS) assertScales(form, POWERS, { init, betaLoss });
      for (const l1Ratio of [0, 1]) {
        const penalties = { alphaW: 0.01, alphaH: 0.02, l1Ratio };
        const scales = [1e-12, 1e-3, 1e12];
        assertScales(form, scales, { init: "random", betaLoss, ...penalties });
      }
    }
  });
}

/** Fits V in all its forms, and more of it: all must be finite, and all the same. */
function fitForms(
  V: Matrix,
  options: MiniBatchNMFOptions,
  start?: { W: Matrix; H: Matrix },
) {
  const label = JSON.stringify(options);
  const fits = Object.values(formsOf(V)).map((form) => {
    const nmf = new MiniBatchNMF(options);
    const W = nmf.fitTransform(form, start);
    const H = nmf.components;
    const { reconstructionError: error, nSteps } = nmf;
    assert.ok(Number.isFinite(error), label);
    const transformed = nmf.transform(form);
    return { W, H, transformed, streamed: nmf.partialFit(form).components, nSteps };
  });
  for (const fit of fits) {
    assert.equal(fit.nSteps, fits[0]!.nSteps, label);
    for (const name of ["W", "H", "transformed", "streamed"] as const) {
      assert.ok(fit[name].data.every(Number.isFinite), label + name);
      assert.ok(relativeDifference(fit[name], fits[0]![name]) <= 1e-10, label + name);
    }
  }
  return fits[0]!;
}

/** What W and H are of at the start: WH near V, far too small, far too large, lopsided. */
const SIZES: [number, number][] = [
  [1, 1],
  [1e-160, 1e-160],
  [1e150, 1e150],
  [1e-160, 1e150],
  [1e150, 1e-160],
  [1, 1e-160],
  [1e150, 1],
];
for (const betaLoss of [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3]) {
  Deno.test(`tiny and huge starts are finite, and the same in every form, β = ${betaLoss}`, () => {
    const [m, n] = [5, 4];
    const half = map(uniformMatrix(m, n, new Random(1), -1, 1), (v) => Math.max(v, 0));
    half.row(0).fill(0);
    half.row(1).fill(0);
    for (let i = 0; i < m; i++) half.data[i * n] = 0;
    const V = betaLoss > 0 ? half : map(half, (v) => v + 0.01);
    // The second rank is above m and n.
    for (const k of [2, 6]) {
      for (const freshRestarts of [false, true]) {
        for (const forgetFactor of [0, 0.7]) {
          for (const [w, h] of SIZES) {
            const options = {
              betaLoss,
              freshRestarts,
              forgetFactor,
              batchSize: 2,
              maxIter: 2,
              tol: 0,
              freshRestartsMaxIter: 5,
              transformMaxIter: 5,
            };
            const W = uniformMatrix(m, k, new Random(1), 0.1 * w, w);
            const H = uniformMatrix(k, n, new Random(2), 0.1 * h, h);
            fitForms(V, options, { W, H });
            // And one row and one column that are far smaller than the others.
            for (let t = 0; t < k; t++) {
              W.data[t]! *= 1e-150;
              H.data[t * n]! *= 1e-150;
            }
            fitForms(V, options, { W, H });
          }
        }
      }
    }
  });
}

Deno.test("penalties however large, and a V of zeros, make no NaN", () => {
  const V = Matrix.from([[0, 2, 1], [1, 0, 3], [0, 0, 0]]);
  for (const betaLoss of [0.5, 1, 1.5, 2, 3]) {
    for (const freshRestarts of [false, true]) {
      const options: MiniBatchNMFOptions = {
        nComponents: 2,
        betaLoss,
        freshRestarts,
        batchSize: 2,
        maxIter: 20,
        transformMaxIter: 20,
        init: "random",
      };
      for (const l1Ratio of [0, 0.5, 1]) {
        for (const alphaW of [1, 1e3, 1e300, Number.MAX_VALUE]) {
          fitForms(V, { ...options, l1Ratio, alphaW });
          fitForms(times(V, 1e-150), { ...options, l1Ratio, alphaW });
        }
      }
      const { W, streamed } = fitForms(new Matrix(3, 4), options);
      assert.ok([...W.data, ...streamed.data].every((value) => value === 0));
    }
  }
});

Deno.test("pieces of other sizes than the first: 1e-150, 1e150, and zeros", () => {
  for (const betaLoss of [0.5, 1, 1.5, 2, 3]) {
    const models = Object.entries(formsOf(numbers)).map(([form, V]) => {
      const nmf = new MiniBatchNMF({ nComponents: 3, betaLoss, randomState: 1 });
      nmf.partialFit(V);
      for (const s of [1e-150, 0, 1, 1e150, 1e-3, 1e307, 1e-300]) {
        nmf.partialFit(formsOf(times(numbers, s))[form]!);
        assert.ok(nmf.components.data.every(Number.isFinite), `${betaLoss} ${s}`);
        assert.ok(nmf.transform(V).data.every(Number.isFinite), `${betaLoss} ${s}`);
      }
      return nmf.components;
    });
    for (const H of models) {
      assert.ok(relativeDifference(H, models[0]!) < 1e-10, `${betaLoss}`);
    }
  }
});

Deno.test("V, W and H of very different sizes", () => {
  // For one topic h that stays as it is, W is ⟨v, h⟩ / ⟨h, h⟩ for each row v.
  const h = Matrix.from([[2, 0, 1]]);
  const rows = Matrix.from([[4, 1, 2], [0, 0, 0], [1, 5, 1]]);
  const expected = Matrix.from([[2], [0], [0.6]]);
  const sizes = [
    [1, 1],
    [1e-150, 1],
    [1, 1e-150],
    [1e150, 1e-150],
    [1e-90, 1e120],
    [1e-150, 1e-150],
    [1e200, 1e100],
  ] as const;
  for (const [ofV, ofH] of sizes) {
    const nmf = new MiniBatchNMF({ maxIter: 5, tol: 0 });
    const H = times(h, ofH);
    nmf.fitTransform(H, { W: Matrix.from([[1]]), H });
    for (const form of Object.values(formsOf(times(rows, ofV)))) {
      const W = map(nmf.transform(form), (w) => w / ofV * ofH);
      assert.ok(relativeDifference(W, expected) < 1e-12, `V ${ofV}, H ${ofH}`);
    }
  }
  // The step for W makes the same of any multiple of it.
  const W0 = uniformMatrix(12, 2, new Random(1), 0.1, 1);
  const H0 = uniformMatrix(2, 9, new Random(2), 0.1, 1);
  for (const ofH of [1, 2 ** -540, 2 ** 400]) {
    const [one, other] = [1, 2 ** -540].map((ofW) => {
      const nmf = new MiniBatchNMF({ maxIter: 5, batchSize: 5, tol: 0 });
      const W = nmf.fitTransform(numbers, { W: times(W0, ofW), H: times(H0, ofH) });
      return { W, H: nmf.components };
    });
    assert.ok(relativeDifference(other!.W, one!.W) < 1e-12, `H ${ofH}`);
    assert.ok(relativeDifference(other!.H, one!.H) < 1e-12, `H ${ofH}`);
  }
  // And a W that is too small for a number is 0.
  const nmf = new MiniBatchNMF({ maxIter: 1 });
  nmf.fitTransform(h, { W: Matrix.from([[1e-250]]), H: times(h, 1e250) });
  for (const form of Object.values(formsOf(times(rows, 1e-250)))) {
    assert.deepEqual([...nmf.transform(form).data], [0, 0, 0]);
  }
});

Deno.test("an H so small that V asks for a W that is no number", () => {
  for (const betaLoss of [0.5, 1, 1.5, 2, 3]) {
    for (const freshRestarts of [false, true]) {
      const options = { betaLoss, freshRestarts, maxIter: 3, batchSize: 5 };
      for (const form of Object.values(formsOf(numbers))) {
        const nmf = new MiniBatchNMF(options);
        const W = uniformMatrix(12, 2, new Random(1), 0.1, 1);
        const H = times(uniformMatrix(2, 9, new Random(2), 0.1, 1), 1e-318);
        const fitted = nmf.fitTransform(form, { W, H });
        const all = [...fitted.data, ...nmf.components.data, ...nmf.transform(form).data];
        assert.ok(all.every(Number.isFinite), JSON.stringify(options));
      }
    }
  }
});
