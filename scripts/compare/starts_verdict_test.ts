import assert from "node:assert/strict";
import { startsVerdict } from "./starts_verdict.ts";
import { resultWith } from "./testing.ts";

const NEAR =
  "Within 0.1 % of it, and with seven of every eight words of that run's topics or more, end: ";

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
    `${NEAR}a and b from every random start.`,
    "In the median over the 2 random starts both methods end alike, at 2.0000.",
    "Both random starts lead to the best end found: one is enough here.",
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
    "The lowest honest error of the 8 of 9 runs that ended with a number is 1.9999, by a " +
    "from the start “random 1”.",
    `${NEAR}a from every random start; b from 1 of 2; c from none.`,
    "In the median over the 2 random starts a ends lowest, at 2.0000.",
    "The best end found is reached from every random start by a. The 2 others miss it from " +
    "some starts or from all: run several and keep the lowest honest error. From the " +
    "nndsvda start 2 of 3 methods reach it.",
  ]);
});

Deno.test("startsVerdict: where no method is safe", () => {
  const lines = startsVerdict([...runs("a", [2, 2, 2.1]), ...runs("b", [2, 2.1, 2])]);
  assert.match(
    lines.at(-1)!,
    /^No method reaches the best end found from every random start: run several/,
  );
  assert.match(
    lines.at(-1)!,
    /From the nndsvda start both methods reach it/,
  );
});

Deno.test("startsVerdict: nearly the same error with other topics is another place", () => {
  const results = runs("a", [2, 2, 2.0001]);
  results[2]!.topics = [["oven", "bread"]];
  assert.equal(
    startsVerdict(results)[1],
    `${NEAR}a from 1 of 2.`,
  );
});

Deno.test("startsVerdict: a run without a number is not near, however the others end", () => {
  const lines = startsVerdict([...runs("a", [2, 2, NaN]), ...runs("b", [2, 2, 2])]);
  assert.equal(lines[1], `${NEAR}b from every random start; a from 1 of 2.`);
  assert.match(
    lines[3]!,
    /is reached from every random start by b\. The other method misses it from some/,
  );
});

Deno.test("startsVerdict: one random start is no more than one", () => {
  assert.deepEqual(startsVerdict([...runs("a", [2, 2]), ...runs("b", [2, 2.1])]), [
    "The lowest honest error of all 4 runs is 2.0000, by a from the start “nndsvda”.",
    `${NEAR}a from the random start; b not.`,
    "From the random start a ends lowest, at 2.0000.",
    "One random start cannot show how much depends on it: give --seeds 5.",
  ]);
});

Deno.test("startsVerdict: one method alone", () => {
  assert.deepEqual(startsVerdict(runs("a", [2, 2.1, 2.2])).slice(2), [
    "In the median over the 2 random starts a ends at 2.1500.",
    "A misses the best end found from some random starts or from all: run several and " +
    "keep the lowest honest error. From the nndsvda start the method reaches it.",
  ]);
});

Deno.test("startsVerdict: where nothing ended with a number it says so", () => {
  assert.deepEqual(startsVerdict(runs("a", [NaN, NaN])), ["No run ended with a number."]);
  const lines = startsVerdict(runs("a", [2, NaN, NaN]));
  assert.match(lines[0]!, /of the 1 of 3 runs that ended with a number is 2\.0000/);
  assert.equal(lines[1], `${NEAR}a from none.`);
  assert.equal(
    lines[2],
    "In the median over the 2 random starts no method ends with a number.",
  );
});
