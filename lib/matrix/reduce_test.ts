import assert from "node:assert/strict";
import { assertClose } from "../testing/assert_close.ts";
import { Matrix, max, min, norm, SparseMatrix, sum } from "./mod.ts";

Deno.test("the norm of huge and of tiny entries is right where the squares are not numbers", () => {
  // ‖(3, 4)‖ = 5 and ‖(1, 2, 2)‖ = 3, at every scale that a number can have
  for (
    const scale of [1e-320, 1e-300, 1e-200, 1e-155, 1e-100, 1, 1e100, 1e155, 1e200, 1e300]
  ) {
    const precision = scale < 1e-307 ? 1e-3 : 1e-15;
    assertClose(norm([3 * scale, 4 * scale]) / scale, 5, 5 * precision);
    const A = Matrix.from([[scale, 0], [-2 * scale, 2 * scale]]);
    assertClose(norm(A) / scale, 3, 3 * precision);
    assertClose(norm(SparseMatrix.fromDense(A)) / scale, 3, 3 * precision);
  }
  // Tiny entries beside larger ones: √(10⁶ · 10⁻³²⁰ + 10⁻³¹⁴) = 10⁻¹⁵⁷ √2
  const many = new Float64Array(1_000_001).fill(1e-160);
  many[0] = 1e-157;
  assertClose(norm(many) / 1e-157, Math.SQRT2, 1e-9);
});

Deno.test("the norm of nothing, of zeros, of what is no number", () => {
  assert.equal(norm([]), 0);
  assert.equal(norm(new Matrix(0, 3)), 0);
  assert.equal(norm([0, 0]), 0);
  assert.equal(norm([1, -Infinity]), Infinity);
  for (const values of [[NaN, 1], [1, NaN], [NaN, Infinity], [1e200, NaN]]) {
    assert.equal(norm(values), NaN);
  }
});

Deno.test("min and max are NaN wherever a NaN stands, as in NumPy", () => {
  for (const values of [[NaN, 1, 2], [1, NaN, 2], [1, 2, NaN], [NaN]]) {
    for (
      const A of [Matrix.from([values]), SparseMatrix.fromDense(Matrix.from([values]))]
    ) {
      assert.equal(min(A), NaN);
      assert.equal(max(A), NaN);
    }
    assert.equal(min(values), NaN);
    assert.equal(max(values), NaN);
    assert.equal(sum(values), NaN);
  }
  assert.equal(max([1, Infinity]), Infinity);
  assert.equal(min([1, -Infinity]), -Infinity);
});

Deno.test("lists of any kind and length have a sum, a norm, a smallest and a largest", () => {
  const whole = Int32Array.from({ length: 300_000 }, (_, i) => i - 100_000);
  assert.equal(min(whole), -100_000);
  assert.equal(max(whole), 199_999);
  // 300 000 times the mean of the first and the last
  assert.equal(sum(whole), 300_000 * 99_999 / 2);
  assert.equal(max([...whole]), 199_999);
  assert.equal(norm(new Float32Array(1_000_000).fill(2)), 2000);
  assert.equal(min([]), Infinity);
  assert.equal(max([]), -Infinity);
  assert.equal(sum([]), 0);
  assert.equal(max(new Matrix(0, 4)), -Infinity);
});

Deno.test("the zeros that a sparse matrix does not store count, those it stores too", () => {
  const S = (data: number[]) =>
    new SparseMatrix(
      1,
      3,
      Int32Array.of(0, data.length),
      Int32Array.from(data.keys()),
      Float64Array.from(data),
    );
  assert.deepEqual([min(S([3, 4])), max(S([3, 4]))], [0, 4]);
  assert.deepEqual([min(S([-3, -4])), max(S([-3, -4]))], [-4, 0]);
  assert.deepEqual([min(S([3, 4, 5])), max(S([3, 4, 5]))], [3, 5]);
  assert.deepEqual([min(S([3, 0, 5])), max(S([-3, 0, -5]))], [0, 0]);
  assert.deepEqual([min(S([])), max(S([]))], [0, 0]);
});
