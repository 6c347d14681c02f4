import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import { luBasis } from "./lu_basis.ts";
import { frobeniusError, gram, jacobiSvd, Matrix, norm, qr } from "./mod.ts";

/** Tall matrices; small whole numbers make columns that depend on one another. */
const tall = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 5 }))
  .chain(([cols, more]) => {
    const length = (cols + more) * cols;
    return fc.array(fc.constantFrom(0, 0, 1, 2, -1), {
      minLength: length,
      maxLength: length,
    })
      .map((values) => new Matrix(cols + more, cols, Float64Array.from(values)));
  });

Deno.test("QR is A, Q is orthonormal and R triangular, whatever A's rank", () => {
  fc.assert(fc.property(tall, fc.constantFrom(1, 1e-300, 1e300), (A, scale) => {
    const { Q, R } = qr(new Matrix(A.rows, A.cols, A.data.map((a) => a * scale)));
    assert.deepEqual([Q.rows, Q.cols, R.rows, R.cols], [A.rows, A.cols, A.cols, A.cols]);
    gram(Q).data.forEach((value, p) =>
      assertClose(value, p % (A.cols + 1) === 0 ? 1 : 0, 1e-14)
    );
    const unscaled = new Matrix(R.rows, R.cols, R.data.map((value) => value / scale));
    assert.ok(frobeniusError(A, Q, unscaled) <= 1e-14 * norm(A));
    for (let i = 0; i < R.rows; i++) {
      for (let j = 0; j < i; j++) assert.equal(R.at(i, j), 0);
    }
  }));
});

Deno.test("Q is orthonormal where a column is tiny, and depends on those before", () => {
  for (const tiny of [1e-300, 1e-310, 5e-324]) {
    // The second column is the first but for its size; rounding leaves a rest of it.
    const { Q } = qr(
      Matrix.from([[0.1, 0.1 * tiny], [0.7, 0.7 * tiny], [0.3, 0.3 * tiny]]),
    );
    gram(Q).data.forEach((value, p) => assertClose(value, p % 3 === 0 ? 1 : 0, 1e-14));
  }
});

Deno.test("qr by hand, and a matrix with more columns than rows is refused", () => {
  // The length of (3, 4) is 5, and (5, 0) stands 3 along it and 4 across.
  const { R } = qr(Matrix.from([[3, 5], [4, 0]]));
  assertMatrixClose(
    new Matrix(2, 2, R.data.map(Math.abs)),
    [[5, 3], [0, 4]],
    1e-14,
  );
  assert.throws(() => qr(new Matrix(2, 3)), {
    name: "RangeError",
    message: "qr: a 2 × 3 matrix has more columns than rows; take its transpose",
  });
  for (const value of [NaN, Infinity]) {
    assert.throws(() => qr(Matrix.from([[value]])), {
      name: "RangeError",
      message: "qr: the norm of A is not finite",
    });
  }
});

Deno.test("the basis by elimination spans A's columns, and never has a lower rank", () => {
  fc.assert(fc.property(tall, (A) => {
    const { L, pivots } = luBasis(A);
    assert.ok(pivots >= 0 && pivots <= 1);
    assert.ok(L.data.every((value) => Math.abs(value) <= 1));
    const { s } = jacobiSvd(L);
    assert.ok(s.every((value) => value > 1e-3));
    // Beside an orthonormal basis of L, A's columns add no direction.
    const { s: both } = jacobiSvd(joined(qr(L).Q, A));
    assert.equal(both.filter((value) => value > 1e-9).length, A.cols);
  }));
});

/** The columns of A, then those of B. */
function joined(A: Matrix, B: Matrix): Matrix {
  return Matrix.from(A.toArray().map((row, i) => [...row, ...B.row(i)]));
}
