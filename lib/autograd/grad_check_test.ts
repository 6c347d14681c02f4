import assert from "node:assert/strict";
import { map, Matrix, mul } from "../matrix/mod.ts";
import { gradCheck, Tensor } from "./mod.ts";

const A = Matrix.from([[1, 2, 3], [4, 5, 6]]);

/** x² with a gradient that is wrong in one entry. */
function wrongAt(p: number, change: (g: number) => number) {
  return (x: Tensor) =>
    Tensor.fromOperation("square", mul(x.value, x.value), [
      [x, (grad) => {
        const gradient = mul(grad, mul(x.value, 2));
        gradient.data[p] = change(gradient.data[p]!);
        return gradient;
      }],
    ]);
}

Deno.test("it finds the entry that is wrong, and by how much", () => {
  const square = wrongAt(4, (g) => g + 3);
  const found = gradCheck((x, y) => x.sum().add(square(y).sum()), [A, A]);
  assert.deepEqual([found.input, found.row, found.col, found.gradient], [1, 1, 1, 13]);
  // 3 too large, where the largest gradient is 13, or 2 · 6
  assert.ok(Math.abs(found.difference - 3 / 13) < 1e-6);
  assert.ok(Math.abs(found.estimate - 10) < 1e-6);
});

Deno.test("small gradients are not excused", () => {
  const tiny = gradCheck((x) => wrongAt(0, (g) => 2 * g)(x).sum().mul(1e-9), [A]);
  assert.ok(tiny.difference > 0.1);
});

Deno.test("a gradient that is not finite is as wrong as can be", () => {
  for (const bad of [NaN, Infinity, -Infinity]) {
    const found = gradCheck((x) => wrongAt(2, () => bad)(x).sum(), [A]);
    assert.equal(found.difference, Infinity);
    assert.deepEqual([found.row, found.col], [0, 2]);
  }
});

Deno.test("an infinite gradient is as wrong as can be, even where the estimate is, too", () => {
  const infinite = (x: Tensor) =>
    Tensor.fromOperation("steep", map(x.value, (a) => a > 1 ? Infinity : 0), [
      [x, (grad) => map(grad, () => Infinity)],
    ]);
  const found = gradCheck((x) => infinite(x).sum(), [Matrix.from([[1]])]);
  assert.deepEqual([found.gradient, found.estimate], [Infinity, Infinity]);
  assert.equal(found.difference, Infinity);
});

Deno.test("a correct gradient passes, and the inputs are left alone", () => {
  const before = A.clone();
  const found = gradCheck((x, y) => x.mul(y).log().norm(), [A, map(A, (a) => 7 - a)]);
  assert.ok(found.difference < 1e-8);
  assert.deepEqual(A, before);
});

Deno.test("a gradient of 0 that is right has no difference", () => {
  const zeros = new Matrix(2, 2);
  assert.equal(gradCheck((x) => x.clamp({ min: 1 }).sum(), [zeros]).difference, 0);
});

Deno.test("questions without an answer are refused", () => {
  for (const step of [0, -1, NaN, Infinity]) {
    assert.throws(() => gradCheck((x) => x.sum(), [A], { step }), {
      name: "RangeError",
      message: `step must be above 0 and finite, not ${step}`,
    });
  }
  assert.throws(() => gradCheck((x) => x.exp(), [A]), /2 × 3/);
  assert.throws(() => gradCheck((x) => x.sum(), []), /no entries/);
  assert.throws(() => gradCheck(() => new Tensor(1), [A]), /requiresGrad/);
  assert.throws(() => gradCheck((x) => x.sum(), [new Matrix(0, 2)]), /no entries/);
});

Deno.test("a function that writes to its inputs is refused, even if it does not say so", () => {
  const careless = (x: Tensor, y: Tensor) => {
    const result = x.mul(y).sum();
    y.value.data[5] = 0;
    return result;
  };
  assert.throws(() => gradCheck(careless, [A, A]), {
    name: "Error",
    message: "gradCheck: f changed its input 1 while it computed with it",
  });
});
