import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../testing/assert_close.ts";
import { labellings } from "./expected.ts";
import { purity } from "./mod.ts";

Deno.test("purity is what scikit-learn's contingency table gives", () => {
  for (const { a, b, purity: expected } of labellings) {
    // The table of nothing has no purity; we say 1, as NMI does.
    assertClose(purity(a, b), expected ?? 1, 1e-15);
  }
});

Deno.test("purity by hand: 5 + 4 + 3 of 17", () => {
  // The example of Manning, Raghavan and Schütze, figure 16.4.
  const classes = "xxxxxo" + "xooood" + "xxddd";
  const clusters = "111111" + "222222" + "33333";
  assertClose(purity([...clusters], [...classes]), 12 / 17, 1e-15);
});

Deno.test("purity is at least the largest class's share, and blind to names", () => {
  const objects = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(fc.property(objects, (pairs) => {
    const clusters = pairs.map(([cluster]) => cluster);
    const classes = pairs.map(([, label]) => label);
    const largest = Math.max(
      ...classes.map((label) => classes.filter((other) => other === label).length),
    );
    const value = purity(clusters, classes);
    assert.ok(value <= 1 && value >= largest / classes.length);
    assert.equal(purity(clusters.map((label) => 9 - label), classes), value);
    assert.equal(purity(classes.map((_, i) => i), classes), 1);
  }));
});

Deno.test("purity refuses labellings of different lengths", () => {
  assert.throws(() => purity([1], []), RangeError);
});
