import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { frobeniusLoss, Tensor } from "@nmf/lib/autograd";
import { learningRate } from "@nmf/lib/lesson";
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
import { showTopics, TfidfVectorizer } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden, tinyGolden } from "../../lib/testing/golden.ts";
import { expectedMini, play } from "../testing/testing.ts";
import {
  adamWithPenalty,
  adamWithProjection,
  adamWithSoftplus,
  DEFAULTS,
  introduction,
  lesson,
  naiveLoss,
  smallStart,
  verdict,
} from "./lesson.ts";

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

const tiny = tinyGolden("torch_tiny");
const V = Matrix.from(tiny.V);
const start = { W: Matrix.from(tiny.W0), H: Matrix.from(tiny.H0) };

for (const V2 of [V, SparseMatrix.fromDense(V)]) {
  Deno.test(`five steps with the penalty are PyTorch's, ${V2.constructor.name} V`, () => {
    const { steps, lr, betas, lam } = tiny.adam;
    const seen: number[] = [];
    const kept = start.W.toArray();
    adamWithPenalty(V2, start, {
      iterations: 5,
      rate: () => lr,
      betas,
      lam,
      onStep(i, W, H, rate) {
        seen.push(i);
        assert.equal(rate, lr);
        assertMatrixClose(W, steps[i].W, 1e-9);
        assertMatrixClose(H, steps[i].H, 1e-9);
      },
    });
    assert.deepEqual(seen, [0, 1, 2, 3, 4]);
    assert.deepEqual(start.W.toArray(), kept, "the start was changed");
  });
}

Deno.test("the optimizer takes each step with the rate of that step", () => {
  // One entry and a large V: the gradient of W keeps its sign, so that with betas of 0
  // Adam's step is the learning rate itself.
  const big = Matrix.from([[1000]]);
  const one = { W: Matrix.from([[1]]), H: Matrix.from([[1]]) };
  const walked: number[] = [];
  let before = 1;
  adamWithPenalty(big, one, {
    iterations: 3,
    rate: (i) => 0.1 * 0.5 ** i,
    betas: [0, 0],
    lam: 0,
    onStep(_, W) {
      walked.push(W.at(0, 0) - before);
      before = W.at(0, 0);
    },
  });
  walked.forEach((step, i) => assertClose(step, 0.1 * 0.5 ** i, 1e-6));
});

for (const fit of [adamWithSoftplus, adamWithProjection]) {
  Deno.test(`${fit.name} lowers the error, without negatives, and keeps the start`, () => {
    const random = new Random(6);
    const A = SparseMatrix.fromDense(clampMin(normalMatrix(20, 15, random), 0));
    const from = { W: uniformMatrix(20, 3, random), H: uniformMatrix(3, 15, random) };
    const kept = from.H.toArray();
    const run = () => fit(A, from, { iterations: 200, rate: () => 0.02 });
    const { W, H } = run();
    assert.deepEqual(from.H.toArray(), kept);
    assert.ok(min(W) >= 0 && min(H) >= 0);
    assert.ok(frobeniusError(A, W, H) < 0.8 * frobeniusError(A, from.W, from.H));
    assert.deepEqual(run(), { W, H });
  });
}

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
  assert.match(bad[0]!, /^λ = 0, 100: .* 7 to 9 negatives/);
  assert.match(bad[1]!, /^λ = 100: .*worse than W = H = 0/);
  assert.match(bad[2]!, /λ = 1e4, with 2\.2000; the expert has 2\.0000/);
  const good = verdict([run(1e6, 2.1, 2.1)], marks);
  assert.match(good[0]!, /^No loss is below/);
  assert.match(good[1]!, /none is worse/);
});

for (const method of ["softplus", "projection"] as const) {
  Deno.test(`lesson 05 on mini, ${method}: NumPy's topics and error`, async () => {
    const expected = expectedMini.adam[method];
    // Fewer steps for the long table, and as many as the method takes anyway.
    const iterations = DEFAULTS[method].iterations;
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
    assertSameTopics(result.topics, expectedMini.cd.topics);
  });
}

Deno.test("lesson 05 on mini, penalty: NumPy's errors", async () => {
  const { documents } = await loadCorpus({ corpus: "mini" });
  const V = new TfidfVectorizer({ stopWords: "english" }).fitTransform(documents);
  const start = initialize(V, 6, "nndsvda", 1);
  for (
    const [lam, iterations, expected] of [
      [0, 300, expectedMini.adam.penalty_0],
      [1e6, 1000, expectedMini.adam.penalty_1e6],
    ] as const
  ) {
    const rate = () => 1e-3;
    const { W, H } = adamWithPenalty(V, start, { lam, iterations, rate });
    assertClose(frobeniusError(V, W, H), expected.error, 1e-3);
    assertClose(
      frobeniusError(V, clampMin(W, 0), clampMin(H, 0)),
      expected.error_clamped,
      1e-3,
    );
  }
});

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
  "20news: Adam with the penalty follows NumPy's at five λ",
  async (newsDir, golden) => {
    const { V } = await news(newsDir);
    const start = initialize(V, 6, "nndsvda", 1);
    assert.equal(golden.adam.length, 5);
    for (const run of golden.adam) {
      const after = run.error_after_i_steps;
      const counts: number[][] = [];
      let compared = 0;
      const { W, H } = adamWithPenalty(V, start, {
        lam: run.lam,
        iterations: 1000,
        rate: () => run.lr,
        betas: run.betas,
        onStep(i, W, H) {
          if (i >= 980) counts.push([countNegatives(W), countNegatives(H)]);
          if (after[i + 1] === undefined) return;
          assertClose(frobeniusError(V, W, H), after[i + 1], 1e-3);
          compared++;
        },
      });
      assert.equal(compared, 10);
      assertClose(frobeniusError(V, W, H), run.final.error, 1e-3);
      const honest = frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
      assertClose(honest / run.final.error_clamped, 1, 0.01);
      // Entries around 0 change their sign from step to step. For λ = 1e6 NumPy's own count
      // in H went from 4892 to 6723 within its last 20 steps, and the last was 5062, 5590
      // or 6723, as the start was rounded. So the expected count is looked for in ours of
      // the last 20 steps.
      run.final.negatives.forEach((expected: number, which: number) => {
        const closest = Math.min(
          ...counts.map((pair) => Math.abs(pair[which]! / expected - 1)),
        );
        assert.ok(closest < 0.15, `λ = ${run.lam}: ${counts} against ${expected}`);
      });
    }
  },
  sharedGolden("descent_20news"),
);

newsTest(
  "20news: both repairs come within 0.001 of scikit-learn's NMF, without negatives",
  async (newsDir, golden) => {
    const expected = golden.nmf.find((run: Record<string, unknown>) =>
      run.matrix === "tfidf" && run.n_components === 6 && run.solver === "cd"
    );
    const { V, terms } = await news(newsDir);
    const start = initialize(V, 6, "nndsvda", 1);
    for (const method of ["softplus", "projection"] as const) {
      const { iterations, lr } = DEFAULTS[method];
      const fit = { softplus: adamWithSoftplus, projection: adamWithProjection }[method];
      const { W, H } = fit(V, start, { iterations, rate: learningRate(lr) });
      assertClose(frobeniusError(V, W, H), expected.reconstruction_err, 1e-3);
      assert.equal(countNegatives(W) + countNegatives(H), 0);
      assertSameTopics(showTopics(H, terms, 8), expected.topics);
    }
  },
  sharedGolden("20news"),
);

newsTest(
  "20news: at λ = 100 from a random start the result is worse than W = H = 0",
  async (newsDir, golden) => {
    const { V } = await news(newsDir);
    const { W, H } = adamWithPenalty(V, smallStart(V, 6, 1), {
      lam: 100,
      iterations: 400,
      rate: learningRate(DEFAULTS.penalty.lr),
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
  return { V: vectorizer.fitTransform(documents), terms: vectorizer.featureNames };
}

/** Topic by topic at least 7 of 8 words. */
function assertSameTopics(topics: string[][], expected: string[][]): void {
  topics.forEach((words, topic) => {
    const shared = words.filter((word) => expected[topic]!.includes(word)).length;
    assert.ok(shared >= 7, `${words.join(" ")} against ${expected[topic]!.join(" ")}`);
  });
}
