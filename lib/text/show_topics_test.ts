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

Deno.test("topicTerms refuses names that do not fit the columns", () => {
  assert.throws(() => topicTerms(Matrix.from([[1, 2]]), ["a"]), /2 columns.*1 names/);
});
