import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { denseDescent, type Descent, sparseDescent } from "@nmf/gpu";
import {
  clampMin,
  countNegatives,
  frobeniusError,
  Matrix,
  normalMatrix,
  SparseMatrix,
  transpose,
} from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { showTopics, TfidfVectorizer } from "@nmf/lib/text";
import { newsForTests } from "../../data/testing.ts";
import { assertNear, freshRandom, gpuTest, randomSparse } from "../../gpu/testing.ts";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden, tinyGolden } from "../../lib/testing/golden.ts";
import { gradientDescent } from "../03_sgd/method.ts";
import { assertTopicsAlike } from "../testing/testing.ts";
import { descendOnCpu, descendOnGpu, KERNEL, stepSpecification } from "./method.ts";

Deno.test("the specification of the step takes PyTorch's steps", () => {
  const tiny = tinyGolden("torch_tiny");
  const { lr, lam, mu, steps } = tiny.penalty_gradient_descent;
  const V = SparseMatrix.fromDense(Matrix.from(tiny.V));
  const settings = { rate: lr, lam, mu };
  let W = Matrix.from(tiny.W0);
  let Ht = transpose(Matrix.from(tiny.H0));
  for (const step of steps) {
    const nextW = stepSpecification(V, W, Ht, settings);
    Ht = stepSpecification(V.transpose(), Ht, W, settings);
    W = nextW;
    assertMatrixClose(W, step.W, 1e-9);
    assertMatrixClose(transpose(Ht), step.H, 1e-9);
  }
});

Deno.test("the descent by the specification is lesson 03's", () => {
  const { random } = freshRandom();
  const V = randomSparse(20, 30, random);
  const start = { W: normalMatrix(20, 4, random), H: normalMatrix(4, 30, random) };
  const settings = { iterations: 9, rate: () => 0.004, lam: 5, mu: 0.1 };
  const seen: number[] = [];
  const ours = descendOnCpu(V, start, {
    ...settings,
    readAfter: (i) => i % 4 === 0,
    onStep: (i) => seen.push(i),
  });
  const expected = gradientDescent(V, start, settings);
  assertMatrixClose(ours.W, expected.W.toArray(), 1e-9);
  assertMatrixClose(ours.H, expected.H.toArray(), 1e-9);
  assert.deepEqual(seen, [0, 4, 8]);
});

gpuTest("step.wgsl is its specification, for all shapes", async (gpu) => {
  const { random, seed } = freshRandom();
  const settings = { rate: 0.01, lam: 4, mu: 0.2 };
  for (const [rows, cols, k] of [[1, 1, 1], [90, 200, 6], [3, 70, 11], [64, 1, 2]]) {
    const V = randomSparse(rows, cols, random);
    const W = normalMatrix(rows, k, random);
    const H = normalMatrix(k, cols, random);
    const Ht = transpose(H);
    using descent = await sparseDescent(gpu, V, { W, H }, {
      ...settings,
      kernel: KERNEL,
    });
    await descent.steps([settings.rate]);
    const after = await descent.download();
    const message =
      `step.wgsl and stepSpecification in method.ts take different steps; was one of them ` +
      `changed without the other? ${rows} × ${cols}, ${k} topics, seed ${seed}`;
    assertNear(after.W, stepSpecification(V, W, Ht, settings), message);
    const expectedHt = stepSpecification(V.transpose(), Ht, W, settings);
    assertNear(transpose(after.H), expectedHt, message);
  }
});

gpuTest("the descent reads back only when it is told to", async (gpu) => {
  const { random } = freshRandom();
  const V = randomSparse(30, 20, random);
  const start = { W: normalMatrix(30, 2, random), H: normalMatrix(2, 20, random) };
  const seen: number[] = [];
  const settings = {
    iterations: 130,
    rate: (i: number) => 0.001 / (1 + i),
    lam: 1,
    mu: 0,
  };
  const onGpu = await descendOnGpu(gpu, V, start, {
    ...settings,
    readAfter: (i) => i === 0 || i === 99,
    onStep: (i, W) => {
      seen.push(i);
      assert.equal(W.rows, 30);
    },
  });
  assert.deepEqual(seen, [0, 99]);
  const onCpu = descendOnCpu(V, start, settings);
  assertNear(onGpu.W, onCpu.W, "W");
  assertNear(onGpu.H, onCpu.H, "H");
});

const newsDir = await newsForTests();
const golden = sharedGolden("descent_20news");

/** A test on the GPU with 20 Newsgroups and NumPy's numbers, or left out by name. */
function newsGpuTest(name: string, run: Parameters<typeof gpuTest>[1]): void {
  if (newsDir !== undefined && golden !== undefined) return gpuTest(name, run);
  Deno.test({
    name: `${name} (left out: needs 20 Newsgroups and ../shared)`,
    // The corpus or its numbers are not there; the name says so.
    ignore: true,
    fn() {},
  });
}

async function news() {
  const { documents } = await loadCorpus({ corpus: "20news", newsDir: newsDir! });
  const vectorizer = new TfidfVectorizer({ stopWords: "english" });
  const V = vectorizer.fitTransform(documents);
  return { V, terms: vectorizer.featureNames, start: initialize(V, 6, "nndsvda", 1) };
}

/**
 * Follows NumPy's descent with the settings of the source's GPU run, up to a step; the
 * error is compared wherever NumPy's is known.
 */
async function follow(descent: Descent, V: SparseMatrix, most: number): Promise<void> {
  let done = 0;
  for (const [i, error] of Object.entries<number>(sourceRun.error_after_step_i)) {
    if (Number(i) >= most) break;
    const rates = [];
    for (; done <= Number(i); done++) rates.push(rate(done));
    await descent.steps(rates);
    const { W, H } = await descent.download();
    assertClose(frobeniusError(V, W, H), error, 1e-3);
  }
  const rest = [];
  for (; done < most; done++) rest.push(rate(done));
  await descent.steps(rest);
}

const sourceRun = golden?.gradient_descent.find((run: { lam: number }) =>
  run.lam === 100
);
const rate = (i: number) => 0.05 * 0.9 ** Math.ceil(i / 100);

newsGpuTest("20news: the sparse way follows NumPy's descent, 1000 steps", async (gpu) => {
  const { V, start, terms } = await news();
  using descent = await sparseDescent(gpu, V, start, { ...sourceRun, kernel: KERNEL });
  await follow(descent, V, 1000);
  const { W, H } = await descent.download();
  const { error, error_clamped, negatives, topics } = sourceRun.final;
  assertClose(frobeniusError(V, W, H), error, 1e-3);
  assertClose(frobeniusError(V, clampMin(W, 0), clampMin(H, 0)), error_clamped, 1e-3);
  assertClose(countNegatives(H) / negatives[1], 1, 0.15);
  assertTopicsAlike(showTopics(H, terms), topics);
  assertTopicsAlike(showTopics(H, terms), scikitTopics(topics));
});

/** scikit-learn's topics in the order of the descent's. */
function scikitTopics(like: readonly string[][]): string[][] {
  const { topics } = sharedGolden("20news").nmf.find((run: typeof golden) =>
    run.matrix === "tfidf" && run.n_components === 6 && run.solver === "cd"
  );
  return like.map((words) =>
    topics.find((topic: string[]) => topic.filter((w) => words.includes(w)).length >= 5)
  );
}

newsGpuTest("20news: the dense way follows NumPy's descent", async (gpu) => {
  const { V, start } = await news();
  using descent = await denseDescent(gpu, V, start, sourceRun);
  // A software adapter takes a tenth of a second for a step.
  await follow(descent, V, gpu.software ? 101 : 1000);
});
