import assert from "node:assert/strict";
import { type RunFacts, whatChanged } from "./what_changed.ts";

const run: RunFacts = {
  corpus: "mini, 300 documents",
  options: { topics: 2, lr: "0.05" },
  error: 16.5,
  iterations: 30,
  topics: [["moon", "star"], ["oven", "bread"]],
};

const cases: [what: string, change: Partial<RunFacts>, line: string | undefined][] = [
  ["nothing", {}, "since the last run nothing has changed"],
  ["another corpus", { corpus: "texts, 6 documents" }, undefined],
  [
    "the error alone",
    { error: 16.25 },
    "since the last run: error 16.5000 → 16.2500, iterations 30, the same words",
  ],
  [
    "a small difference, with the digits that show it",
    { error: 16.5000004 },
    "since the last run: error 16.5000000 → 16.5000004, iterations 30, the same words",
  ],
  [
    "no number",
    { error: null, topics: [["moon", "star"], ["a", "b"]] },
    "since the last run: error 16.5000 → NaN, iterations 30, other words in 1 of 2 topics",
  ],
  [
    "the order of the topics is no change",
    { topics: [["oven", "bread"], ["moon", "star"]] },
    "since the last run nothing has changed",
  ],
  [
    "an option",
    { options: { topics: 3, lr: "0.05" }, iterations: 40, topics: [["moon"]] },
    "since the last run (topics 2 → 3): error 16.5000, iterations 30 → 40, " +
    "other words in 1 of 1 topics",
  ],
  [
    "an option that is new",
    { options: { topics: 2, lr: "0.05", segment: "zh" } },
    "since the last run (segment none → zh) nothing has changed",
  ],
];
for (const [what, change, line] of cases) {
  Deno.test(`what changed since the last run: ${what}`, () => {
    assert.equal(whatChanged(run, { ...run, ...change }), line);
  });
}
