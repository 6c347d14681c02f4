import assert from "node:assert/strict";
import { newsTest } from "../../data/testing.ts";
import { assertClose } from "../../lib/testing/assert_close.ts";
import { expectedMini, play } from "../testing/testing.ts";
import { lesson } from "./lesson.ts";

Deno.test("lesson 01 on mini: the terms and the error that scikit-learn and NumPy give", async () => {
  const result = await play(lesson, ["--corpus", "mini"]);
  assert.deepEqual(result.corpus, {
    name: "mini",
    documents: 300,
    terms: expectedMini.terms,
    nonzeros: expectedMini.nonzeros,
  });
  assert.deepEqual(result.topics, expectedMini.category_topics);
  assertClose(result.error, expectedMini.category_error, 1e-9);
  assert.deepEqual(result.negatives, { W: 0, H: 0 });
});

newsTest(
  "lesson 01 on 20news: the terms with the largest mean TF-IDF",
  async (newsDir) => {
    const { topics } = await play(lesson, ["--corpus", "20news"], newsDir);
    // numpy.argsort of the mean of scikit-learn's TF-IDF rows, per category
    assert.deepEqual(topics.map((words) => words.join(" ")), [
      "god people don think just say atheism religion",
      "graphics thanks files image file know program looking",
      "space nasa like launch just moon orbit shuttle",
      "god jesus people christian christians don bible just",
    ]);
  },
);
