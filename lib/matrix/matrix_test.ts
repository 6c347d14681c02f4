import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "./mod.ts";

Deno.test("Matrix.from refuses ragged rows, the constructor wrong sizes", () => {
  assert.throws(() => Matrix.from([[1, 2], [3]]), /row 1 has 1 entries, row 0 has 2/);
  assert.throws(() => new Matrix(2, 2, new Float64Array(3)), /4 entries, not 3/);
  assert.throws(() => new Matrix(-1, 2), /-1 × 2/);
  assert.throws(() => new Matrix(1.5, 2), /1.5 × 2/);
  for (const size of [-1, 0.5, NaN, Infinity]) {
    for (const [rows, cols] of [[size, 2], [2, size]] as const) {
      assert.throws(() => new Matrix(rows, cols), {
        name: "RangeError",
        message: `a matrix cannot be ${rows} × ${cols}`,
      });
    }
  }
});

Deno.test("what is no number, or no Float64Array, does not become an entry", () => {
  const wrong: unknown[][] = [[1, "2"], [1, undefined], [1, null], [1, 2n]];
  for (const row of wrong) {
    assert.throws(() => Matrix.from([[0, 0], row as number[]]), {
      name: "TypeError",
      message: `entry (1, 1) is no number but ${typeof row[1]}`,
    });
  }
  assert.deepEqual(Matrix.from([[NaN, -Infinity]]).toArray(), [[NaN, -Infinity]]);
  for (const data of [[1, 2], new Float32Array(2)]) {
    assert.throws(() => new Matrix(1, 2, data as unknown as Float64Array), {
      name: "TypeError",
      message: "the entries of a matrix are a Float64Array; see Matrix.from",
    });
  }
});

Deno.test("rows and entries that are not there are refused, not read elsewhere", () => {
  const A = Matrix.from([[1, 2], [3, 4], [5, 6]]);
  assert.deepEqual([A.at(0, 0), A.at(2, 1)], [1, 6]);
  const outside = [[3, 0], [-1, 0], [0, 2], [0, -1], [1, -1], [-1, 3], [0.5, 0], [
    0,
    0.5,
  ]];
  for (
    const [i, j] of [...outside, [NaN, 0], [0, NaN], [Infinity, 0]] as [number, number][]
  ) {
    assert.throws(() => A.at(i, j), {
      name: "RangeError",
      message: `a 3 × 2 matrix has no entry (${i}, ${j})`,
    });
  }
  const S = SparseMatrix.fromDense(A);
  for (const i of [3, -1, 0.5, NaN]) {
    const refused = { name: "RangeError", message: `a 3 × 2 matrix has no row ${i}` };
    assert.throws(() => A.row(i), refused);
    assert.throws(() => S.row(i), refused);
    assert.throws(() => S.selectRows([0, i]), refused);
  }
  assert.throws(() => new Matrix(0, 2).at(0, 0), RangeError);
  assert.throws(() => new Matrix(2, 0).at(0, 0), RangeError);
  assert.equal(new Matrix(2, 0).row(1).length, 0);
  assert.deepEqual(S.selectRows([]).toDense(), new Matrix(0, 2));
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
  assert.throws(() => csr([0, 1, 3], [1, 1, 1], [2, 1, 3]), /columns must rise/);
  assert.throws(() => csr([0, 1, 3], [-1, 0, 2], [2, 1, 3]), /columns must rise/);
  assert.throws(() => csr([1, 1, 3], [1, 0, 2], [2, 1, 3]), /no 2 × 3 CSR matrix/);
  assert.throws(() => csr([0, 1, 3], [1, 0, 2], [2, 1]), /no 2 × 3 CSR matrix/);
  assert.throws(() => csr([], [], []), /no 2 × 3 CSR matrix/);
});

Deno.test("SparseMatrix refuses an indptr that falls, wherever it does", () => {
  const csr = (indptr: number[]) =>
    new SparseMatrix(
      3,
      2,
      Int32Array.from(indptr),
      Int32Array.of(0, 1),
      Float64Array.of(5, 7),
    );
  csr([0, 2, 2, 2]);
  csr([0, 0, 0, 2]);
  for (
    const [indptr, row] of [
      [[0, 2, 1, 2], 1],
      [[0, -1, 2, 2], 0],
      [[0, 3, 1, 2], 1],
      [[0, 1, 9, 2], 2],
    ] as const
  ) {
    assert.throws(() => csr([...indptr]), {
      name: "RangeError",
      message: `row ${row} begins at ${indptr[row]} and ends at ${indptr[row + 1]}; ` +
        `indptr must never fall`,
    });
  }
});

Deno.test("SparseMatrix refuses sizes that are none, and arrays of another kind", () => {
  const arrays = [Int32Array.of(0, 1), Int32Array.of(0), Float64Array.of(5)] as const;
  new SparseMatrix(1, 1, ...arrays);
  for (const size of [-1, 1.5, NaN]) {
    assert.throws(() => new SparseMatrix(1, size, ...arrays), /a matrix cannot be/);
    assert.throws(() => new SparseMatrix(size, 1, ...arrays), /a matrix cannot be/);
  }
  for (let wrong = 0; wrong < 3; wrong++) {
    // Plain arrays could hold halves.
    const given = arrays.map((array, i) => i === wrong ? [...array] : array);
    assert.throws(() => new SparseMatrix(1, 1, ...given as unknown as typeof arrays), {
      name: "TypeError",
      message: /^a sparse matrix is made of an Int32Array/,
    });
  }
  const S = new SparseMatrix(1, 1, ...arrays);
  assert.throws(() => SparseMatrix.fromDense(S as unknown as Matrix), {
    name: "TypeError",
    message:
      "fromDense: it takes a dense matrix, not a sparse one; call its toDense() first",
  });
});

Deno.test("matrices without rows or columns pass through", () => {
  for (const [rows, cols] of [[0, 3], [3, 0], [0, 0]] as const) {
    const A = new Matrix(rows, cols);
    const S = SparseMatrix.fromDense(A);
    assert.deepEqual([S.rows, S.cols, S.nonzeros], [rows, cols, 0]);
    assert.deepEqual(S.toDense(), A);
    assert.deepEqual(S.transpose().toDense(), new Matrix(cols, rows));
    assert.deepEqual(S.mapNonzeros((value) => value + 1).toDense(), A);
    assert.deepEqual(A.clone(), A);
  }
});

Deno.test("the transpose follows values that are changed in place, on either side", () => {
  const A = SparseMatrix.fromDense(Matrix.from([[1, 0, 2], [0, 3, 0]]));
  const T = A.transpose();
  assert.equal(A.transpose(), T, "it is kept while nothing changes");
  A.data[1] = 7;
  assert.deepEqual(A.transpose().toDense().toArray(), [[1, 0], [0, 3], [7, 0]]);
  const B = A.transpose();
  B.data[0] = 9;
  assert.deepEqual(B.transpose().toDense().toArray(), [[9, 0, 7], [0, 3, 0]]);
  A.data[1] = NaN;
  const kept = A.transpose();
  assert.equal(A.transpose(), kept, "NaN is the same as NaN");
});
