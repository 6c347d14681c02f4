import assert from "node:assert/strict";
import { startsVerdict } from "./starts_verdict.ts";
import { resultWith } from "./testing.ts";

/** Honest errors of a method: from the nndsvda start, then from random ones. */
const runs = (method: string, [fixed, ...random]: number[], lesson = "99") => [
  resultWith({ method, lesson, clamped: fixed! }),
  ...random.map((clamped, i) =>
    resultWith({ method, lesson, clamped, start: `random ${i + 1}` })
  ),
];

Deno.test("startsVerdict: nothing to say without random starts", () => {
  assert.deepEqual(startsVerdict(runs("a", [2])), []);
});

Deno.test("startsVerdict: where every start will do", () => {
  assert.deepEqual(startsVerdict([...runs("a", [2, 2, 2]), ...runs("b", [2, 2, 2])]), [
    "The lowest honest error of all 6 runs is 2.0000, by a from the start “nndsvda”.",
    "Within 0.1 % of it, and with the same topics, end: a and b from every random start.",
    "In the median over the random starts all end alike, at 2.0000.",
    "Every random start leads to the same place here: one is enough.",
  ]);
});

Deno.test("startsVerdict: where it depends on the method, and the peers do not count", () => {
  const results = [
    ...runs("a", [2, 1.9999, 2]),
    ...runs("b", [2, 2.1, 2]),
    ...runs("c", [2.1, 2.2, NaN]),
    ...runs("d", [1, 1, 1], "peer"),
  ];
  assert.deepEqual(startsVerdict(results), [
    "The lowest honest error of all 8 runs is 1.9999, by a from the start “random 1”.",
    "Within 0.1 % of it, and with the same topics, end: a from every random start; b from 1 of 2; c from none.",
    "In the median over the random starts a ends lowest, at 2.0000.",
    "The random start does not matter here for a; for the others it does: run several " +
    "and keep the lowest honest error. From the nndsvda start 2 of 3 methods end in the same place.",
  ]);
});

Deno.test("startsVerdict: where no method is safe", () => {
  const lines = startsVerdict([...runs("a", [2, 2, 2.1]), ...runs("b", [2, 2.1, 2])]);
  assert.match(lines.at(-1)!, /^No method is safe with a single random start here/);
  assert.match(
    lines.at(-1)!,
    /From the nndsvda start all 2 methods end in the same place/,
  );
});

Deno.test("startsVerdict: nearly the same error with other topics is another place", () => {
  const results = runs("a", [2, 2, 2.0001]);
  results[2]!.topics = [["oven", "bread"]];
  assert.equal(
    startsVerdict(results)[1],
    "Within 0.1 % of it, and with the same topics, end: a from 1 of 2.",
  );
});
