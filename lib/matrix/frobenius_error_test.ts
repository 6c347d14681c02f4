import assert from "node:assert/strict";
import { assertClose } from "../testing/assert_close.ts";
import {
  frobeniusError,
  matmul,
  Matrix,
  mul,
  Random,
  SparseMatrix,
  svdFloor,
  uniformMatrix,
} from "./mod.ts";

const W = uniformMatrix(12, 3, new Random(1));
const H = uniformMatrix(3, 9, new Random(2));

Deno.test("an exact fit has the error 0, and a small misfit its own size, sparse or not", () => {
  for (const scale of [1, 1e-200, 1e200, 1e-12, 1e12]) {
    const scaled = mul(H, scale);
    for (const misfit of [0, 1e-12, 1e-9, 1e-6, 1e-3, 1]) {
      const V = matmul(W, scaled);
      // Two entries off by 3 and 4 misfits: the error is 5.
      V.data[5]! += 3 * misfit * scale;
      V.data[20]! -= 4 * misfit * scale;
      for (const  of of[V, SparseMatrix.fromDense(V)]) {
        const precision = 1e-14 + 1e-9 * misfit;
        assertClose(frobeniusError(of, W, scaled) / scale, 5 * misfit, precision);
      }
    }
  }
});

Deno.test("the error of V against W = H = 0 is ‖V‖ at every scale", () => {
  for (const scale of [1e-300, 1e-170, 1, 1e170, 1e300]) {
    const V = Matrix.from([[3 * scale, 0], [0, 4 * scale]]);
    for (const  of of[V, SparseMatrix.fromDense(V)]) {
      const error = frobeniusError(of, new Matrix(2, 1), new Matrix(1, 2));
      assertClose(error / scale, 5, 1e-14);
    }
  }
  const empty = SparseMatrix.fromDense(new Matrix(3, 4));
  assert.equal(frobeniusError(empty, new Matrix(3, 2), new Matrix(2, 4)), 0);
  assert.equal(frobeniusError(empty, new Matrix(3, 0), new Matrix(0, 4)), 0);
});

Deno.test("W and H far larger than V: the error is ‖WH‖, though its square is no number", () => {
  const V = Matrix.from([[1, 0], [0, 1]]);
  const large = Matrix.from([[3e120], [4e120]]);
  const row = Matrix.from([[1e120, 0]]);
  for (const  of of[V, SparseMatrix.fromDense(V)]) {
    assertClose(frobeniusError(of, large, row) / 5e240, 1, 1e-14);
  }
});

Deno.test("a factor that exploded gives no number, sparse V or dense", () => {
  const V = Matrix.from([[1, 0], [0, 1]]);
  for (const value of [NaN, Infinity]) {
    const factor = Matrix.from([[1], [value]]);
    for (const  of of[V, SparseMatrix.fromDense(V)]) {
      assert.ok(!Number.isFinite(frobeniusError(of, factor, new Matrix(1, 2))));
      assert.ok(!Number.isFinite(frobeniusError(of, factor, Matrix.from([[1, 1]]))));
    }
  }
});

Deno.test("svdFloor is what the singular values beyond k leave, near 0 and far from 1", () => {
  for (const scale of [1e-200, 1e-12, 1, 1e12, 1e200]) {
    for (const [rest, precision] of [[3, 1e-14], [1e-3, 1e-14], [1e-9, 1e-14]] as const) {
      // Columns at right angles, of lengths 5, 4 and rest
      const A = mul(Matrix.from([[5, 0, 0], [0, 4, 0], [0, 0, rest]]), scale);
      for (const V of [A, SparseMatrix.fromDense(A)]) {
        assertClose(svdFloor(V, 2, 1).floor / scale, rest, precision);
        assertClose(svdFloor(V, 1, 1).floor / scale, Math.sqrt(16 + rest * rest), 1e-14);
        assertClose(svdFloor(V, 3, 1).floor / scale, 0, 1e-14);
      }
    }
  }
  assert.equal(svdFloor(new Matrix(3, 4), 2, 1).floor, 0);
  for (
    const [k, seed] of [[0, 1], [4, 1], [1.5, 1], [NaN, 1], [1, -1], [1, NaN]] as const
  ) {
    assert.throws(() => svdFloor(Matrix.from([[1, 2], [3, 4]]), k, seed), RangeError);
  }
});
