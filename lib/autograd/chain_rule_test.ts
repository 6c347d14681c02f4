import assert from "node:assert/strict";
import fc from "fast-check";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { over, product, times } from "./chain_rule.ts";
import { frobeniusLoss, Tensor } from "./mod.ts";

const row = (...entries: number[]) => Matrix.from([entries]);

/** What flows back to x when `flow` flows into f(x). */
function flowBack(f: (x: Tensor) => Tensor, at: Matrix, flow: Matrix): number[] {
  const x = new Tensor(at, { requiresGrad: true });
  Tensor.fromOperation("flow", new Matrix(1, 1), [[f(x), () => flow]]).backward();
  return [...x.grad.data];
}

type Case = [name: string, f: (x: Tensor) => Tensor, at: number[]];

const flatCases: Case[] = [
  ["mul by a number", (x) => x.mul(0), [1, -2, NaN]],
  ["mul by a matrix", (x) => x.mul(row(0, -0)), [1, Infinity]],
  ["x · x", (x) => x.mul(x), [0, -0]],
  ["0 / x", (x) => new Tensor(row(0, 0)).div(x), [2, -3]],
  ["a number / x", (x) => new Tensor(5).div(x), [Infinity, -Infinity]],
  ["div by a number", (x) => x.div(Infinity), [2, -3]],
  ["div by a matrix", (x) => x.div(row(Infinity, -Infinity)), [2, -3]],
  ["pow 0", (x) => x.pow(0), [0, 2, NaN]],
  ["pow 2", (x) => x.pow(2), [0, -0]],
  ["pow 1.5", (x) => x.pow(1.5), [0]],
  ["pow −1", (x) => x.pow(-1), [Infinity, -Infinity]],
  ["sqrt", (x) => x.sqrt(), [Infinity]],
  ["exp", (x) => x.exp(), [-1000, -Infinity]],
  ["log", (x) => x.log(), [Infinity]],
  ["softplus", (x) => x.softplus(), [-1000, -Infinity]],
  ["clamp below", (x) => x.clamp({ min: 0 }), [-1, -Infinity, NaN]],
  ["clamp above", (x) => x.clamp({ max: 0 }), [1, Infinity]],
];

for (const [name, f, at] of flatCases) {
  Deno.test(`${name}: where the derivative is 0, so is what flows on`, () => {
    for (const flow of [1, 1e300, Infinity, -Infinity, NaN]) {
      const flowed = flowBack(f, row(...at), row(...at.map(() => flow)));
      assert.ok(flowed.every((g) => g === 0), `${flow} in, ${flowed} out`);
    }
  });
}

Deno.test("norm and frobeniusLoss: where the derivative is 0, so is what flows on", () => {
  const V = Matrix.from([[3, 4]]);
  for (const flow of [1, Infinity, -Infinity, NaN]) {
    const into = (f: (x: Tensor) => Tensor, at: Matrix) => flowBack(f, at, row(flow));
    assert.equal(into((x) => x.norm(), row(0, 3))[0], 0);
    assert.ok(into((x) => x.norm(), row(0, 0)).every((g) => g === 0));
    for (const constant of [V, SparseMatrix.fromDense(V)]) {
      // W has nothing to gain in its second column, where H is 0, and vice versa.
      const H = new Tensor(Matrix.from([[1, 1], [0, 0]]));
      const W = new Tensor(row(1, 0));
      assert.equal(into((x) => frobeniusLoss(constant, x, H), row(1, 1))[1], 0);
      const atH = into(
        (x) => frobeniusLoss(constant, W, x),
        Matrix.from([[1, 1], [1, 1]]),
      );
      assert.deepEqual(atH.slice(2).map(Math.abs), [0, 0]);
      // An exact fit.
      const exact = into((x) => frobeniusLoss(constant, new Tensor(1), x), V);
      assert.ok(exact.every((g) => g === 0), String(exact));
    }
  }
});

const steepCases: Case[] = [
  ["mul", (x) => x.mul(row(Infinity, NaN)), [1, 2]],
  ["div", (x) => x.div(0), [1, -2]],
  ["1 / x", (x) => new Tensor(1).div(x), [0, -0]],
  ["pow 0.5", (x) => x.pow(0.5), [0]],
  ["pow −1", (x) => x.pow(-1), [0]],
  ["sqrt", (x) => x.sqrt(), [0, -1]],
  ["exp", (x) => x.exp(), [1000]],
  ["log", (x) => x.log(), [0]],
];

for (const [name, f, at] of steepCases) {
  Deno.test(`${name}: what is 0 stays 0 where the derivative is not finite`, () => {
    const flowed = flowBack(f, row(...at), row(...at.map(() => 0)));
    assert.ok(flowed.every((g) => g === 0), String(flowed));
  });
}

// The right value is the derivative of what the expression is near the point. PyTorch 1.13
// gives NaN for each, or an infinite neighbour's NaN.
const reported: [...Case, gradient: number[]][] = [
  // 1 for every x above 0
  ["exp, cut off above", (x) => x.exp().clamp({ max: 1 }), [-1, 1000], [Math.exp(-1), 0]],
  // 1 for every x below 1
  ["sqrt, cut off below", (x) => x.sqrt().clamp({ min: 1 }), [0, 4], [0, 0.25]],
  // −2 for every x below e⁻²
  ["log, cut off below", (x) => x.log().clamp({ min: -2 }), [0, 2], [0, 0.5]],
  // 0 for every x
  ["sqrt with weight 0", (x) => x.sqrt().mul(row(0, 1)), [0, 4], [0, 0.25]],
  // |x|, whose derivative at 0 is 0 by convention, as for norm
  ["root of a square", (x) => x.pow(2).sqrt(), [0, -3], [0, -1]],
  ["root of x · x", (x) => x.mul(x).sqrt(), [0, -3], [0, -1]],
  ["norm of nothing", (x) => x.mul(0).norm().sqrt(), [1, 2], [0, 0]],
];

for (const [name, f, at, gradient] of reported) {
  Deno.test(`${name}: no NaN where the result does not depend on x`, () => {
    const x = new Tensor(row(...at), { requiresGrad: true });
    f(x).sum().backward();
    x.grad.data.forEach((g, p) => assert.ok(Math.abs(g - gradient[p]!) < 1e-15));
  });
}

Deno.test("NaN that comes of something else is not hidden", () => {
  const one = row(1);
  assert.deepEqual(flowBack((x) => x.sqrt(), row(-1), one), [NaN]);
  assert.deepEqual(flowBack((x) => x.mul(NaN), row(2), one), [NaN]);
  assert.deepEqual(flowBack((x) => x.mul(2), row(1), row(NaN)), [NaN]);
  assert.deepEqual(flowBack((x) => x.pow(2), row(1), row(NaN)), [NaN]);
  assert.deepEqual(flowBack((x) => x.log(), row(NaN), one), [NaN]);
  assert.deepEqual(flowBack((x) => x.exp(), row(NaN), one), [NaN]);
  assert.deepEqual(flowBack((x) => x.softplus(), row(NaN), one), [NaN]);
});

/** 0 · anything is 0; otherwise as usual. */
const zeroWins = (a: number, b: number) => a === 0 || b === 0 ? 0 : a * b;
const special = fc.constantFrom(0, -0, 1, -2, 0.5, Infinity, -Infinity, NaN);
const sides = fc.record({
  m: fc.integer({ min: 1, max: 3 }),
  k: fc.integer({ min: 1, max: 3 }),
  n: fc.integer({ min: 1, max: 3 }),
  entries: fc.array(special, { minLength: 18, maxLength: 18 }),
}).map(({ m, k, n, entries }) => ({
  A: new Matrix(m, k, Float64Array.from(entries.slice(0, m * k))),
  B: new Matrix(k, n, Float64Array.from(entries.slice(9, 9 + k * n))),
  C: new Matrix(m, k, Float64Array.from(entries.slice(9, 9 + m * k))),
}));

/** In which −0 and 0 are the same. */
function assertSame(actual: Matrix, expected: number[][]): void {
  assert.deepEqual(
    actual.toArray().flat().map((x) => x + 0),
    expected.flat().map((x) => x + 0),
  );
}

/** All entries stored, zeros too. */
function everythingStored(A: Matrix): SparseMatrix {
  const indptr = Int32Array.from({ length: A.rows + 1 }, (_, i) => i * A.cols);
  const indices = Int32Array.from(A.data, (_, p) => p % A.cols);
  return new SparseMatrix(A.rows, A.cols, indptr, indices, A.data.slice());
}

Deno.test("times, over and product are ∘, ⊘ and AB in which 0 wins", () => {
  fc.assert(
    fc.property(sides, ({ A, B, C }) => {
      const each = (f: (a: number, c: number) => number) =>
        A.toArray().map((entries, i) => entries.map((a, j) => f(a, C.at(i, j))));
      assertSame(times(A, C), each(zeroWins));
      assertSame(times(A, C.at(0, 0)), each((a) => zeroWins(a, C.at(0, 0))));
      assertSame(times(A, row(C.at(0, 0))), each((a) => zeroWins(a, C.at(0, 0))));
      assertSame(times(row(C.at(0, 0)), A), each((a) => zeroWins(a, C.at(0, 0))));
      assertSame(over(A, C), each((a, c) => zeroWins(a, 1 / c)));
      assertSame(over(A, row(C.at(0, 0))), each((a) => zeroWins(a, 1 / C.at(0, 0))));
      const expected = A.toArray().map((a) =>
        Array.from(
          { length: B.cols },
          (_, j) => a.reduce((total, x, r) => total + zeroWins(x, B.at(r, j)), 0),
        )
      );
      assertSame(product(A, B), expected);
      for (const sparse of [SparseMatrix.fromDense, everythingStored]) {
        assertSame(product(sparse(A), B), expected);
        assertSame(product(A, sparse(B)), expected);
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("matmul and premultiply: an infinite flow does not pass a factor of 0", () => {
  const A = Matrix.from([[0, 2], [1, 0]]);
  const flow = Matrix.from([[Infinity, 1], [1, 1]]);
  // Entry (r, j) is Σᵢ A(i, r) · flow(i, j), in which 0 · ∞ is left out.
  const expected = [1, 1, Infinity, 2];
  const at = Matrix.from([[1, 1], [1, 1]]);
  for (const constant of [A, everythingStored(A)]) {
    assert.deepEqual(flowBack((x) => x.premultiply(constant), at, flow), expected);
  }
  assert.deepEqual(flowBack((x) => new Tensor(A).matmul(x), at, flow), expected);
  // Entry (i, r) is Σⱼ flow(i, j) · A(r, j): ∞ · 0 + 1 · 2, ∞ · 1 + 1 · 0; 2, 1.
  for (const constant of [A, everythingStored(A), new Tensor(A)]) {
    assert.deepEqual(flowBack((x) => x.matmul(constant), at, flow), [2, Infinity, 2, 1]);
  }
});
