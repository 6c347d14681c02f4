import assert from "node:assert/strict";
import fc from "fast-check";
import {
  map,
  matmul,
  Matrix,
  max,
  min,
  norm,
  Random,
  SparseMatrix,
} from "../matrix/mod.ts";
import { transpose, uniformMatrix } from "../matrix/mod.ts";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import { formsOf, relativeDifference } from "../testing/forms.ts";
import expected from "./expected_mini_batch.json" with { type: "json" };
import { type BetaLoss, MiniBatchNMF, type MiniBatchNMFOptions, NMF } from "./mod.ts";

type Start = { W: Matrix; H: Matrix };
const start: Start = {
  W: Matrix.from(expected.start.W),
  H: Matrix.from(expected.start.H),
};
const pieces = expected.pieces.map((piece) => Matrix.from(piece));

/** Documents for a loss that may have no room for zeros. */
const forLoss = (V: Matrix, beta: number) => beta > 0 ? V : map(V, (v) => v + 0.1);

for (const [i, fit] of expected.fits.entries()) {
  const options = fit.options as MiniBatchNMFOptions;
  Deno.test(`scikit-learn's fit ${i}: ${JSON.stringify(options)}, V ${fit.V}`, () => {
    const V = Matrix.from(expected.matrices[fit.V as "half"]);
    const given = options.init === "custom" ? start : undefined;
    const documents = forLoss(pieces[3]!, fit.options.betaLoss);
    for (const form of ["dense", "sparse", "sparse with stored zeros"]) {
      const nmf = new MiniBatchNMF(options);
      assertMatrixClose(nmf.fitTransform(formsOf(V)[form]!, given), fit.W, 1e-9);
      assertMatrixClose(transpose(nmf.components), fit.Ht, 1e-9);
      assert.deepEqual([nmf.nIterations, nmf.nSteps], [fit.nIterations, fit.nSteps]);
      assertClose(nmf.reconstructionError, fit.error, 1e-9);
      assertMatrixClose(nmf.transform(formsOf(documents)[form]!), fit.transformed, 1e-9);
    }
  });
}

for (const [i, stream] of expected.streams.entries()) {
  const options = stream.options as MiniBatchNMFOptions;
  const after = stream.afterFit ? " after a fit" : "";
  Deno.test(`scikit-learn's partialFit ${i}${after}: ${JSON.stringify(options)}`, () => {
    const beta = stream.options.betaLoss;
    const V = Matrix.from(expected.matrices[beta > 0 ? "half" : "positive"]);
    for (const form of ["dense", "sparse", "sparse with stored zeros"]) {
      const nmf = new MiniBatchNMF(options);
      if (stream.afterFit) nmf.fitTransform(formsOf(V)[form]!, start);
      for (const [i, piece] of pieces.entries()) {
        const W = Matrix.from(expected.start.W.slice(0, piece.rows));
        const first = options.init === "custom" && i === 0 && !stream.afterFit;
        const documents = formsOf(forLoss(piece, beta))[form]!;
        assert.equal(nmf.partialFit(documents, first ? { ...start, W } : undefined), nmf);
      }
      assertMatrixClose(transpose(nmf.components), stream.Ht, 1e-9);
      assert.equal(nmf.nSteps, stream.nSteps);
      const documents = formsOf(forLoss(pieces[3]!, beta))[form]!;
      assertMatrixClose(nmf.transform(documents), stream.transformed, 1e-9);
    }
  });
}

/** A random non-negative matrix, half of it zeros, a start for it, and options. */
const problem = fc.record({
  rows: fc.integer({ min: 1, max: 12 }),
  cols: fc.integer({ min: 1, max: 12 }),
  k: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(1000),
  betaLoss: fc.constantFrom<BetaLoss>(-1, 0, 0.5, 1, 1.5, 2, 2.5, 3),
}).map(({ rows, cols, k, seed, betaLoss }) => ({
  V: map(
    uniformMatrix(rows, cols, new Random(seed), -1, 1),
    (v) => Number(betaLoss) > 0 ? Math.max(v, 0) : Math.abs(v) + 0.01,
  ),
  start: {
    W: uniformMatrix(rows, k, new Random(seed + 1), 0.1, 1),
    H: uniformMatrix(k, cols, new Random(seed + 2), 0.1, 1),
  },
  betaLoss,
}));
const penalty = fc.record({
  alphaW: fc.constantFrom(0, 0.02),
  alphaH: fc.constantFrom<number | "same">("same", 0.01),
  l1Ratio: fc.constantFrom(0, 0.4, 1),
});

Deno.test("one batch that nothing is remembered of: plain multiplicative updates", () => {
  fc.assert(fc.property(problem, penalty, fc.nat(3), (problem, penalty, more) => {
    const { V, start, betaLoss } = problem;
    const options = { betaLoss, ...penalty, tol: 0, maxIter: 8 };
    const plain = new NMF({ ...options, solver: "mu" });
    const W = plain.fitTransform(V, start);
    const nmf = new MiniBatchNMF({
      ...options,
      batchSize: V.rows + more,
      forgetFactor: 0,
      maxNoImprovement: null,
    });
    for (const form of Object.values(formsOf(V))) {
      // Beside V, not beside W and H: a penalty may drive these to 1e-250, whose powers vanish.
      const close = (actual: Matrix, expected: Matrix) =>
        assertMatrixClose(actual, expected.toArray(), 1e-9 * Math.max(1, max(expected)));
      close(nmf.fitTransform(form, start), W);
      close(nmf.components, plain.components);
      const rounding = 1e-12 * norm(V) ** (Number(betaLoss) / 2);
      const { reconstructionError: error } = plain;
      assertClose(nmf.reconstructionError, error, 1e-7 * error + rounding);
    }
    assert.deepEqual([nmf.nIterations, nmf.nSteps, nmf.converged], [8, 8, false]);
  }));
});

Deno.test("with fresh restarts a pass over V is partialFit of its batches", () => {
  fc.assert(fc.property(problem, fc.integer({ min: 1, max: 5 }), (problem, batchSize) => {
    const { V, start, betaLoss } = problem;
    // The unit of the first piece is that of V if the same number is the largest in both.
    V.data[0] = 2;
    const options: MiniBatchNMFOptions = { betaLoss, tol: 0, forgetFactor: 1 };
    const whole = new MiniBatchNMF({
      ...options,
      batchSize,
      freshRestarts: true,
      maxIter: 1,
      transformMaxIter: 7,
    });
    const W = whole.fitTransform(V, start);
    const pieces = new MiniBatchNMF({ ...options, transformMaxIter: 7 });
    for (let from = 0; from < V.rows; from += batchSize) {
      const rows = (A: Matrix) => Matrix.from(A.toArray().slice(from, from + batchSize));
      const first = from === 0 ? { W: rows(start.W), H: start.H } : undefined;
      pieces.partialFit(SparseMatrix.fromDense(rows(V)), first);
    }
    assert.ok(relativeDifference(pieces.components, whole.components) < 1e-9);
    assert.ok(relativeDifference(pieces.transform(V), W) < 1e-9);
    assert.equal(pieces.nSteps, whole.nSteps);
  }));
});

Deno.test("W and H stay non-negative, and the start as it was", () => {
  fc.assert(fc.property(problem, penalty, fc.boolean(), (problem, penalty, fresh) => {
    const { V, start, betaLoss } = problem;
    const given = { W: start.W.clone(), H: start.H.clone() };
    const nmf = new MiniBatchNMF({
      betaLoss,
      ...penalty,
      freshRestarts: fresh,
      batchSize: 5,
      maxIter: 9,
    });
    assert.ok(min(nmf.fitTransform(V, start)) >= 0);
    assert.ok(min(nmf.components) >= 0);
    assert.ok(min(nmf.partialFit(V).transform(V)) >= 0);
    assert.deepEqual(start, given);
  }));
});

Deno.test("what a fit gives away is the caller's own", () => {
  const V = Matrix.from(expected.matrices.half);
  const fit = () => {
    const nmf = new MiniBatchNMF({ batchSize: 4, maxIter: 3 });
    return { nmf, W: nmf.fitTransform(V, start) };
  };
  const [one, two] = [fit(), fit()];
  one.W.data.fill(7);
  one.nmf.components.data.fill(7);
  one.nmf.partialFit(V);
  two.nmf.partialFit(V);
  assert.deepEqual(one.nmf.components, two.nmf.components);
  assert.deepEqual(one.nmf.transform(V), two.nmf.transform(V));
});

Deno.test("the same seed gives the same fit, and a second fit begins anew", () => {
  const V = Matrix.from(expected.matrices.half);
  const nmf = new MiniBatchNMF({ nComponents: 3, init: "random", randomState: 7 });
  const first = nmf.fitTransform(V);
  const { nSteps } = nmf;
  nmf.partialFit(V);
  assert.equal(nmf.nSteps, nSteps + 1);
  assert.ok(Number.isNaN(nmf.reconstructionError));
  assert.deepEqual(nmf.fitTransform(V), first);
  assert.equal(nmf.nSteps, nSteps);
  const other = new MiniBatchNMF({ nComponents: 3, init: "random", randomState: 8 });
  assert.notDeepEqual(other.fitTransform(V), first);
});

Deno.test("a fit has converged if it stopped in its last step, too", () => {
  // scikit-learn stops this fit after 4 steps, which are 2 passes of 3 batches.
  const V = Matrix.from(expected.matrices.half);
  for (const [maxIter, nSteps, converged] of [[1, 3, false], [2, 4, true]] as const) {
    const nmf = new MiniBatchNMF({ batchSize: 4, tol: 0, maxNoImprovement: 2, maxIter });
    nmf.fitTransform(V, start);
    assert.deepEqual([nmf.nSteps, nmf.converged], [nSteps, converged]);
  }
  // One batch at a time, the last step allowed is the step in which it stops.
  const steps = (maxIter: number) => {
    const nmf = new MiniBatchNMF({ tol: 1e-2, maxIter });
    nmf.fitTransform(V, start);
    return nmf;
  };
  const { nSteps } = steps(200);
  assert.equal(steps(nSteps).converged, true);
  assert.equal(steps(nSteps - 1).converged, false);
});

Deno.test("with β < 1 no entry is left that is rounding beside the largest, with β = 1 in H", () => {
  const rounding = (A: Matrix) =>
    A.data.filter((a) => a > 0 && a < Number.EPSILON * max(A)).length;
  const zeros = (A: Matrix) => A.data.filter((a) => a === 0).length;
  // Two kinds of rows with no column in common: half of W and half of H go to 0.
  const V = Matrix.from([[1, 2, 0, 0], [2, 3, 0, 0], [0, 0, 2, 1], [0, 0, 1, 3]]);
  for (const betaLoss of [0.5, 1]) {
    const nmf = new MiniBatchNMF({
      nComponents: 2,
      init: "random",
      betaLoss,
      forgetFactor: 0,
      tol: 0,
      maxIter: 1000,
      maxNoImprovement: null,
    });
    const W = nmf.fitTransform(V);
    const H = nmf.components;
    assert.deepEqual([rounding(H), zeros(H)], [0, 4]);
    if (betaLoss < 1) assert.deepEqual([rounding(W), zeros(W)], [0, 4]);
  }
});

Deno.test("inverseTransform is WH", () => {
  const nmf = new MiniBatchNMF({ batchSize: 4 });
  const W = nmf.fitTransform(Matrix.from(expected.matrices.half), start);
  assert.deepEqual(nmf.inverseTransform(W), matmul(W, nmf.components));
  const message = /W has the entry -1 in row 0, column 2/;
  const bad = Matrix.from([[1, 1, -1]]);
  assert.throws(() => nmf.inverseTransform(bad), { name: "RangeError", message });
  const narrow = Matrix.from([[1, 1]]);
  assert.throws(() => nmf.inverseTransform(narrow), { name: "RangeError" });
});

Deno.test("options out of range are refused", () => {
  const bad: [MiniBatchNMFOptions, RegExp][] = [
    [{ nComponents: 0 }, /nComponents/],
    [{ nComponents: 1.5 }, /nComponents/],
    [{ batchSize: 0 }, /batchSize must be a whole number from 1, not 0/],
    [{ batchSize: 2.5 }, /batchSize/],
    [{ batchSize: Infinity }, /batchSize/],
    [{ maxNoImprovement: 0 }, /maxNoImprovement/],
    [{ maxNoImprovement: NaN }, /maxNoImprovement/],
    [{ forgetFactor: -0.1 }, /forgetFactor must be from 0 to 1, not -0.1/],
    [{ forgetFactor: 1.1 }, /forgetFactor/],
    [{ forgetFactor: NaN }, /forgetFactor/],
    [{ freshRestartsMaxIter: 0 }, /freshRestartsMaxIter/],
    [{ transformMaxIter: 0 }, /transformMaxIter/],
    [{ maxIter: 0 }, /maxIter/],
    [{ tol: -1 }, /tol/],
    [{ alphaW: -1 }, /alphaW/],
    [{ alphaH: Infinity }, /alphaH/],
    [{ l1Ratio: 2 }, /l1Ratio/],
    [{ init: "zeros" as "random" }, /init/],
    [{ betaLoss: "euclid" as "frobenius" }, /betaLoss is unknown: euclid/],
    [{ randomState: -1 }, /seed/],
  ];
  for (const [options, message] of bad) {
    assert.throws(() => new MiniBatchNMF(options), { name: "RangeError", message });
  }
  assert.throws(() => new MiniBatchNMF({ freshRestarts: 1 as unknown as boolean }), {
    name: "TypeError",
    message: /freshRestarts must be true or false, not 1/,
  });
});

Deno.test("before a fit there is nothing to transform with", () => {
  const nmf = new MiniBatchNMF({ nComponents: 3 });
  const before = { name: "Error", message: /call fitTransform\(V\) or partialFit\(V\)/ };
  assert.throws(() => nmf.components, before);
  assert.throws(() => nmf.transform(start.H), before);
  assert.throws(() => nmf.inverseTransform(start.W), before);
  assert.deepEqual([nmf.nSteps, nmf.nIterations, nmf.converged], [0, 0, false]);
  assert.ok(Number.isNaN(nmf.reconstructionError));
});

Deno.test("V and starts that cannot be used are refused, by every function", () => {
  const V = Matrix.from(expected.matrices.half);
  const asks: Record<string, (V: Matrix | SparseMatrix) => unknown> = {
    fitTransform: (V) => new MiniBatchNMF({ nComponents: 2 }).fitTransform(V),
    "first partialFit": (V) => new MiniBatchNMF({ nComponents: 2 }).partialFit(V),
    partialFit: (V) => fitted().partialFit(V),
    transform: (V) => fitted().transform(V),
  };
  const fitted = () => new MiniBatchNMF({ nComponents: 2 }).partialFit(pieces[0]!);
  for (const [name, ask] of Object.entries(asks)) {
    for (const entry of [NaN, -1, Infinity]) {
      const bad = map(V, (v) => v === V.data[1] ? entry : v);
      const message = new RegExp(`V has the entry ${entry} in row 0, column 1`);
      for (const form of [bad, SparseMatrix.fromDense(bad)]) {
        assert.throws(() => ask(form), { name: "RangeError", message }, name);
      }
    }
    const empty = { name: "RangeError", message: /it has no entries/ };
    assert.throws(() => ask(new Matrix(0, 7)), empty, name);
  }
  const narrow = { name: "RangeError", message: /V has 3 columns, but the fit had 7/ };
  assert.throws(() => fitted().partialFit(Matrix.from([[1, 2, 3]])), narrow);
  assert.throws(() => fitted().transform(Matrix.from([[1, 2, 3]])), narrow);

  const zeros = { name: "RangeError", message: /infinite where V is 0/ };
  const itakuraSaito = () =>
    new MiniBatchNMF({ nComponents: 2, betaLoss: "itakura-saito" });
  assert.throws(() => itakuraSaito().fitTransform(V), zeros);
  assert.throws(() => itakuraSaito().partialFit(V), zeros);
  const positive = itakuraSaito().partialFit(forLoss(V, 0));
  assert.throws(() => positive.partialFit(SparseMatrix.fromDense(V)), zeros);
  assert.throws(() => positive.transform(V), zeros);

  for (const ask of ["fitTransform", "partialFit"] as const) {
    const refused = (options: MiniBatchNMFOptions, message: RegExp, given?: Start) =>
      assert.throws(() => new MiniBatchNMF(options)[ask](V, given), {
        name: "RangeError",
        message,
      });
    refused({ nComponents: 8, init: "nndsvd" }, /at most 7/);
    refused({ init: "custom" }, /needs W and H/);
    refused({ init: "random" }, /"custom"/, start);
    refused({ nComponents: 2 }, /W is 11 × 3, but must be 11 × 2/, start);
    refused({}, /H is 3 × 6, but must be 3 × 7/, { ...start, H: new Matrix(3, 6) });
    const negative = map(start.W, (w) => -w);
    refused({}, /W has the entry -/, { ...start, W: negative });
  }
});
