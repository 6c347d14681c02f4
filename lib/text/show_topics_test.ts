import assert from "node:assert/strict";
import { Matrix } from "../matrix/mod.ts";
import { showTopics, topicTerms } from "./show_topics.ts";

Deno.test("showTopics gives the strongest terms first", () => {
  const H = Matrix.from([[0, 4, 1, 3], [2, 0.5, 0, 5]]);
  assert.deepEqual(showTopics(H, ["a", "b", "c", "d"], 3), [["b", "d", "c"], [
    "d",
    "a",
    "b",
  ]]);
});

Deno.test("showTopics gives all terms where there are fewer than asked for", () => {
  assert.deepEqual(showTopics(Matrix.from([[1, 2]]), ["a", "b"]), [["b", "a"]]);
});

Deno.test("names that do not fit the columns and counts of words that are none are refused", () => {
  const H = Matrix.from([[1, 2]]);
  for (const show of [showTopics, topicTerms]) {
    assert.deepEqual(show(H, ["a", "b"], 0), [[]]);
    const misfit = { name: "RangeError", message: /2 columns.*1 names/ };
    assert.throws(() => show(H, ["a"]), misfit);
    for (const words of [-1, 1.5, NaN, Infinity, "2" as unknown as number]) {
      const refused = {
        name: "RangeError",
        message: /words must be a whole number from 0/,
      };
      assert.throws(() => show(H, ["a", "b"], words), refused);
    }
  }
});
