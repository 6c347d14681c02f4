import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { learningRate, smallStart } from "@nmf/lib/lesson";
import { clampMin, frobeniusError } from "@nmf/lib/matrix";
import { TfidfVectorizer } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden } from "../../lib/testing/golden.ts";
import { assertTopicsAlike, expectedMini, play } from "../testing/testing.ts";
import { lesson } from "./lesson.ts";
import { adamWithPenalty, SETTINGS } from "./method.ts";

for (const method of ["softplus", "projection"] as const) {
  Deno.test(`lesson 05 on mini, ${method}: NumPy's topics and error`, async () => {
    const expected = expectedMini.adam[method];
    // Fewer steps for the long table, and as many as the method takes anyway.
    const iterations = SETTINGS[method].iterations;
    const args = [
      "--corpus",
      "mini",
      "--method",
      method,
      "--iterations",
      `${iterations}`,
    ];
    const result = await play(lesson, args);
    assert.deepEqual(result.topics, expected.topics);
    assertClose(result.error, expected.error, 1e-6);
    assert.deepEqual(result.negatives, { W: 0, H: 0 });
    assert.equal(result.iterations, iterations);
    assertTopicsAlike(result.topics, expectedMini.cd.topics);
  });
}

Deno.test("lesson 05: --lr makes the chosen method take all --iterations", async () => {
  const args = ["--corpus", "mini", "--iterations", "30", "--lr", "0.01 * 0.99^i"];
  const result = await play(lesson, args);
  assert.equal(result.iterations, 30);
  assert.notEqual(result.error, (await play(lesson, args.slice(0, 4))).error);
});

Deno.test("lesson 05: bad options are refused in one line", async () => {
  const refuse = (args: string[], message: RegExp) =>
    assert.rejects(async () => await play(lesson, ["--corpus", "mini", ...args]), {
      message,
    });
  await refuse(["--lr", "0.05 *"], /--lr "0.05 \*": .*expression in i/);
  await refuse(["--lr", "0.01 * (3 - i)"], /at i = 3 it is 0, not a number above 0/);
  await refuse(["--lr", "50"], /learning rate is too large: after i = 0 the error is/);
  await refuse(["--lr", "1e4", "--method", "softplus"], /too large.*a smaller --lr,/);
  await refuse(["--lam", "-1"], /--lam.*Give a number from 0/);
  await refuse(["--method", "adam"], /Allowed choices are penalty, softplus, projection/);
});

newsTest(
  "20news: at λ = 100 from a random start the result is worse than W = H = 0",
  async (newsDir, golden) => {
    const V = await news(newsDir);
    const { W, H } = adamWithPenalty(V, smallStart(V, 6, 1), {
      lam: 100,
      iterations: 400,
      rate: learningRate(SETTINGS.penalty.rate),
    });
    const reported = frobeniusError(V, W, H);
    // Below every NMF of rank 6 that is known (43.6456), above the floor.
    assert.ok(reported > golden.svd_floor && reported < 43.64, `${reported}`);
    const honest = frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
    assert.ok(honest > golden.zero_error, `${honest}`);
  },
  sharedGolden("descent_20news"),
);

async function news(newsDir: string) {
  const { documents } = await loadCorpus({ corpus: "20news", newsDir });
  const vectorizer = new TfidfVectorizer({ stopWords: "english" });
  return vectorizer.fitTransform(documents);
}
