import assert from "node:assert/strict";
import { assertClose } from "../testing/assert_close.ts";
import { normalMatrix, Random, uniformMatrix } from "./mod.ts";

Deno.test("Random draws NumPy's numbers", () => {
  // numpy.random.RandomState(42).random_sample(3)
  const random = new Random(42);
  for (const expected of [0.3745401188473625, 0.9507143064099162, 0.7319939418114051]) {
    assert.equal(random.uniform(), expected);
  }
  // numpy.random.RandomState(3).standard_normal(5)
  const expected = [
    1.7886284734303186,
    0.43650985051198943,
    0.09649746807200862,
    -1.8634927033644908,
    -0.27738820251439905,
  ];
  [...normalMatrix(1, 5, new Random(3)).data]
    .forEach((value, i) => assertClose(value, expected[i]!, 1e-14));
  // numpy.random.RandomState(5).permutation(10)
  assert.deepEqual([...new Random(5).permutation(10)], [9, 5, 2, 4, 7, 1, 0, 8, 6, 3]);
});

Deno.test("the same seed draws the same, another seed another matrix", () => {
  const draw = (seed: number) => [...uniformMatrix(3, 4, new Random(seed), -2, 5).data];
  assert.deepEqual(draw(7), draw(7));
  assert.notDeepEqual(draw(7), draw(8));
  assert.ok(draw(7).every((value) => value >= -2 && value < 5));
});

Deno.test("a permutation holds every number once", () => {
  const order = new Random(3).permutation(1000);
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({ length: 1000 }, (_, i) => i),
  );
});

Deno.test("seeds out of range are refused", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 32]) {
    assert.throws(() => new Random(seed), /a seed is a whole number/);
  }
});
