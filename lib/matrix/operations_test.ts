import assert from "node:assert/strict";
import fc from "fast-check";
import { assertMatrixClose } from "../testing/assert_close.ts";
import {
  add,
  clampMin,
  columnSums,
  countNegatives,
  div,
  dot,
  frobeniusError,
  gram,
  gramRows,
  jacobiSvd,
  map,
  matmul,
  Matrix,
  max,
  min,
  mul,
  norm,
  qr,
  SparseMatrix,
  sub,
  sum,
  transpose,
} from "./mod.ts";

/** Sizes on both sides of the width up to which loops are unrolled (16). */
const size = fc.constantFrom(1, 2, 3, 6, 15, 16, 17, 20);
const entry = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.double({ min: -9, max: 9, noNaN: true }) },
);

function matrix(rows: number, cols: number): fc.Arbitrary<Matrix> {
  return fc.array(entry, { minLength: rows * cols, maxLength: rows * cols })
    .map((values) => new Matrix(rows, cols, Float64Array.from(values)));
}

const pair = fc.tuple(size, size, size)
  .chain(([m, k, n]) => fc.tuple(matrix(m, k), matrix(k, n)));

/** AB by its definition, entry by entry. */
function product(A: Matrix, B: Matrix): number[][] {
  return Array.from(
    { length: A.rows },
    (_, i) =>
      Array.from({ length: B.cols }, (_, j) => {
        let total = 0;
        for (let r = 0; r < A.cols; r++) total += A.at(i, r) * B.at(r, j);
        return total;
      }),
  );
}

Deno.test("matmul is the sum of products, dense or sparse on either side", () => {
  fc.assert(fc.property(pair, ([A, B]) => {
    const expected = product(A, B);
    assertMatrixClose(matmul(A, B), expected, 1e-9);
    assertMatrixClose(matmul(SparseMatrix.fromDense(A), B), expected, 1e-9);
    assertMatrixClose(matmul(A, SparseMatrix.fromDense(B)), expected, 1e-9);
  }));
});

Deno.test("gram is AᵀA and gramRows is AAᵀ", () => {
  fc.assert(fc.property(pair, ([A]) => {
    assertMatrixClose(gram(A), product(transpose(A), A), 1e-9);
    assertMatrixClose(gramRows(A), product(A, transpose(A)), 1e-9);
  }));
});

Deno.test("a sparse matrix holds what the dense one holds", () => {
  fc.assert(fc.property(pair, ([A]) => {
    const S = SparseMatrix.fromDense(A);
    assert.deepEqual(S.toDense().toArray(), map(A, (a) => a === 0 ? 0 : a).toArray());
    assert.equal(S.nonzeros, A.data.filter((a) => a !== 0).length);
    assert.deepEqual(S.transpose().toDense(), transpose(S.toDense()));
    assert.equal(S.transpose().transpose(), S);
    assert.ok(Math.abs(sum(S) - sum(A)) < 1e-9);
    assert.ok(Math.abs(norm(S) - norm(A)) < 1e-9);
    assert.equal(min(S), min(S.toDense()));
    assert.equal(max(S), max(S.toDense()));
    assert.equal(countNegatives(S), countNegatives(A));
    assert.deepEqual(
      columnSums(S).map((s) => s + 0),
      columnSums(S.toDense()).map((s) => s + 0),
    );
  }));
});

Deno.test("selectRows takes the rows asked for, in that order", () => {
  const A = Matrix.from([[1, 0], [0, 2], [3, 4]]);
  const S = SparseMatrix.fromDense(A).selectRows([2, 0, 2]);
  assert.deepEqual(S.toDense().toArray(), [[3, 4], [1, 0], [3, 4]]);
});

Deno.test("the error of a factorization is the same for dense and sparse V", () => {
  const factors = fc.tuple(size, fc.constantFrom(1, 2, 6, 17), size).chain(([m, k, n]) =>
    fc.tuple(matrix(m, n), matrix(m, k), matrix(k, n))
  );
  fc.assert(fc.property(factors, ([V, W, H]) => {
    const exact = norm(sub(V, matmul(W, H)));
    const scale = 1 + norm(V) + norm(W) * norm(H);
    assert.ok(Math.abs(frobeniusError(V, W, H) - exact) <= 1e-12 * scale);
    const sparse = frobeniusError(SparseMatrix.fromDense(V), W, H);
    assert.ok(Math.abs(sparse ** 2 - exact ** 2) <= 1e-12 * scale ** 2);
  }));
});

Deno.test("operations entry by entry, with a matrix and with a number", () => {
  const A = Matrix.from([[1, -2], [3, 4]]);
  const B = Matrix.from([[5, 2], [-1, 8]]);
  assert.deepEqual(add(A, B).toArray(), [[6, 0], [2, 12]]);
  assert.deepEqual(sub(A, B).toArray(), [[-4, -4], [4, -4]]);
  assert.deepEqual(mul(A, B).toArray(), [[5, -4], [-3, 32]]);
  assert.deepEqual(div(A, B).toArray(), [[0.2, -1], [-3, 0.5]]);
  assert.deepEqual(add(A, 1).toArray(), [[2, -1], [4, 5]]);
  assert.deepEqual(sub(A, 1).toArray(), [[0, -3], [2, 3]]);
  assert.deepEqual(mul(A, 2).toArray(), [[2, -4], [6, 8]]);
  assert.deepEqual(div(A, 2).toArray(), [[0.5, -1], [1.5, 2]]);
  assert.deepEqual(clampMin(A, 0).toArray(), [[1, 0], [3, 4]]);
  assert.deepEqual(map(A, (a) => a * a).toArray(), [[1, 4], [9, 16]]);
  assert.equal(dot(A, B), 5 - 4 - 3 + 32);
  assert.equal(min(A), -2);
  assert.equal(max(A), 4);
  assert.equal(A.at(0, 1), -2, "the operands are not changed");
});

Deno.test("shapes that do not fit are refused with both shapes in the message", () => {
  const A = new Matrix(2, 3);
  const B = new Matrix(2, 2);
  for (const operation of [add, sub, mul, div, dot]) {
    assert.throws(() => operation(A, B), /A is 2 × 3 and B is 2 × 2/);
  }
  assert.throws(() => matmul(A, B), /A is 2 × 3 and B is 2 × 2/);
  assert.throws(() => frobeniusError(A, B, B), /V is 2 × 3, W is 2 × 2 and H is 2 × 2/);
  assert.throws(() => frobeniusError(A, new Matrix(2, 1), new Matrix(2, 3)), RangeError);
  const S = SparseMatrix.fromDense(new Matrix(2, 2));
  assert.throws(() => matmul(S, S), { name: "TypeError", message: /at most one/ });
});

Deno.test("a sparse matrix where a dense one belongs is refused, and so is what is none", () => {
  const A = Matrix.from([[1, 0], [0, 0]]);
  const sparse = SparseMatrix.fromDense(A);
  const S = sparse as unknown as Matrix;
  const calls: Record<string, (() => unknown)[]> = {
    add: [() => add(S, A), () => add(A, S), () => add(S, 1)],
    sub: [() => sub(S, A), () => sub(A, S), () => sub(S, 1)],
    mul: [() => mul(S, A), () => mul(A, S), () => mul(S, 1)],
    div: [() => div(S, A), () => div(A, S), () => div(S, 1)],
    map: [() => map(S, Math.abs)],
    clampMin: [() => clampMin(S, 0)],
    dot: [() => dot(S, A), () => dot(A, S)],
    gram: [() => gram(S)],
    gramRows: [() => gramRows(S)],
    qr: [() => qr(S)],
    jacobiSvd: [() => jacobiSvd(S)],
    frobeniusError: [() => frobeniusError(sparse, S, A), () => frobeniusError(A, A, S)],
  };
  for (const [name, wrong] of Object.entries(calls)) {
    for (const call of wrong) {
      assert.throws(call, {
        name: "TypeError",
        message:
          `${name}: it takes a dense matrix, not a sparse one; call its toDense() first`,
      });
    }
  }
  assert.throws(() => add([[1]] as unknown as Matrix, 1), {
    name: "TypeError",
    message:
      "add: it takes a Matrix or a number, not object; was an argument left out, or not called?",
  });
  assert.throws(() => add(A, undefined as unknown as Matrix), {
    name: "TypeError",
    message:
      "add: it takes a Matrix or a number, not undefined; was an argument left out, or not called?",
  });
});

Deno.test("clampMin leaves NaN where it is, and refuses it as a bound", () => {
  assert.deepEqual(clampMin(Matrix.from([[NaN, -1]]), 0).toArray(), [[NaN, 0]]);
  assert.throws(() => clampMin(new Matrix(1, 1), NaN), {
    name: "RangeError",
    message: "clampMin: the smallest value is NaN",
  });
});

Deno.test("operations take matrices without rows or columns", () => {
  for (const [rows, cols] of [[0, 3], [3, 0], [0, 0]] as const) {
    const A = new Matrix(rows, cols);
    for (const  of of[A, SparseMatrix.fromDense(A)]) {
      assert.deepEqual([sum(of), norm(of), countNegatives(of)], [0, 0, 0]);
      assert.deepEqual([...columnSums(of)], new Array(cols).fill(0));
      assert.deepEqual(matmul(of, new Matrix(cols, 2)), new Matrix(rows, 2));
      assert.deepEqual(matmul(new Matrix(2, rows), of), new Matrix(2, cols));
      assert.deepEqual(transpose(of).rows, cols);
      assert.equal(frobeniusError(of, new Matrix(rows, 2), new Matrix(2, cols)), 0);
    }
    assert.deepEqual(gram(A), new Matrix(cols, cols));
    assert.deepEqual(gramRows(A), new Matrix(rows, rows));
    assert.deepEqual(add(A, A), A);
    assert.equal(dot(A, A), 0);
  }
});

Deno.test("a product of zeros is 0, not −0, at every width", () => {
  for (const k of [1, 2, 17]) {
    const A = new Matrix(1, k, new Float64Array(k).fill(-0.25));
    for (const B of [new Matrix(k, 1), SparseMatrix.fromDense(new Matrix(k, 1))]) {
      assert.ok(Object.is(matmul(A, B).at(0, 0), 0), `${k}`);
    }
  }
});
