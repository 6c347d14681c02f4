import assert from "node:assert/strict";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import {
  frobeniusError,
  gram,
  gramRows,
  matmul,
  Matrix,
  Random,
  SparseMatrix,
  transpose,
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

Deno.test("truncatedSvd of zeros is zeros, and a rank out of range is refused", () => {
  const zeros = truncatedSvd(new Matrix(4, 5), 2);
  assert.deepEqual([...zeros.s], [0, 0]);
  assert.ok([...zeros.U.data, ...zeros.Vt.data].every(Number.isFinite));
  for (const k of [0, 5, 1.5]) {
    assert.throws(() => truncatedSvd(new Matrix(4, 5), k), /from 1 to 4/);
  }
});
