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
    .forEach((value, i) => assertClose(value, expected[i]!, 1e-15));
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

Deno.test("normal numbers need nothing that differs between browsers", () => {
  const log = Math.log;
  const expected = normalMatrix(50, 2, new Random(4)).data;
  try {
    // A browser whose logarithms are a digit off: as far as two browsers differ, or more.
    Math.log = (x) => log(x) * (1 + 4 * Number.EPSILON);
    assert.deepEqual(normalMatrix(50, 2, new Random(4)).data, expected);
  } finally {
    Math.log = log;
  }
});

Deno.test("seeds, sizes and bounds out of range are refused", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 32, Infinity]) {
    assert.throws(() => new Random(seed), {
      name: "RangeError",
      message: `a seed is a whole number from 0 to 4294967295, not ${seed}`,
    });
  }
  const random = new Random(1);
  for (const n of [-1, 2.5, NaN, Infinity, 2 ** 31]) {
    assert.throws(() => random.permutation(n), { name: "RangeError", message: /things/ });
  }
  assert.deepEqual([...random.permutation(0)], []);
  for (const draw of [uniformMatrix, normalMatrix]) {
    for (const [rows, cols] of [[-1, 2], [2, 1.5], [NaN, 1]] as const) {
      assert.throws(() => draw(rows, cols, random), /a matrix cannot be/);
    }
  }
  for (
    const [low, high] of [[1, 0], [NaN, 1], [0, NaN], [0, Infinity], [-1e308, 1e308]]
  ) {
    assert.throws(() => uniformMatrix(1, 1, random, low, high), {
      name: "RangeError",
      message: `uniformMatrix: no numbers can be drawn from ${low} to ${high}`,
    });
  }
  for (const scale of [-1, NaN, Infinity]) {
    assert.throws(() => normalMatrix(1, 1, random, scale), {
      name: "RangeError",
      message: `normalMatrix: a deviation is a number from 0, not ${scale}`,
    });
  }
});
