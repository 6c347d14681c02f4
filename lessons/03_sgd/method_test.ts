import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import {
  clampMin,
  countNegatives,
  type Factors,
  frobeniusError,
  matmul,
  Matrix,
  min,
  mul,
  Random,
  SparseMatrix,
  sub,
  transpose,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { TfidfVectorizer, topicTerms } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden, tinyGolden } from "../../lib/testing/golden.ts";
import {
  gradientDescent,
  gradients,
  penalty,
  stochasticGradientDescent,
} from "./method.ts";

const tiny = tinyGolden("torch_tiny");
const V = Matrix.from(tiny.V);
const start = { W: Matrix.from(tiny.W0), H: Matrix.from(tiny.H0) };
const settings = tiny.penalty_gradient_descent;

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

Deno.test("W and H take each step with the rate of that step", () => {
  const rates = [0.05, 0.02, 0.04];
  const own = { lam: settings.lam, mu: settings.mu };
  const whole = gradientDescent(V, start, {
    iterations: 3,
    rate: (i) => rates[i]!,
    ...own,
  });
  let steps = start;
  for (const rate of rates) {
    steps = gradientDescent(V, steps, { iterations: 1, rate: () => rate, ...own });
  }
  assert.deepEqual(whole, steps);
});

Deno.test("SGD: every document once an epoch, in the order drawn for it, at its rate", () => {
  const random = new Random(5);
  const A = uniformMatrix(7, 4, random);
  A.row(2).fill(0);
  const from = { W: uniformMatrix(7, 2, random), H: uniformMatrix(2, 4, random) };
  const rates = [0.3, 0.02, 0.1];
  const orders = [[3, 0, 6, 2, 5, 1, 4], [4, 6, 1, 0, 2, 3, 5], [1, 5, 0, 4, 3, 6, 2]];
  const drawn = orders.map((order) => Int32Array.from(order));
  const inThatOrder = Object.assign(new Random(0), {
    permutation(n: number) {
      assert.equal(n, 7);
      return drawn.shift()!;
    },
  });
  const seen: Factors[] = [];
  stochasticGradientDescent(SparseMatrix.fromDense(A), from, {
    epochs: 3,
    batchSize: 3, // the last batch has one document
    rate: (i) => rates[i]!,
    random: inThatOrder,
    onEpoch: (_, W, H) => void seen.push({ W: W.clone(), H: H.clone() }),
  });
  // The same from the formulas, R = WH − V as a whole.
  let { W, H } = from;
  orders.forEach((order, i) => {
    for (const batch of [order.slice(0, 3), order.slice(3, 6), order.slice(6)]) {
      const part = (B: Matrix) =>
        Matrix.from(batch.map((document) => [...B.row(document)]));
      const R = sub(matmul(part(W), H), part(A));
      const moved = sub(part(W), mul(matmul(R, transpose(H)), rates[i]!));
      H = clampMin(sub(H, mul(matmul(transpose(part(W)), R), rates[i]!)), 0);
      W = W.clone();
      batch.forEach((document, r) => W.row(document).set(clampMin(moved, 0).row(r)));
    }
    assertMatrixClose(seen[i]!.W, W.toArray(), 1e-12);
    assertMatrixClose(seen[i]!.H, H.toArray(), 1e-12);
  });
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
