import assert from "node:assert/strict";
import { exploded, largestRise, slowRun } from "./show.ts";

Deno.test("what is said of the slow run is read off its errors", () => {
  const run = (...errors: number[]) =>
    errors.map((error, i) => ({ steps: 10 * i, error }));
  assert.equal(
    slowRun(run(17.3, 17.2), []),
    "10 steps from a random start near 0 lowered the error by 0.1000, to 17.2000.",
  );
  assert.match(
    slowRun(run(17.3, 17.4), []),
    /raised the error by 0\.1000, to 17\.4000\.$/,
  );
  assert.match(
    slowRun(run(17.3, NaN), ["W"]),
    /^After 10 steps the error is no finite number any more\.\nThe step of W goes uphill.*\?$/,
  );
});

Deno.test("the rates that ended higher than they began are named, none where none did", () => {
  const tries = [
    { rate: 0.1, errors: [4, 3] },
    { rate: 0.2, errors: [4, 9] },
    { rate: 0.4, errors: [4, NaN] },
  ];
  assert.equal(
    exploded(5, tries),
    "Higher than it began, at 5.0000, ended the rate 0.200, 0.400.",
  );
  assert.match(
    exploded(5, tries.slice(0, 1)),
    /^None of them ended higher than it began.*\?$/,
  );
});

Deno.test("the largest rise on the way is named, rounding is not", () => {
  const entries = [43.88, 43.78, 43.93, 43.94, 43.7, 43.7001].map((error, iteration) => ({
    iteration,
    error,
  }));
  assert.equal(
    largestRise(entries),
    "the error rose from 43.7800 to 43.9300 at pass 2.",
  );
  assert.equal(largestRise(entries.slice(4)), undefined);
});
