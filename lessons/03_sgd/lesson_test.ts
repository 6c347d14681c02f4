import assert from "node:assert/strict";
import { learningRate, lessonOptions } from "@nmf/lib/lesson";
import { newsTest } from "../../data/testing.ts";
import { assertClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden } from "../../lib/testing/golden.ts";
import { expectedMini, play } from "../testing/testing.ts";
import { lesson } from "./lesson.ts";

Deno.test("lesson 03 on mini: the topics and errors of NumPy's descent", async () => {
  const expected = expectedMini.gradient_descent;
  const result = await play(lesson, ["--corpus", "mini"]);
  assert.deepEqual(result.topics, expected.topics);
  assertClose(result.error, expected.error, 1e-6);
  assert.equal(result.iterations, 1000);
  const sgd = await play(lesson, ["--corpus", "mini", "--method", "sgd"]);
  assert.deepEqual(sgd.negatives, { W: 0, H: 0 });
  assertClose(sgd.error, expected.error_clamped, 0.01);
});

Deno.test("lesson 03: bad learning rates are refused in one line", async () => {
  const refuse = (args: string[], message: RegExp) =>
    assert.rejects(play(lesson, ["--corpus", "mini", ...args]), {
      name: "InputError",
      message,
    });
  await refuse(["--lr", "0.05 *"], /--lr "0.05 \*": .*expression in i/);
  await refuse(["--lr", "0.05 * j"], /Undefined symbol j/);
  await refuse(["--lr", "-1"], /at i = 0 it is -1, not a number above 0/);
  await refuse(["--lr", "0.02 * (3 - i)"], /at i = 3 it is 0, not a number above 0/);
  await refuse(["--lr", "50"], /learning rate is too large: after i = \d+ the error is/);
  await refuse(["--sgd-lr", "i +"], /--sgd-lr "i \+"/);
});

Deno.test("lesson 03: λ and μ may be 0, but not less", () => {
  for (const option of ["--lam", "--mu"]) {
    lessonOptions(lesson, [option, "0.0"]);
    for (const value of ["-1", "much", ""]) {
      assert.throws(() => lessonOptions(lesson, [option, value]), /Give a number from 0/);
    }
  }
});

Deno.test("lesson 03: the learning rate is the source's, cut by a tenth after step 0, 100, …", () => {
  const rate = learningRate(lessonOptions(lesson, []).lr);
  let source = 0.05;
  for (let i = 0; i < 1000; i++) {
    assertClose(rate(i), source, 1e-15);
    if (i % 100 === 0) source *= 0.9;
  }
});

newsTest(
  "lesson 03 on 20news: SGD comes as far as NumPy's descent, to the same topics",
  async (newsDir, golden) => {
    const expected = golden.gradient_descent[0].final;
    const args = [
      "--corpus",
      "20news",
      "--iterations",
      "1",
      "--method",
      "sgd",
      "--epochs",
      "30",
    ];
    const sgd = await play(lesson, args, newsDir);
    assertClose(sgd.error, expected.error_clamped, 2e-3);
    // The same six topics: at least 7 of 8 words each.
    sgd.topics.forEach((words, topic) => {
      const shared = words.filter((word) => expected.topics[topic].includes(word)).length;
      assert.ok(
        shared >= 7,
        `${words.join(" ")} against ${expected.topics[topic].join(" ")}`,
      );
    });
  },
  sharedGolden("descent_20news"),
);
