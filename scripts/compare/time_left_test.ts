import assert from "node:assert/strict";
import { resultWith } from "./testing.ts";
import { timeLeft } from "./time_left.ts";

Deno.test("timeLeft: as long as the same method took, or as the others on average", () => {
  const plan = ["nndsvda", "random 1"].flatMap((start) =>
    ["a", "b"].map((method) => ({ rank: 6, start, method }))
  );
  let now = 0;
  const clock = timeLeft(plan, [], () => now);
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
  const clock = timeLeft(plan, [resultWith({ method: "a", start: "random 1" })], () => 0);
  clock.ended(resultWith({ method: "a", start: "random 2" }));
  assert.equal(clock.left(), "");
});
