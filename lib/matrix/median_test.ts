import assert from "node:assert/strict";
import { median } from "./mod.ts";

Deno.test("the median of odd and even numbers of values, in any order", () => {
  assert.equal(median([7]), 7);
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  // By size, not as text
  assert.equal(median([10, 9, 100]), 10);
  assert.equal(median([-1, -10, -9]), -9);
  assert.equal(median(Float64Array.of(5, 5, 1, 5)), 5);
  assert.equal(median(new Uint8Array(300_001).fill(3)), 3);
});

Deno.test("the median of infinite and huge values; NaN shows; nothing has none", () => {
  assert.equal(median([Infinity, 1, 2]), 2);
  assert.equal(median([Infinity, 1]), Infinity);
  assert.equal(median([Infinity, Infinity]), Infinity);
  assert.equal(median([1.7e308, 1.5e308]), 1.6e308);
  for (const values of [[NaN], [1, NaN, 2], [NaN, 1, 2, 3]]) {
    assert.equal(median(values), NaN);
  }
  const values = [3, 1, 2];
  median(values);
  assert.deepEqual(values, [3, 1, 2], "the list stays as it was");
  assert.throws(() => median([]), {
    name: "RangeError",
    message: "median: there are no values",
  });
});
