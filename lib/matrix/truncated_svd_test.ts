import assert from "node:assert/strict";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import expected from "./expected_svd.json" with { type: "json" };
import {
  frobeniusError,
  gram,
  gramRows,
  matmul,
  Matrix,
  max,
  min,
  mul,
  Random,
  SparseMatrix,
  transpose,
  type TruncatedSvd,
  truncatedSvd,
  uniformMatrix,
} from "./mod.ts";

/** A matrix whose singular values are known: U diag(s) Vᵀ with orthonormal U and V. */
function withSingularValues(rows: number, cols: number, s: number[]): Matrix {
  // Columns of the discrete cosine transform are orthonormal.
  const basis = (n: number) =>
    Matrix.from(
      Array.from({ length: n }, (_, i) =>
        s.map((_, r) =>
          Math.sqrt((r === 0 ? 1 : 2) / n) * Math.cos(Math.PI * (i + 0.5) * r / n)
        )),
    );
  const scaled = basis(rows);
  s.forEach((value, r) => {
    for (let i = 0; i < rows; i++) scaled.data[i * s.length + r]! *= value;
  });
  return matmul(scaled, transpose(basis(cols)));
}

for (const [rows, cols] of [[40, 25], [25, 40], [30, 30]] as const) {
  Deno.test(`truncatedSvd finds known singular values of a ${rows} × ${cols} matrix`, () => {
    const known = [9, 5, 4, 1, 0.5, 0.1];
    const A = withSingularValues(rows, cols, known);
    const { U, s, Vt } = truncatedSvd(A, 3, { random: 1 });
    known.slice(0, 3).forEach((value, r) => assertClose(s[r]!, value, 1e-9));
    const identity = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    assertMatrixClose(gram(U), identity, 1e-9);
    assertMatrixClose(gramRows(Vt), identity, 1e-9);
    // What is left over is the root of the squares of the other singular values.
    const scaled = Matrix.from(U.toArray().map((row) => row.map((u, r) => u * s[r]!)));
    assertClose(frobeniusError(A, scaled, Vt), Math.hypot(1, 0.5, 0.1), 1e-8);
  });
}

Deno.test("truncatedSvd gives the same for a sparse matrix and the same seed", () => {
  const A = uniformMatrix(30, 50, new Random(2));
  for (let p = 0; p < A.data.length; p += 3) A.data[p] = 0;
  const dense = truncatedSvd(A, 4, { random: 5 });
  const sparse = truncatedSvd(SparseMatrix.fromDense(A), 4, { random: 5 });
  assertMatrixClose(sparse.Vt, dense.Vt.toArray(), 1e-9);
  assert.deepEqual(truncatedSvd(A, 4, { random: 5 }).s, dense.s);
});

Deno.test("truncatedSvd is scikit-learn's randomized_svd, signs included", () => {
  for (const { A, k, seed, U, s, Vt } of expected.drawn) {
    for (const matrix of [Matrix.from(A), SparseMatrix.fromDense(Matrix.from(A))]) {
      const actual = truncatedSvd(matrix, k, { random: seed });
      actual.s.forEach((value, r) => assertClose(value, s[r]!, 1e-12 * s[0]!));
      assertMatrixClose(actual.U, U, 1e-10);
      assertMatrixClose(actual.Vt, Vt, 1e-10);
    }
  }
});

Deno.test("truncatedSvd keeps the small singular values that NumPy finds", () => {
  for (const { name, A, exponent, s } of expected.matrices) {
    const scale = 2 ** exponent;
    const matrix = mul(Matrix.from(A), scale);
    const k = s.length;
    for (const  of of[matrix, SparseMatrix.fromDense(matrix)]) {
      const actual = truncatedSvd(of, k);
      s.forEach((value, r) => assertClose(actual.s[r]! / scale, value, 1e-14 * s[0]!));
      assertOrthonormal(actual, name);
    }
  }
});

Deno.test("the random projection keeps singular values of 1e-10 of the first", () => {
  const { A, s } = expected.graded;
  for (const matrix of [Matrix.from(A), transpose(Matrix.from(A))]) {
    // k + 10 of 25 directions; the others take part by 1e-14.
    for (const k of [2, 4, 11, 14]) {
      const actual = truncatedSvd(matrix, k, { random: 3 });
      actual.s.forEach((value, r) => assertClose(value, s[r]!, 1e-14 * s[0]!));
      assertOrthonormal(actual, `k = ${k}`);
    }
  }
});

Deno.test("truncatedSvd: singular values by their formulas, far from 1 and near 0", () => {
  const singular = (
    rows: number[][],
  ) => [...truncatedSvd(Matrix.from(rows), Math.min(rows.length, rows[0]!.length)).s];
  assert.deepEqual(singular([[1, 0], [0, 1e-7]]), [1, 1e-7]);
  for (const scale of [1e-300, 1e-200, 1e-100, 1e100, 1e200, 1e300]) {
    const [first, second] = singular([[scale, 0], [0, 2 * scale]]);
    assertClose(first! / scale, 2, 1e-15);
    assertClose(second! / scale, 1, 1e-15);
    // All of rank 1: s₁ = ‖u‖‖v‖
    const [only, nothing] = singular([[scale, 2 * scale], [2 * scale, 4 * scale]]);
    assertClose(only! / scale, 5, 1e-14);
    assertClose(nothing! / scale, 0, 1e-14);
  }
});

Deno.test("a matrix of lower rank than k still has orthonormal singular vectors", () => {
  // Rank 2 of 40 × 30, and nothing at all.
  const W = uniformMatrix(40, 2, new Random(1));
  const H = uniformMatrix(2, 30, new Random(2));
  for (const A of [matmul(W, H), new Matrix(40, 30), new Matrix(6, 6)]) {
    for (const matrix of [A, SparseMatrix.fromDense(A), transpose(A)]) {
      const svd = truncatedSvd(matrix, 5);
      assertOrthonormal(svd, "rank below k");
      svd.s.slice(2).forEach((value) => assertClose(value, 0, 1e-13));
    }
  }
});

Deno.test("the signs of singular vectors do not depend on the seed, nor on A's kind", () => {
  const { A } = expected.drawn[0]!;
  const reference = truncatedSvd(Matrix.from(A), 3, { random: 0, powerIterations: 60 });
  for (let r = 0; r < 3; r++) {
    const column = transpose(reference.U).row(r);
    assert.ok(max(column) >= -min(column), "the largest entry is positive");
  }
  for (const random of [1, 2, 3, 4]) {
    const other = truncatedSvd(SparseMatrix.fromDense(Matrix.from(A)), 3, {
      random,
      powerIterations: 60,
    });
    assertMatrixClose(other.U, reference.U.toArray(), 1e-9);
    assertMatrixClose(other.Vt, reference.Vt.toArray(), 1e-9);
  }
});

Deno.test("truncatedSvd of zeros is zeros, and wrong arguments are refused", () => {
  const zeros = truncatedSvd(new Matrix(4, 5), 2);
  assert.deepEqual([...zeros.s], [0, 0]);
  for (const k of [0, 5, 1.5, -1, NaN]) {
    assert.throws(() => truncatedSvd(new Matrix(4, 5), k), {
      name: "RangeError",
      message:
        `truncatedSvd: the rank of a 4 × 5 matrix is a whole number from 1 to 4, ` +
        `not ${k}`,
    });
  }
  for (const value of [-1, 0.5, NaN]) {
    const matrix = new Matrix(4, 5);
    assert.throws(() => truncatedSvd(matrix, 2, { oversamples: value }), RangeError);
    assert.throws(() => truncatedSvd(matrix, 2, { powerIterations: value }), RangeError);
    assert.throws(() => truncatedSvd(matrix, 2, { random: value }), RangeError);
  }
  for (const value of [NaN, Infinity, -Infinity]) {
    const A = Matrix.from([[1, value], [0, 2]]);
    for (const matrix of [A, SparseMatrix.fromDense(A)]) {
      assert.throws(() => truncatedSvd(matrix, 1), {
        name: "RangeError",
        message: "truncatedSvd: an entry of A is not finite",
      });
    }
  }
});

function assertOrthonormal({ U, Vt }: TruncatedSvd, name: string): void {
  for (const G of [gram(U), gramRows(Vt)]) {
    G.data.forEach((value, p) => {
      const right = p % (G.cols + 1) === 0 ? 1 : 0;
      assert.ok(Math.abs(value - right) < 1e-13, `${name}: ${value} for ${right}`);
    });
  }
}
