import assert from "node:assert/strict";
import fc from "fast-check";
import { assertMatrixClose } from "../testing/assert_close.ts";
import {
  matmul,
  Matrix,
  Random,
  SparseMatrix,
  transpose,
  transposedMatmul,
  uniformMatrix,
} from "./mod.ts";

Deno.test("transposedMatmul is matmul of the transpose, dense or sparse on either side", () => {
  // Widths on both sides of 16, up to which loops are unrolled.
  const width = fc.constantFrom(0, 1, 2, 6, 16, 17, 20);
  const rows = fc.constantFrom(0, 1, 3, 9, 20);
  fc.assert(fc.property(rows, width, width, fc.nat(99), (m, k, n, seed) => {
    const random = new Random(seed);
    const A = sparseEntries(uniformMatrix(m, k, random, -1, 1));
    const B = sparseEntries(uniformMatrix(m, n, random, -1, 1));
    const expected = matmul(transpose(A), B).toArray();
    for (
      const [left, right] of [
        [A, B],
        [SparseMatrix.fromDense(A), B],
        [A, SparseMatrix.fromDense(B)],
      ] as const
    ) {
      const C = transposedMatmul(left, right);
      assert.deepEqual([C.rows, C.cols], [k, n]);
      if (k > 0) assertMatrixClose(C, expected, 1e-14);
    }
  }));
});

Deno.test("transposedMatmul of more columns than stand in a block", () => {
  // numpy: A = (i*7 + j*3) % 11 - 5 of 3 × 2, B = (i*5 + j) % 13 - 6 of 3 × 1200;
  // C = A.T @ B; C[:, [0, 511, 512, 1199]], C.sum(1)
  const entries = (rows: number, cols: number, value: (i: number, j: number) => number) =>
    Matrix.from(
      Array.from(
        { length: rows },
        (_, i) => Array.from({ length: cols }, (_, j) => value(i, j)),
      ),
    );
  const A = entries(3, 2, (i, j) => (i * 7 + j * 3) % 11 - 5);
  const B = entries(3, 1200, (i, j) => (i * 5 + j) % 13 - 6);
  for (const right of [B, SparseMatrix.fromDense(B)]) {
    const C = transposedMatmul(A, right);
    const chosen = [0, 1].map((r) => [0, 511, 512, 1199].map((j) => C.at(r, j)));
    assert.deepEqual(chosen, [[20, 26, 21, 31], [11, 14, 18, 10]]);
    assert.deepEqual(C.toArray().map((row) => row.reduce((a, b) => a + b)), [76, 55]);
    // (AᵀB)ᵀ = BᵀA
    assert.deepEqual(transposedMatmul(right, A), transpose(C));
  }
});

Deno.test("transposedMatmul refuses matrices of different length, and two sparse ones", () => {
  assert.throws(() => transposedMatmul(new Matrix(2, 3), new Matrix(3, 2)), {
    name: "RangeError",
    message: "transposedMatmul: A is 2 × 3 and B is 3 × 2; they must have as many rows",
  });
  const S = SparseMatrix.fromDense(new Matrix(2, 2));
  assert.throws(() => transposedMatmul(S, S), {
    name: "TypeError",
    message: "transposedMatmul: at most one of the two may be sparse",
  });
});

/** Two of three entries set to 0. */
function sparseEntries(A: Matrix): Matrix {
  return new Matrix(A.rows, A.cols, A.data.map((value, p) => p % 3 === 0 ? value : 0));
}
