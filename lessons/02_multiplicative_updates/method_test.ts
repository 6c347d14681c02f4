import assert from "node:assert/strict";
import fc from "fast-check";
import {
  frobeniusError,
  Matrix,
  Random,
  SparseMatrix,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { tinyGolden } from "../../lib/testing/golden.ts";
import { multiplicativeUpdates } from "./method.ts";

Deno.test("the update is scikit-learn's, entry by entry", () => {
  const golden = tinyGolden("nmf_tiny");
  const V = Matrix.from(golden.V);
  const start = { W: Matrix.from(golden.W0), H: Matrix.from(golden.H0) };
  const cases = golden.cases.filter((one: { solver: string; beta_loss?: string }) =>
    one.solver === "mu" && (one.beta_loss ?? "frobenius") === "frobenius"
  );
  assert.deepEqual(cases.map((one: { iterations: number }) => one.iterations), [
    1,
    2,
    5,
    50,
  ]);
  for (const { iterations, W, H } of cases) {
    const mine = multiplicativeUpdates(V, start, { iterations, tol: 0 });
    assertMatrixClose(mine.W, W, 1e-9);
    assertMatrixClose(mine.H, H, 1e-9);
  }
});

Deno.test("the error never rises, and no entry turns negative", () => {
  const sizes = fc.record({
    m: fc.integer({ min: 1, max: 12 }),
    n: fc.integer({ min: 1, max: 12 }),
    k: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(1000),
  });
  fc.assert(fc.property(sizes, ({ m, n, k, seed }) => {
    const random = new Random(seed);
    const V = uniformMatrix(m, n, random);
    for (let p = 0; p < V.data.length; p += 2) V.data[p] = 0;
    let { W, H } = { W: uniformMatrix(m, k, random), H: uniformMatrix(k, n, random) };
    let previous = frobeniusError(V, W, H);
    for (let i = 0; i < 15; i++) {
      ({ W, H } = multiplicativeUpdates(V, { W, H }, { iterations: 1 }));
      const error = frobeniusError(V, W, H);
      assert.ok(error <= previous + 1e-9, `${error} after ${previous}`);
      assert.ok([...W.data, ...H.data].every((value) => value >= 0));
      previous = error;
    }
  }));
});

Deno.test("dense and sparse V give the same factors", () => {
  const random = new Random(4);
  const V = uniformMatrix(9, 7, random);
  for (let p = 0; p < V.data.length; p += 3) V.data[p] = 0;
  const start = { W: uniformMatrix(9, 2, random), H: uniformMatrix(2, 7, random) };
  const dense = multiplicativeUpdates(V, start, { iterations: 20, tol: 0 });
  const sparse = multiplicativeUpdates(SparseMatrix.fromDense(V), start, {
    iterations: 20,
    tol: 0,
  });
  assertMatrixClose(sparse.W, dense.W.toArray(), 1e-10);
  assertMatrixClose(sparse.H, dense.H.toArray(), 1e-10);
});

Deno.test("the error is asked for at the start, after the first ten iterations, every tenth and the end", () => {
  const V = Matrix.from([[1, 2], [3, 5], [8, 13]]);
  const start = { W: Matrix.from([[1], [1], [1]]), H: Matrix.from([[1, 1]]) };
  const asked: number[] = [];
  const errorAfter = (i: number) => {
    asked.push(i);
    return 1;
  };
  multiplicativeUpdates(V, start, { iterations: 23, tol: -1, errorAfter });
  assert.deepEqual(asked, [
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    20,
    23,
  ]);
});

Deno.test("it stops when ten iterations gain less than a share of the first error", () => {
  const V = Matrix.from([[1, 2], [3, 5], [8, 13]]);
  const start = { W: Matrix.from([[1], [1], [1]]), H: Matrix.from([[1, 1]]) };
  const stop = (errors: Record<number, number>, options: { tol?: number } = {}) =>
    multiplicativeUpdates(V, start, { ...options, errorAfter: (i) => errors[i] ?? 0 })
      .iterations;
  // 0.5 is 1/200 of the first error, though 1/20 of the one before.
  assert.equal(stop({ 0: 100, 10: 10, 20: 9.5 }, { tol: 0.01 }), 20);
  // Ten iterations always gain from the error ten before, and each gain is one of its own.
  assert.equal(stop({ 0: 100, 10: 90, 20: 80, 30: 79.5 }, { tol: 0.01 }), 30);
  // Gains of 1.1e-4 and 0.9e-4: scikit-learn's own bound, 1e-4, is between them.
  assert.equal(stop({ 0: 1, 10: 0.5, 20: 0.49989, 30: 0.4998 }), 30);
});
