import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../testing/assert_close.ts";
import { labellings } from "./expected.ts";
import { normalizedMutualInformation } from "./mod.ts";

/** Two labellings of the same up to 30 objects. */
const labels = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 30 })
  .map((pairs) => [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const);

Deno.test("NMI is scikit-learn's", () => {
  assert.equal(labellings.length, 12);
  for (const { a, b, nmi } of labellings) {
    assertClose(normalizedMutualInformation(a, b), nmi, 1e-12);
  }
});

Deno.test("NMI by hand: halves against quarters", () => {
  // I = ln 2, H(a) = ln 4, H(b) = ln 2
  assertClose(normalizedMutualInformation([0, 1, 2, 3], [0, 0, 1, 1]), 2 / 3, 1e-15);
});

Deno.test("NMI of the example of Manning, Raghavan and Schütze, table 16.2", () => {
  const classes = "xxxxxo" + "xooood" + "xxddd";
  const clusters = "111111" + "222222" + "33333";
  assertClose(normalizedMutualInformation([...clusters], [...classes]), 0.36, 0.005);
});

Deno.test("NMI of one group: 1 with itself, 0 with several, and 1 of nothing", () => {
  assert.equal(normalizedMutualInformation(["a", "a"], [5, 5]), 1);
  assert.equal(normalizedMutualInformation(["a", "a"], [5, 6]), 0);
  assert.equal(normalizedMutualInformation([], []), 1);
});

Deno.test("NMI is from 0 to 1, symmetric, and blind to the labels' names", () => {
  fc.assert(fc.property(labels, ([a, b]) => {
    const value = normalizedMutualInformation(a, b);
    assert.ok(value >= 0 && value <= 1);
    assertClose(normalizedMutualInformation(b, a), value, 1e-12);
    assertClose(
      normalizedMutualInformation(a.map((label) => 9 - label), b),
      value,
      1e-12,
    );
    assertClose(normalizedMutualInformation(a, a), 1, 1e-12);
  }));
});

Deno.test("NMI refuses labellings of different lengths", () => {
  assert.throws(() => normalizedMutualInformation([1, 2], [1]), {
    name: "RangeError",
    message: "both labellings must name the same objects, not 2 and 1",
  });
});
