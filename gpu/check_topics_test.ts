import assert from "node:assert/strict";
import { checkTopics, MOST_TOPICS } from "./check_topics.ts";

Deno.test("1 to 24 topics are taken; more is the user's mistake, less the program's", () => {
  checkTopics(1);
  checkTopics(MOST_TOPICS);
  assert.throws(() => checkTopics(MOST_TOPICS + 1), {
    name: "InputError",
    message: /25 topics are more than the 24 .*--topics 24 or less/,
  });
  for (const k of [0, -1, 2.5, NaN, Infinity]) {
    assert.throws(() => checkTopics(k), {
      name: "RangeError",
      message: `the number of topics must be a whole number from 1 on, not ${k}`,
    });
  }
});
