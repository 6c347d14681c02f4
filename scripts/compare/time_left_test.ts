import assert from "node:assert/strict";
import { resultWith } from "./testing.ts";
import { wholeRun } from "./paces.ts";
import { inWords, timeLeft } from "./time_left.ts";

Deno.test("timeLeft: as long as the same method took, or as the others on average", () => {
  const plan = ["nndsvda", "random 1"].flatMap((start) =>
    ["a", "b"].map((method) => ({ rank: 6, start, method }))
  );
  let now = 0;
  const clock = timeLeft(plan, [], [], () => now);
  assert.equal(clock.left(), "");
  now = 2000;
  clock.ended(resultWith({ method: "a" }));
  assert.equal(clock.left(), "6 s left"); // b, a, b: 2 s each
  now = 62_000;
  clock.ended(resultWith({ method: "b" }));
  assert.equal(clock.left(), "1 min 2 s left"); // a as before, b 60 s
  now = 63_000;
  assert.equal(clock.left(), "1 min 1 s left");
});

Deno.test("timeLeft: runs that were made before are not waited for", () => {
  const plan = [1, 2].map((i) => ({ rank: 6, start: `random ${i}`, method: "a" }));
  const clock = timeLeft(
    plan,
    [resultWith({ method: "a", start: "random 1" })],
    [],
    () => 0,
  );
  clock.ended(resultWith({ method: "a", start: "random 2" }));
  assert.equal(clock.left(), "");
});

Deno.test("timeLeft: before the first run has ended the paces say it, in proportion to topics", () => {
  const plan = [3, 6].flatMap((rank) =>
    ["a", "b"].map((method) => ({ rank, start: "nndsvda", method }))
  );
  const paces = [{ method: "a", rank: 6, seconds: 100 }, {
    method: "b",
    rank: 6,
    seconds: 2,
  }];
  let now = 0;
  const clock = timeLeft(plan, [], paces, () => now);
  assert.deepEqual([...clock.byMethod()], [["a", 150], ["b", 3]]);
  assert.equal(clock.left(), "2 min 33 s left");
  now = 10_000;
  assert.equal(clock.left(), "2 min 23 s left");
  clock.ended(resultWith({ rank: 3, method: "a" }));
  assert.equal(clock.left(), "1 min 43 s left");
  assert.deepEqual(clock.underWay(), { rank: 3, start: "nndsvda", method: "b" });
});

Deno.test("inWords: seconds, minutes, hours", () => {
  assert.deepEqual([0.2, 59.1, 60, 3599, 3601, 7200].map(inWords), [
    "1 s",
    "1 min 0 s",
    "1 min 0 s",
    "59 min 59 s",
    "1 h 1 min",
    "2 h 0 min",
  ]);
});

Deno.test("wholeRun: steps in proportion, and the rest as often as errors are read", () => {
  // Three steps of 1 s each, twice, and 6 readings of 0.5 s: 3 s are the steps' own.
  assert.equal(wholeRun(6, 3, 3), 3 + 3);
  assert.equal(wholeRun(6, 3, 1000), 1000 + 3 * (20 + 98) / 6);
  // Fewer than are tried.
  assert.equal(wholeRun(2, 1, 1), 1 + 1);
});
