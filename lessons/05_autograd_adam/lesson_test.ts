import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { frobeniusLoss, Tensor } from "@nmf/lib/autograd";
import { learningRate } from "@nmf/lib/lesson";
import {
  clampMin,
  frobeniusError,
  Random,
  SparseMatrix,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { TfidfVectorizer } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden, tinyGolden } from "../../lib/testing/golden.ts";
import { assertTopicsAlike, expectedMini, play } from "../testing/testing.ts";
import { introduction, lesson, naiveLoss, smallStart, verdict } from "./lesson.ts";
import { adamWithPenalty, SETTINGS } from "./method.ts";

Deno.test("the introduction: the gradient is the 18 that PyTorch prints", () => {
  const { x, out } = introduction();
  assert.equal(out.item(), 108);
  assert.deepEqual(x.grad.toArray(), [[18, 18], [18, 18]]);
  const { grad_of_x } = tinyGolden("torch_tiny").autograd_intro;
  assert.equal(x.grad.at(0, 0), grad_of_x);
});

Deno.test("the naive and the fused loss have the same value and the same gradients", () => {
  const random = new Random(4);
  const V = SparseMatrix.fromDense(clampMin(uniformMatrix(9, 14, random, -1, 1), 0));
  const W = uniformMatrix(9, 3, random);
  const H = uniformMatrix(3, 14, random);
  const variables = () => [W, H].map((A) => new Tensor(A, { requiresGrad: true }));
  const [W1, H1] = variables() as [Tensor, Tensor];
  const [W2, H2] = variables() as [Tensor, Tensor];
  const naive = naiveLoss(V.toDense(), W1, H1);
  const fused = frobeniusLoss(V, W2, H2);
  naive.backward();
  fused.backward();
  assertClose(naive.item(), frobeniusError(V.toDense(), W, H), 1e-12);
  assertClose(fused.item(), naive.item(), 1e-12);
  assertMatrixClose(W2.grad, W1.grad.toArray(), 1e-12);
  assertMatrixClose(H2.grad, H1.grad.toArray(), 1e-12);
});

Deno.test("the verdict says only what the numbers say", () => {
  const marks = { floor: 1, expert: 2, zero: 3 };
  const run = (lam: number, error: number, honest: number, negatives = 7) => ({
    lam,
    error,
    honest,
    negatives,
    least: -1,
  });
  const bad = verdict(
    [run(0, 1.5, 2.5), run(100, 1.6, 3.5, 9), run(1e4, 2.1, 2.2)],
    marks,
  );
  assert.match(bad[0], /^λ = 0, 100: .* 7 to 9 negatives/);
  assert.match(bad[1], /^λ = 100: .*worse than W = H = 0/);
  assert.match(bad[2], /λ = 1e4, with 2\.2000; the expert has 2\.0000/);
  const good = verdict([run(1e6, 2.1, 2.1)], marks);
  assert.match(good[0], /^No loss is below/);
  assert.match(good[1], /none is worse/);
});

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
  await refuse(["--lr", "1e4", "--method", "softplus"], /too large.*a smaller --lr$/);
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
