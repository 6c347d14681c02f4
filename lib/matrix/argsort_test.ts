import assert from "node:assert/strict";
import fc from "fast-check";
import { argsort } from "./argsort.ts";

// numpy.argsort([i * 7 % 5 for i in range(40)]) of NumPy 1.24.2
// deno-fmt-ignore
const NUMPY_ORDER = [0, 20, 15, 30, 10, 25, 35, 5, 23, 8, 33, 28, 13, 3, 38, 18, 6, 21, 1, 36, 16, 26, 11, 31, 34, 29, 19, 14, 9, 4, 24, 39, 27, 22, 17, 12, 32, 7, 2, 37];

Deno.test("argsort gives a permutation that sorts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 }),
      (values) => {
        const order = [...argsort(values)];
        assert.deepEqual(order.toSorted((a, b) => a - b), values.map((_, i) => i));
        assert.deepEqual(order.map((i) => values[i]), values.toSorted((a, b) => a - b));
      },
    ),
  );
});

Deno.test("argsort leaves equal values as NumPy does", () => {
  const values = Array.from({ length: 40 }, (_, i) => (i * 7) % 5);
  assert.deepEqual([...argsort(values)], NUMPY_ORDER);
});

Deno.test("argsort leaves equal values as NumPy does in long lists too", () => {
  // o = numpy.argsort([i * 7919 % 101 for i in range(2000)]); (o * numpy.arange(2000)).sum()
  const values = Array.from({ length: 2000 }, (_, i) => (i * 7919) % 101);
  const order = argsort(values);
  assert.equal(order.reduce((total, o, i) => total + o * i, 0), 1998193485);
});

Deno.test("argsort puts NaN last, as NumPy does, and loses no position", () => {
  // numpy.argsort([2, nan, 1, nan, 0])
  assert.deepEqual([...argsort([2, NaN, 1, NaN, 0])], [4, 2, 0, 1, 3]);
  // v = [i * 7919 % 101 for i in range(2000)], with nan for 3, 50 and 100;
  // o = numpy.argsort(v); (o * numpy.arange(2000)).sum()
  const values = Array.from({ length: 2000 }, (_, i) => (i * 7919) % 101)
    .map((value) => [3, 50, 100].includes(value) ? NaN : value);
  const order = argsort(values);
  assert.equal(order.reduce((total, o, i) => total + o * i, 0), 1996431807);
  assert.deepEqual([...argsort([])], []);
});
