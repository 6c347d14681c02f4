import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../testing/assert_close.ts";
import expected from "./expected_svd.json" with { type: "json" };
import {
  frobeniusError,
  gram,
  gramRows,
  jacobiSvd,
  Matrix,
  mul,
  norm,
  type Svd,
  transpose,
} from "./mod.ts";

function assertSvdOf(A: Matrix, { U, s, Vt }: Svd, scale = 1): void {
  const r = Math.min(A.rows, A.cols);
  assert.deepEqual([U.rows, U.cols, s.length, Vt.rows, Vt.cols], [
    A.rows,
    r,
    r,
    r,
    A.cols,
  ]);
  assert.ok(s.every((value, i) => value >= 0 && (i === 0 || value <= s[i - 1]!)));
  for (const G of [gram(U), gramRows(Vt)]) {
    G.data.forEach((value, p) => assertClose(value, p % (r + 1) === 0 ? 1 : 0, 1e-13));
  }
  const Us = new Matrix(A.rows, r, U.data.map((u, p) => u * (s[p % r]! / scale)));
  const unscaled = new Matrix(A.rows, A.cols, A.data.map((a) => a / scale));
  assert.ok(frobeniusError(unscaled, Us, Vt) <= 1e-13 * norm(unscaled));
}

Deno.test("jacobiSvd finds NumPy's singular values, and takes A apart into U, s and V", () => {
  for (const { A, exponent, s } of [...expected.matrices, expected.graded]) {
    const scale = 2 ** exponent;
    for (const matrix of [Matrix.from(A), transpose(Matrix.from(A))]) {
      const scaled = mul(matrix, scale);
      const svd = jacobiSvd(scaled);
      svd.s.forEach((value, r) => assertClose(value / scale, s[r]!, 1e-14 * s[0]!));
      assertSvdOf(scaled, svd, scale);
    }
  }
});

Deno.test("small singular values are right in all their digits where A has them", () => {
  // [[1, 1], [0, e]]: s₁s₂ = e, s₁² + s₂² = 2 + e²
  for (const e of [1e-3, 1e-10, 1e-20, 1e-100, 1e-200]) {
    const s = jacobiSvd(Matrix.from([[1, 1], [0, e]])).s;
    assertClose(s[1]! * s[0]! / e, 1, 1e-15);
    assertClose(s[0]!, Math.sqrt((2 + e * e + Math.sqrt(4 + e ** 4)) / 2), 1e-15);
  }
  // Columns of any length at right angles: their lengths.
  const lengths = [1e-250, 1e3, 1e-9, 1];
  const diagonal = Matrix.from(
    lengths.map((length, i) => lengths.map((_, j) => i === j ? length : 0)),
  );
  assert.deepEqual([...jacobiSvd(diagonal).s], [1e3, 1, 1e-9, 1e-250]);
});

Deno.test("jacobiSvd takes every matrix apart, of lower rank too", () => {
  const size = fc.integer({ min: 1, max: 9 });
  const matrices = fc.tuple(size, size).chain(([rows, cols]) =>
    fc.array(fc.constantFrom(0, 0, 1, -1, 2, 1e-9, 1e9), {
      minLength: rows * cols,
      maxLength: rows * cols,
    }).map((values) => new Matrix(rows, cols, Float64Array.from(values)))
  );
  fc.assert(fc.property(matrices, (A) => {
    assertSvdOf(A, jacobiSvd(A));
    assertSvdOf(mul(A, 2 ** 980), jacobiSvd(mul(A, 2 ** 980)), 2 ** 980);
    assertSvdOf(mul(A, 2 ** -980), jacobiSvd(mul(A, 2 ** -980)), 2 ** -980);
  }));
});

Deno.test("the largest entry of each left singular vector is positive, wide or tall", () => {
  const A = Matrix.from([[-3, 1, 0], [1, -2, 5]]);
  for (const { U } of [jacobiSvd(A), jacobiSvd(transpose(A)), jacobiSvd(mul(A, -1))]) {
    for (const column of transpose(U).toArray()) {
      const largest = column.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a);
      assert.ok(largest > 0);
    }
  }
  // ±1/√2 twice: the first of two entries of equal size
  assert.ok(jacobiSvd(Matrix.from([[-1, 1], [1, -1]])).U.at(0, 0) > 0);
});

Deno.test("matrices without entries have no singular values; NaN is refused", () => {
  for (const [rows, cols] of [[0, 3], [3, 0], [0, 0]] as const) {
    const { U, s, Vt } = jacobiSvd(new Matrix(rows, cols));
    assert.deepEqual([U.rows, U.cols, s.length, Vt.rows, Vt.cols], [rows, 0, 0, 0, cols]);
  }
  for (const value of [NaN, Infinity, -Infinity]) {
    assert.throws(() => jacobiSvd(Matrix.from([[1, value]])), {
      name: "RangeError",
      message: "jacobiSvd: an entry of A is not finite",
    });
  }
});
