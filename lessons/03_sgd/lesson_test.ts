import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { learningRate, lessonOptions } from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  Matrix,
  min,
  normalMatrix,
  Random,
  SparseMatrix,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { TfidfVectorizer, topicTerms } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden, tinyGolden } from "../../lib/testing/golden.ts";
import { expectedMini, play } from "../testing/testing.ts";
import {
  finiteDifferences,
  fitLine,
  gradientDescent,
  gradients,
  lesson,
  penalty,
  stochasticGradientDescent,
  symbolicGradients,
} from "./lesson.ts";

const tiny = tinyGolden("torch_tiny");
const V = Matrix.from(tiny.V);
const start = { W: Matrix.from(tiny.W0), H: Matrix.from(tiny.H0) };
const settings = tiny.penalty_gradient_descent;

Deno.test("the line fit finds a = 3 and b = 8, and one step is what the formula gives", () => {
  const points = [0, 1, 2].map((x) => ({ x, y: 3 * x + 8 }));
  const { a, b } = fitLine(points, { a: -1, b: 1, rate: 0.1, steps: 2000 });
  assertClose(a, 3, 1e-9);
  assertClose(b, 8, 1e-9);
  // r = −x + 1 − 3x − 8 = −4x − 7 at x = 0, 1, 2: mean(r·x) = −41/3… by hand:
  // r = −7, −11, −15; 2·mean(r·x) = 2·(−11 − 30)/3; 2·mean(r) = 2·(−33)/3.
  const one = fitLine(points, { a: -1, b: 1, rate: 0.1, steps: 1 });
  assertClose(one.a, -1 + 0.1 * 82 / 3, 1e-12);
  assertClose(one.b, 1 + 0.1 * 22, 1e-12);
});

for (const V2 of [V, SparseMatrix.fromDense(V)]) {
  const kind = V2 instanceof Matrix ? "dense" : "sparse";

  Deno.test(`the penalty gradient is PyTorch's, ${kind} V`, () => {
    const { dW, dH } = gradients(V2, start, settings.lam, settings.mu);
    assertMatrixClose(dW, settings.first_gradient.dW, 1e-9);
    assertMatrixClose(dH, settings.first_gradient.dH, 1e-9);
  });

  Deno.test(`five steps are PyTorch's, ${kind} V`, () => {
    const seen: number[] = [];
    gradientDescent(V2, start, {
      iterations: 5,
      rate: () => settings.lr,
      lam: settings.lam,
      mu: settings.mu,
      onStep(i, W, H) {
        seen.push(i);
        assertMatrixClose(W, settings.steps[i].W, 1e-9);
        assertMatrixClose(H, settings.steps[i].H, 1e-9);
        assertClose(frobeniusError(V2, W, H), settings.steps[i].frobenius, 1e-9);
      },
    });
    assert.deepEqual(seen, [0, 1, 2, 3, 4]);
  });
}

Deno.test("the penalty is taken entry by entry", () => {
  const A = Matrix.from([[0.5, 0.05], [-0.2, 0.3]]);
  assertMatrixClose(penalty(A, 0.1), [[0, -0.05], [-0.3, 0]], 1e-15);
});

Deno.test("the gradients by hand agree with mathjs's and with finite differences", async () => {
  const random = new Random(5);
  const small = [0, 1, 2].map(() => normalMatrix(2, 2, random)) as [
    Matrix,
    Matrix,
    Matrix,
  ];
  const mine = gradients(small[0], { W: small[1], H: small[2] });
  const symbolic = await symbolicGradients(...small);
  assertMatrixClose(mine.dW, symbolic.dW.toArray(), 1e-12);
  assertMatrixClose(mine.dH, symbolic.dH.toArray(), 1e-12);

  const A = normalMatrix(4, 6, random);
  const W = normalMatrix(4, 3, random);
  const H = normalMatrix(3, 6, random);
  const loss = () => frobeniusError(A, W, H) ** 2 / 2;
  const { dW, dH } = gradients(A, { W, H });
  assertMatrixClose(finiteDifferences(loss, W), dW.toArray(), 1e-6);
  assertMatrixClose(finiteDifferences(loss, H), dH.toArray(), 1e-6);
});

Deno.test("SGD with one batch of all documents is projected gradient descent", () => {
  const random = new Random(2);
  const A = uniformMatrix(8, 6, random);
  const from = { W: uniformMatrix(8, 2, random), H: uniformMatrix(2, 6, random) };
  const sgd = stochasticGradientDescent(SparseMatrix.fromDense(A), from, {
    epochs: 1,
    batchSize: 8,
    rate: () => 0.01,
    random: new Random(9),
  });
  const descent = gradientDescent(A, from, {
    iterations: 1,
    rate: () => 0.01,
    lam: 0,
    mu: 0,
  });
  assertMatrixClose(sgd.W, clampMin(descent.W, 0).toArray(), 1e-12);
  assertMatrixClose(sgd.H, clampMin(descent.H, 0).toArray(), 1e-12);
});

Deno.test("SGD lowers the error, keeps the start, and repeats itself with the same seed", () => {
  const random = new Random(3);
  const A = SparseMatrix.fromDense(uniformMatrix(30, 12, random));
  const from = { W: uniformMatrix(30, 3, random), H: uniformMatrix(3, 12, random) };
  const before = frobeniusError(A, from.W, from.H);
  const kept = from.W.toArray();
  const run = () =>
    stochasticGradientDescent(A, from, {
      epochs: 40,
      batchSize: 7,
      rate: () => 0.02,
      random: new Random(1),
    });
  const once = run();
  assert.deepEqual(from.W.toArray(), kept);
  assert.ok(frobeniusError(A, once.W, once.H) < 0.7 * before);
  assert.ok(min(once.W) >= 0 && min(once.H) >= 0);
  assert.deepEqual(run(), once);
});

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

newsTest("20news: both gradient descents follow NumPy's", async (newsDir, golden) => {
  const { documents } = await loadCorpus({ corpus: "20news", newsDir });
  const vectorizer = new TfidfVectorizer({ stopWords: "english" });
  const V = vectorizer.fitTransform(documents);
  const start = initialize(V, 6, "nndsvda", 1);
  assertClose(frobeniusError(V, start.W, start.H), golden.start_error, 1e-6);
  assert.equal(golden.gradient_descent.length, 2);
  for (const run of golden.gradient_descent) {
    const decays = run.lam === 100;
    const after = run.error_after_step_i;
    let compared = 0;
    const { W, H } = gradientDescent(V, start, {
      iterations: run.steps,
      rate: decays ? (i) => 0.05 * 0.9 ** Math.ceil(i / 100) : () => 0.01,
      lam: run.lam,
      mu: run.mu,
      onStep(i, W, H) {
        if (after[i] === undefined) return;
        assertClose(frobeniusError(V, W, H), after[i], 1e-3);
        compared++;
      },
    });
    assert.equal(compared, Object.keys(after).length);
    assertClose(frobeniusError(V, W, H), run.final.error, 1e-3);
    const honest = frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
    assertClose(honest, run.final.error_clamped, 1e-3);
    // λ·rate = 5 throws negative entries to and fro, which magnifies the last digit of the
    // start; the counts and the smallest entries agree less closely than the error.
    assertClose(min(W), run.final.min[0], 1e-4);
    assertClose(min(H), run.final.min[1], 1e-4);
    [W, H].forEach((A, which) =>
      assertClose(countNegatives(A) / run.final.negatives[which], 1, 0.15)
    );
    // “bronx” and “beauchaine” stand in the same posts and weigh exactly the same; which
    // comes first is decided by entries around zero.
    topicTerms(H, vectorizer.featureNames).forEach((terms, topic) =>
      terms.forEach(({ weight }, rank) => {
        const expected = vectorizer.featureNames.indexOf(run.final.topics[topic][rank]);
        assert.equal(weight, H.at(topic, expected), run.final.topics[topic].join(" "));
      })
    );
  }
}, sharedGolden("descent_20news"));

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
