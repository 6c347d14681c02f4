import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "./mod.ts";

Deno.test("Matrix.from refuses ragged rows, the constructor wrong sizes", () => {
  assert.throws(() => Matrix.from([[1, 2], [3]]), /row 1 has 1 entries, row 0 has 2/);
  assert.throws(() => new Matrix(2, 2, new Float64Array(3)), /4 entries, not 3/);
  assert.throws(() => new Matrix(-1, 2), /-1 × 2/);
  assert.throws(() => new Matrix(1.5, 2), /1.5 × 2/);
});

Deno.test("a row is a view, a clone is not", () => {
  const A = Matrix.from([[1, 2], [3, 4]]);
  const B = A.clone();
  A.row(1)[0] = 9;
  assert.equal(A.at(1, 0), 9);
  assert.equal(B.at(1, 0), 3);
});

Deno.test("SparseMatrix refuses arrays that are no CSR matrix", () => {
  const csr = (indptr: number[], indices: number[], data: number[]) =>
    new SparseMatrix(
      2,
      3,
      Int32Array.from(indptr),
      Int32Array.from(indices),
      Float64Array.from(data),
    );
  csr([0, 1, 3], [1, 0, 2], [2, 1, 3]);
  assert.throws(() => csr([0, 1], [1, 0, 2], [2, 1, 3]), /no 2 × 3 CSR matrix/);
  assert.throws(() => csr([0, 1, 2], [1, 0, 2], [2, 1, 3]), /no 2 × 3 CSR matrix/);
  assert.throws(() => csr([0, 1, 3], [1, 2, 0], [2, 1, 3]), /columns must rise/);
  assert.throws(() => csr([0, 1, 3], [1, 0, 3], [2, 1, 3]), /stay below 3/);
});
