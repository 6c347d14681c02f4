import assert from "node:assert/strict";
import { numpyShuffle } from "./numpy_shuffle.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

Deno.test("numpyShuffle gives NumPy's order", () => {
  // a = numpy.arange(10); numpy.random.RandomState(42).shuffle(a)
  assert.deepEqual(numpyShuffle(upTo(10), 42), [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
  // a = numpy.arange(11314); numpy.random.RandomState(0).shuffle(a); a[:5], a[-3:]
  const order = numpyShuffle(upTo(11314), 0);
  assert.deepEqual(order.slice(0, 5), [5348, 2305, 6491, 2774, 256]);
  assert.deepEqual(order.slice(-3), [9845, 10799, 2732]);
});

Deno.test("numpyShuffle of one item or none changes nothing", () => {
  assert.deepEqual(numpyShuffle([], 1), []);
  assert.deepEqual(numpyShuffle(["a"], 1), ["a"]);
});

Deno.test("numpyShuffle takes the largest seed, and refuses what NumPy refuses", () => {
  // a = numpy.arange(5); numpy.random.RandomState(2**32 - 1).shuffle(a)
  assert.deepEqual(numpyShuffle(upTo(5), 2 ** 32 - 1), [4, 1, 0, 2, 3]);
  for (const seed of [-1, 0.5, 2 ** 32, NaN, Infinity]) {
    assert.throws(() => numpyShuffle(upTo(5), seed), {
      name: "RangeError",
      message: /seed must be a whole number/,
    });
  }
});
