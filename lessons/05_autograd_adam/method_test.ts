import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
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
import { assertTopicsAlike, expectedMini } from "../testing/testing.ts";
import {
  adamWithPenalty,
  adamWithProjection,
  adamWithSoftplus,
  SETTINGS,
} from "./method.ts";

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

Deno.test("mini, Adam with the penalty: NumPy's errors", async () => {
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
          ...counts.map((pair) => Math.abs(pair[which] / expected - 1)),
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
      const { iterations, rate } = SETTINGS[method];
      const fit = { softplus: adamWithSoftplus, projection: adamWithProjection }[method];
      const { W, H } = fit(V, start, { iterations, rate: learningRate(rate) });
      assertClose(frobeniusError(V, W, H), expected.reconstruction_err, 1e-3);
      assert.equal(countNegatives(W) + countNegatives(H), 0);
      assertTopicsAlike(showTopics(H, terms, 8), expected.topics);
    }
  },
  sharedGolden("20news"),
);

async function news(newsDir: string) {
  const { documents } = await loadCorpus({ corpus: "20news", newsDir });
  const vectorizer = new TfidfVectorizer({ stopWords: "english" });
  return { V: vectorizer.fitTransform(documents), terms: vectorizer.featureNames };
}
