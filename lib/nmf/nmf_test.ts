import assert from "node:assert/strict";
import fc from "fast-check";
import { frobeniusError, min, Random, transpose, uniformMatrix } from "../matrix/mod.ts";
import { map, matmul, Matrix, SparseMatrix } from "../matrix/mod.ts";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import { tinyGolden } from "../testing/golden.ts";
import expected from "./expected_nmf.json" with { type: "json" };
import { type BetaLoss, fitMany, NMF, type NMFOptions, type Solver } from "./mod.ts";

const golden = tinyGolden("nmf_tiny");
const dense = Matrix.from(golden.V);
const start = { W: Matrix.from(golden.W0), H: Matrix.from(golden.H0) };

for (const { solver, beta_loss: betaLoss, iterations, ...expected } of golden.cases) {
  for (const V of [dense, SparseMatrix.fromDense(dense)]) {
    const kind = V instanceof Matrix ? "dense" : "sparse";
    const loss = betaLoss ?? "frobenius";
    Deno.test(`${solver}, ${loss}, ${kind} V, after ${iterations} iterations`, () => {
      const nmf = new NMF({ solver, betaLoss: loss, maxIter: iterations, tol: 0 });
      const W = nmf.fitTransform(V, start);
      assertMatrixClose(W, expected.W, 1e-9);
      assertMatrixClose(nmf.components, expected.H, 1e-9);
      assertClose(nmf.reconstructionError, expected.reconstruction_err, 1e-9);
      assert.equal(nmf.nIterations, iterations);
    });
  }
}

for (const { W, H, error, transformed, ...options } of expected.fits) {
  const { solver, betaLoss, alphaW, alphaH, l1Ratio } = options;
  const penalty = `αW ${alphaW}, αH ${alphaH}, ρ ${l1Ratio}`;
  Deno.test(`scikit-learn's fit and transform: ${solver}, ${betaLoss}, ${penalty}`, () => {
    for (const kind of [(A: Matrix) => A, SparseMatrix.fromDense]) {
      const nmf = new NMF({ ...(options as NMFOptions), tol: 0, maxIter: 4 });
      const start = {
        W: Matrix.from(expected.start.W),
        H: Matrix.from(expected.start.H),
      };
      assertMatrixClose(nmf.fitTransform(kind(Matrix.from(expected.V)), start), W, 1e-9);
      assertMatrixClose(nmf.components, H, 1e-9);
      assertClose(nmf.reconstructionError, error, 1e-9);
      if (transformed === null) continue;
      const newDocuments = kind(Matrix.from(expected.newDocuments));
      assertMatrixClose(nmf.transform(newDocuments), transformed, 1e-9);
    }
  });
}

Deno.test("the start that is given is not changed", () => {
  new NMF().fitTransform(dense, start);
  assertMatrixClose(start.W, golden.W0, 0);
  assertMatrixClose(start.H, golden.H0, 0);
});

/** A random non-negative matrix of which about half the entries are 0, and a rank. */
const problem = fc.record({
  rows: fc.integer({ min: 2, max: 12 }),
  cols: fc.integer({ min: 2, max: 12 }),
  nComponents: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(1000),
}).map(({ rows, cols, nComponents, seed }) => ({
  V: map(uniformMatrix(rows, cols, new Random(seed), -1, 1), (v) => Math.max(v, 0)),
  nComponents,
  seed,
}));
const solver = fc.constantFrom<Solver>("cd", "mu");

Deno.test("W and H stay non-negative, and the error never rises", () => {
  fc.assert(fc.property(problem, solver, ({ V, nComponents, seed }, solver) => {
    let previous = Infinity;
    const nmf = new NMF({
      nComponents,
      solver,
      init: "random",
      randomState: seed,
      tol: 0,
      maxIter: 30,
      onIteration: ({ W, Ht }) => {
        assert.ok(min(W) >= 0 && min(Ht) >= 0);
        const error = frobeniusError(V, W, transpose(Ht));
        assert.ok(error <= previous + 1e-7, `${error} after ${previous}`);
        previous = error;
      },
    });
    nmf.fitTransform(V);
    assertClose(nmf.reconstructionError, previous, 1e-9);
  }));
});

Deno.test("the divergence never rises for other losses", () => {
  const loss = fc.constantFrom<BetaLoss>(
    "kullback-leibler",
    "itakura-saito",
    0.5,
    1.5,
    3,
  );
  fc.assert(fc.property(problem, loss, ({ V, nComponents, seed }, betaLoss) => {
    const positive = map(V, (v) => v + 0.1);
    const error = (maxIter: number) => {
      const nmf = new NMF({
        nComponents,
        solver: "mu",
        betaLoss,
        init: "random",
        randomState: seed,
        tol: 0,
        maxIter,
      });
      nmf.fitTransform(positive);
      return nmf.reconstructionError;
    };
    assert.ok(error(10) <= error(5) + 1e-9);
  }));
});

Deno.test("the fused pass for sparse V does what the plain one does", () => {
  fc.assert(fc.property(problem, solver, ({ V, nComponents, seed }, solver) => {
    const options = { nComponents, solver, init: "random", randomState: seed } as const;
    const penalties = { alphaW: 0.01, alphaH: 0.02, l1Ratio: 0.3, maxIter: 20, tol: 0 };
    const plain = new NMF({ ...options, ...penalties });
    const fused = new NMF({ ...options, ...penalties });
    const W = plain.fitTransform(V);
    assertMatrixClose(fused.fitTransform(SparseMatrix.fromDense(V)), W.toArray(), 1e-9);
    assertMatrixClose(fused.components, plain.components.toArray(), 1e-9);
  }));
});

Deno.test("the same seed gives the same result, another seed another", () => {
  const fit = (randomState: number) => {
    const nmf = new NMF({ nComponents: 2, init: "random", randomState });
    return nmf.fitTransform(dense).toArray();
  };
  assert.deepEqual(fit(7), fit(7));
  assert.notDeepEqual(fit(7), fit(8));
});

Deno.test("permuted documents permute W and leave H", () => {
  fc.assert(fc.property(problem, solver, ({ V, nComponents, seed }, solver) => {
    const order = new Random(seed).permutation(V.rows);
    const permuted = (A: Matrix) => Matrix.from(Array.from(order, (i) => A.row(i)));
    const W0 = uniformMatrix(V.rows, nComponents, new Random(seed), 0.1, 1);
    const H0 = uniformMatrix(nComponents, V.cols, new Random(seed + 1), 0.1, 1);
    // Without a penalty the W of a row of H that vanishes is anything, and rounding decides.
    const options = { solver, tol: 0, maxIter: 10, alphaW: 0.05 };
    const one = new NMF(options);
    const two = new NMF(options);
    const W = one.fitTransform(V, { W: W0, H: H0 });
    const permutedW = two.fitTransform(permuted(V), { W: permuted(W0), H: H0 });
    assertMatrixClose(permutedW, permuted(W).toArray(), 1e-8);
    assertMatrixClose(two.components, one.components.toArray(), 1e-8);
  }));
});

Deno.test("transform finds the weights of new documents for the same topics", () => {
  for (const solver of ["cd", "mu"] as const) {
    const nmf = new NMF({
      nComponents: 2,
      solver,
      randomState: 1,
      tol: 1e-10,
      maxIter: 5000,
    });
    const W = nmf.fitTransform(dense);
    // At the minimum W is the best weight for H, so transform must find it again.
    assertMatrixClose(nmf.transform(dense), W.toArray(), 1e-3);
    assertMatrixClose(nmf.inverseTransform(W), matmul(W, nmf.components).toArray(), 0);
  }
});

Deno.test("a penalty makes W and H smaller, an ℓ1 penalty makes them sparse", () => {
  const fit = (alphaW: number, l1Ratio: number) => {
    const nmf = new NMF({ nComponents: 2, randomState: 1, alphaW, l1Ratio });
    nmf.fitTransform(dense);
    return nmf.components.data;
  };
  const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const zeros = (values: Float64Array) => values.filter((value) => value === 0).length;
  assert.ok(total(fit(0.05, 0)) < total(fit(0, 0)));
  assert.ok(zeros(fit(0.05, 1)) > zeros(fit(0, 0)));
});

Deno.test("bad entries are named by row and column", () => {
  for (const bad of [NaN, Infinity, -0.5]) {
    const V = dense.clone();
    V.data[7] = bad;
    const message = new RegExp(`V has the entry ${bad} in row 1, column 2`);
    assert.throws(() => new NMF().fitTransform(V), message);
    assert.throws(() => new NMF().fitTransform(SparseMatrix.fromDense(V)), message);
    const nmf = new NMF({ nComponents: 2 });
    nmf.fitTransform(dense);
    assert.throws(() => nmf.transform(V), message);
  }
  assert.throws(() => new NMF().fitTransform(new Matrix(0, 3)), /no entries/);
});

Deno.test("transform and inverseTransform want a fit, its sizes, and good entries", () => {
  const nmf = new NMF({ nComponents: 2 });
  const [k2, k3] = [Matrix.from([[1, 2]]), Matrix.from([[1, 2, 3]])];
  const before = { name: "Error", message: /call fitTransform\(V\) first/ };
  assert.throws(() => nmf.transform(dense), before);
  assert.throws(() => nmf.inverseTransform(k2), before);
  nmf.fitTransform(dense);
  assert.throws(() => nmf.transform(k3), {
    name: "RangeError",
    message: /V has 3 columns, but the fit had 5/,
  });
  assert.throws(() => nmf.inverseTransform(k3), { name: "RangeError" });
  assert.throws(() => nmf.transform(new Matrix(0, 5)), /V is 0 × 5: it has no entries/);
  for (const bad of [NaN, Infinity, -1]) {
    const message = new RegExp(`W has the entry ${bad} in row 0, column 1`);
    const W = Matrix.from([[1, bad]]);
    assert.throws(() => nmf.inverseTransform(W), { name: "RangeError", message });
  }
  assertMatrixClose(
    nmf.inverseTransform(k2),
    matmul(k2, nmf.components).toArray(),
    1e-15,
  );
});

Deno.test("starts that do not fit are refused", () => {
  const { W, H } = start;
  assert.throws(
    () => new NMF({ nComponents: 3 }).fitTransform(dense, start),
    /W is 6 × 2/,
  );
  assert.throws(
    () => new NMF().fitTransform(dense, { W, H: map(H, (h) => -h) }),
    /H has the entry -/,
  );
  assert.throws(
    () => new NMF({ nComponents: 2 }).fitTransform(dense, { W, H: new Matrix(2, 4) }),
    /H is 2 × 4, but must be 2 × 5/,
  );
  for (const bad of [NaN, Infinity, -1]) {
    assert.throws(
      () => new NMF().fitTransform(dense, { W: map(W, () => bad), H }),
      new RegExp(`W has the entry ${bad}`),
    );
  }
  assert.throws(() => new NMF({ init: "custom" }).fitTransform(dense), /needs W and H/);
  assert.throws(() => new NMF({ init: "random" }).fitTransform(dense, start), /"custom"/);
  const tooMany = new NMF({ nComponents: 7, init: "nndsvd" });
  assert.throws(() => tooMany.fitTransform(dense), /at most 5/);
});

Deno.test("NMF needs no more rows than columns", () => {
  const nmf = new NMF({ nComponents: 2, randomState: 1 });
  assert.equal(nmf.fitTransform(transpose(dense)).rows, 5);
});

Deno.test("options out of range are refused", () => {
  const bad: [ConstructorParameters<typeof NMF>[0], RegExp][] = [
    [{ nComponents: 0 }, /nComponents/],
    [{ nComponents: 2.5 }, /nComponents/],
    [{ maxIter: 0 }, /maxIter/],
    [{ tol: -1 }, /tol/],
    [{ tol: NaN }, /tol/],
    [{ alphaW: -1 }, /alphaW/],
    [{ alphaH: Infinity }, /alphaH/],
    [{ l1Ratio: 2 }, /l1Ratio/],
    [{ solver: "sgd" as "cd" }, /solver/],
    [{ init: "zeros" as "random" }, /init/],
    [{ betaLoss: "euclid" as "frobenius" }, /betaLoss is unknown: euclid/],
    [{ betaLoss: NaN, solver: "mu" }, /betaLoss is unknown: NaN/],
    [{ l1Ratio: NaN }, /l1Ratio/],
    [{ alphaW: NaN }, /alphaW/],
    [{ alphaH: -1 }, /alphaH/],
    [{ nComponents: NaN }, /nComponents/],
    [{ maxIter: 1.5 }, /maxIter/],
    [{ init: "custom", nComponents: -2 }, /nComponents/],
    [{ betaLoss: "kullback-leibler" }, /take solver "mu"/],
    [{ randomState: -1 }, /seed/],
  ];
  for (const [options, message] of bad) {
    assert.throws(() => new NMF(options), { name: "RangeError", message });
  }
  assert.throws(() => new NMF().components, /fitTransform/);
  const zeros = Matrix.from([[0, 1], [1, 1]]);
  for (const V of [zeros, SparseMatrix.fromDense(zeros)]) {
    const nmf = new NMF({ nComponents: 1, solver: "mu", betaLoss: "itakura-saito" });
    assert.throws(() => nmf.fitTransform(V), {
      name: "RangeError",
      message: /infinite where V is 0/,
    });
    nmf.fitTransform(map(zeros, (v) => v + 1));
    assert.throws(() => nmf.transform(V), /infinite where V is 0/);
  }
});

Deno.test("lists of numbers are no matrix, and options are an object", async () => {
  const rows = [[1, 2], [3, 4]] as unknown as Matrix;
  const noMatrix = { name: "TypeError", message: /^V is no matrix; Matrix\.from/ };
  assert.throws(() => new NMF({ nComponents: 1 }).fitTransform(rows), noMatrix);
  await assert.rejects(fitMany(rows, [{ nComponents: 1 }]), noMatrix);
  for (const options of [null, "x", 3]) {
    const wrong = { name: "TypeError", message: /^the options must be an object/ };
    assert.throws(() => new NMF(options as never), wrong);
    await assert.rejects(fitMany(Matrix.from([[1, 2]]), [options as never]), wrong);
  }
});

Deno.test("a sparse V that is changed in place is fitted as it is now", () => {
  const V = SparseMatrix.fromDense(Matrix.from([[1, 2, 0], [3, 0, 1], [0, 2, 5]]));
  for (const solver of ["cd", "mu"] as const) {
    const options = { nComponents: 2, solver, init: "random", randomState: 1 } as const;
    const fit = (A: SparseMatrix) => {
      const nmf = new NMF(options);
      nmf.fitTransform(A);
      return [nmf.reconstructionError, ...nmf.components.data];
    };
    fit(V);
    V.data.set([4, 1, 1, 2, 3, 1]);
    assert.deepEqual(fit(V), fit(SparseMatrix.fromDense(V.toDense())));
    V.data.set([1, 2, 3, 1, 2, 5]);
  }
});
