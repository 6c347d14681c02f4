import assert from "node:assert/strict";
import { termsInOrder, type Vocabulary } from "./vocabulary.ts";

Deno.test("a list, a set and a generator keep their order", () => {
  function* terms() {
    yield "sun";
    yield "moon";
  }
  for (const list of [["sun", "moon"], new Set(["sun", "moon"]), terms()]) {
    assert.deepEqual(termsInOrder(list), ["sun", "moon"]);
  }
});

Deno.test("a mapping says which column each term has", () => {
  const entries: [string, number][] = [["sun", 2], ["1", 0], ["constructor", 3], [
    "a",
    1,
  ]];
  const expected = ["1", "a", "sun", "constructor"];
  assert.deepEqual(termsInOrder(Object.fromEntries(entries)), expected);
  assert.deepEqual(termsInOrder(new Map(entries)), expected);
  const bare = Object.assign(Object.create(null), Object.fromEntries(entries));
  assert.deepEqual(termsInOrder(bare), expected);
});

const REFUSED: [unknown, string, RegExp][] = [
  ["sun", "TypeError", /list of terms or a mapping.*not "sun"/],
  ["", "TypeError", /list of terms or a mapping/],
  [3, "TypeError", /not 3/],
  [true, "TypeError", /not true/],
  [() => [], "TypeError", /not a function/],
  [["a", 1], "TypeError", /term 1 .* a string, not 1/],
  [["a", null], "TypeError", /term 1 .* not null/],
  [[, "a"], "TypeError", /term 0 .* not undefined/],
  [[["a", 0]], "TypeError", /term 0 .* not an array/],
  [new Map([[1, 0]]), "TypeError", /term 0 .* not 1/],
  [Float64Array.of(1), "TypeError", /term 0 .* not 1/],
  [[], "RangeError", /empty/],
  [{}, "RangeError", /empty/],
  [new Map(), "RangeError", /empty/],
  [["a", "b", "a"], "RangeError", /"a" twice/],
  [{ a: 0, b: 0 }, "RangeError", /"a" and "b" the same column 0/],
  [{ a: 0, b: 2 }, "RangeError", /"b" the column 2; its 2 terms have the columns 0 to 1/],
  [{ a: 1, b: 2 }, "RangeError", /"b" the column 2/],
  [{ a: -1 }, "RangeError", /"a" the column -1/],
  [{ a: 0.5 }, "RangeError", /"a" the column 0.5/],
  [{ a: "0" }, "RangeError", /"a" the column "0"/],
  [new Map([["a", NaN]]), "RangeError", /"a" the column NaN/],
];

for (const [vocabulary, name, message] of REFUSED) {
  Deno.test(`no vocabulary: ${message.source}`, () => {
    assert.throws(() => termsInOrder(vocabulary as Vocabulary), { name, message });
  });
}
