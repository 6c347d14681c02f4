import assert from "node:assert/strict";
import { endsOf } from "./show.ts";

const start = (error: number, iterations = 30) => ({ seed: 1, error, iterations });

Deno.test("what is said of the starts is what their errors say", () => {
  assert.deepEqual(endsOf([start(2), start(2.0001), start(2.0002)], 200), [
    "All 3 found the same minimum, 2.000.",
  ]);
  assert.deepEqual(endsOf([start(2), start(2.0001), start(2.5)], 200), [
    "2 of 3 came to the lowest error, 2.000; the others ended in 1 other place, up to 2.500.",
    "One start is not the answer: run several, keep the best.",
  ]);
  assert.deepEqual(
    endsOf([start(2), start(2.1, 200), start(2.5, 200)], 200).slice(0, 2),
    [
      "1 of 3 came to the lowest error, 2.000; the others ended in 2 other places, up to 2.500.",
      "2 of the 3 met the bound on iterations, 200.",
    ],
  );
});
