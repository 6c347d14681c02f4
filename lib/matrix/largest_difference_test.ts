import assert from "node:assert/strict";
import { largestDifference, Matrix, SparseMatrix } from "./mod.ts";

Deno.test("the largest difference, of either sign, and of matrices of any size", () => {
  const A = Matrix.from([[1, 2], [3, 4]]);
  assert.equal(largestDifference(A, A), 0);
  assert.equal(largestDifference(A, Matrix.from([[1, 7], [3, 3]])), 5);
  assert.equal(largestDifference(A, Matrix.from([[1, 2], [-4, 4]])), 7);
  assert.equal(largestDifference(new Matrix(0, 3), new Matrix(0, 3)), 0);
  const large = new Matrix(1000, 400);
  large.data[399_999] = -2;
  assert.equal(largestDifference(large, new Matrix(1000, 400)), 2);
});

Deno.test("a NaN is never a small difference", () => {
  for (const [a, b] of [[NaN, 1], [1, NaN], [Infinity, Infinity]] as const) {
    const [A, B] = [Matrix.from([[9, a, 0]]), Matrix.from([[0, b, 9]])];
    assert.equal(largestDifference(A, B), NaN);
  }
  assert.equal(
    largestDifference(Matrix.from([[Infinity]]), Matrix.from([[0]])),
    Infinity,
  );
});

Deno.test("largestDifference refuses other shapes, and sparse matrices", () => {
  assert.throws(() => largestDifference(new Matrix(2, 3), new Matrix(3, 2)), {
    name: "RangeError",
    message: "largestDifference: A is 2 × 3 and B is 3 × 2; the shapes must be the same",
  });
  const S = SparseMatrix.fromDense(new Matrix(2, 2)) as unknown as Matrix;
  for (const pair of [[S, new Matrix(2, 2)], [new Matrix(2, 2), S]] as const) {
    assert.throws(() => largestDifference(...pair), TypeError);
  }
});
