import assert from "node:assert/strict";
import { spreadOf, summarize } from "./summarize.ts";
import { resultWith } from "./testing.ts";

Deno.test("spreadOf: the median of an odd and of an even number", () => {
  assert.deepEqual(spreadOf([3, 1, 2]), { low: 1, median: 2, high: 3 });
  assert.deepEqual(spreadOf([4, 1, 3, 2]), { low: 1, median: 2.5, high: 4 });
  assert.deepEqual(spreadOf([7]), { low: 7, median: 7, high: 7 });
});

Deno.test("spreadOf: what is not a number is the worst, and the middle stays one", () => {
  assert.deepEqual(spreadOf([NaN, 1, 2]), { low: 1, median: 2, high: Infinity });
  assert.deepEqual(spreadOf([Infinity, NaN]), {
    low: Infinity,
    median: Infinity,
    high: Infinity,
  });
});

Deno.test("spreadOf: where more is better, what is not a number is the least", () => {
  assert.deepEqual(spreadOf([NaN, 1, 2], "higher"), {
    low: -Infinity,
    median: 1,
    high: 2,
  });
});

Deno.test("summarize: one row per method, negatives of W and H together", () => {
  const [a, b] = summarize([
    resultWith({ method: "a", clamped: 2, negatives: { W: 1, H: 2 } }),
    resultWith({ method: "b", clamped: 9, secondsToBest: null }),
    resultWith({ method: "a", clamped: 4, negatives: { W: 0, H: 5 } }),
  ]);
  assert.equal(a!.method.name, "a");
  assert.equal(a!.runs, 2);
  assert.deepEqual(a!.honest, { low: 2, median: 3, high: 4 });
  assert.deepEqual(a!.negatives, { low: 3, median: 4, high: 5 });
  assert.equal(b!.near.median, Infinity);
});
