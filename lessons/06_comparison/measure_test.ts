import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { TfidfVectorizer } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden } from "../../lib/testing/golden.ts";
import { expectedMini } from "../testing/testing.ts";
import {
  besideOthers,
  boundsOf,
  judge,
  type Run,
  runMethod,
  topicStrengths,
} from "./measure.ts";
import type { Method } from "./methods.ts";

/** Two posts about the sky and two about food, in two words each. */
const COUNTS = SparseMatrix.fromDense(Matrix.from([
  [1, 2, 0, 0],
  [1, 1, 0, 0],
  [0, 0, 3, 1],
  [0, 0, 1, 1],
]));
const JUDGED = {
  V: COUNTS,
  counts: COUNTS,
  terms: ["moon", "orbit", "oven", "bread"],
  categories: ["sky", "sky", "food", "food"],
  words: 2,
};
const SKY = [2, 1, 0, 0];
const FOOD = [0, 0, 2, 1];
const SKY_FIRST = Matrix.from([[1, 0], [1, 0], [0, 1], [0, 1]]);

/** A run that ended at an error of 10, but for what is said. */
function run(name: string, said: Partial<Run> = {}): Run {
  const nobody: Method["fit"] = () => assert.fail("nothing is computed");
  return {
    method: { id: name, name, lesson: "00", iterations: 9, expected: {}, fit: nobody },
    W: SKY_FIRST,
    H: Matrix.from([SKY, FOOD]),
    iterations: 2,
    seconds: 4,
    history: [],
    error: 10,
    clamped: 10,
    negatives: { W: 0, H: 0 },
    ...said,
  };
}

/** A history whose honest errors are these, one a second; the reported ones are lower. */
function history(...clamped: number[]) {
  return clamped.map((value, second) => ({
    iteration: 10 * second,
    seconds: second,
    error: value - 3,
    clamped: value,
  }));
}

Deno.test("near the best: the first honest error within 0.1 % of the lowest end of all", () => {
  const rows = judge([
    run("at once", { history: history(10.0099, 10) }),
    run("in time", { history: history(20, 10.0101, 10.0099, 10) }),
    run("passing", { history: history(20, 10, 10.5), clamped: 10.5 }),
    run("never", { history: history(20, 10.0101), clamped: 10.0101 }),
    run("not asked", { history: [] }),
  ], JUDGED);
  assert.deepEqual(rows.map(({ secondsToBest }) => secondsToBest), [0, 2, 1, null, null]);
});

Deno.test("a topic stands where the expert's is that it shares most words with", () => {
  const W = Matrix.from([[0, 1], [0, 1], [1, 0], [1, 0]]);
  const [expert, swapped, half] = judge([
    run("expert"),
    run("swapped", { W, H: Matrix.from([FOOD, SKY]) }),
    // The second topic has only one of the expert's words about the sky.
    run("half", { W, H: Matrix.from([[0, 0, 2, 1], [2, 0, 1, 0]]) }),
  ], JUDGED);
  assert.deepEqual(expert!.topics, [["moon", "orbit"], ["oven", "bread"]]);
  assert.deepEqual(swapped!.topics, expert!.topics);
  assert.deepEqual(half!.topics, [["moon", "oven"], ["oven", "bread"]]);
  assert.deepEqual([expert, swapped, half].map((row) => row!.matched), [1, 1, 3 / 4]);
  // The strongest topics are the categories, in whatever order the topics stand.
  for (const row of [expert, swapped, half]) {
    assert.deepEqual([row!.nmi, row!.purity], [1, 1]);
  }
  // Both words of a topic stand in 2 of 4 posts, the same ones: NPMI 1. The words “moon”
  // and “oven” never meet: −1.
  assert.deepEqual([expert, swapped, half].map((row) => row!.coherence), [1, 1, 0]);
});

Deno.test("without topics of the expert the others keep theirs, and share none", () => {
  const topics = [["oven", "bread"], ["moon", "orbit"]];
  const [, other] = besideOthers([
    { clamped: NaN, history: [], topics: [] },
    { clamped: 1, history: [], topics },
  ]);
  assert.deepEqual([other!.topics, other!.matched], [topics, NaN]);
});

Deno.test("where every method explodes, none comes near the best", () => {
  const history = [{ iteration: 0, seconds: 0, error: 1, clamped: 1 }];
  const rows = besideOthers([
    { clamped: NaN, history, topics: [["moon"]] },
    { clamped: Infinity, history, topics: [["moon"]] },
  ]);
  assert.deepEqual(rows.map(({ secondsToBest }) => secondsToBest), [null, null]);
});

Deno.test("negatives in W do not name the strongest topic", () => {
  const W = Matrix.from([[0.1, -9], [0.1, -9], [-9, 0.1], [-9, 0.1]]);
  const [row] = judge([run("Adam", { W, negatives: { W: 4, H: 0 } })], JUDGED);
  assert.deepEqual([row!.nmi, row!.purity], [1, 1]);
});

Deno.test("the strength of topics over very many terms", () => {
  // Of 300 000 terms of weight 2: ‖H₁‖ = 2 √300 000
  const H = new Matrix(1, 300_000, new Float64Array(300_000).fill(2));
  assertMatrixClose(
    topicStrengths(Matrix.from([[3], [-1]]), H),
    [[6 * Math.sqrt(300_000)], [0]],
    1e-9,
  );
});

Deno.test("the strongest topic does not depend on where a method leaves the scale", () => {
  // The last post is more about food: 0.9 · 5 against 2 · √5, from W alone more about sky.
  const H = Matrix.from([SKY, [0, 0, 4, 3]]);
  const W = Matrix.from([[3, 0.1], [3, 0], [0, 1], [2, 0.9]]);
  assertMatrixClose(topicStrengths(W, H), [
    [3 * Math.sqrt(5), 0.5],
    [3 * Math.sqrt(5), 0],
    [0, 5],
    [2 * Math.sqrt(5), 4.5],
  ], 1e-12);
  const scaled = {
    W: Matrix.from([[0.3, 10], [0.3, 0], [0, 100], [0.2, 90]]),
    H: Matrix.from([[20, 10, 0, 0], [0, 0, 0.04, 0.03]]),
  };
  const rows = judge([run("one", { W, H }), run("other", scaled)], JUDGED);
  for (const { nmi, purity } of rows) assert.deepEqual([nmi, purity], [1, 1]);
});

Deno.test("a run that exploded is judged without harm to the others", () => {
  const exploded = run("exploded", {
    W: new Matrix(4, 2, new Float64Array(8).fill(NaN)),
    H: new Matrix(2, 4, new Float64Array(8).fill(NaN)),
    error: NaN,
    clamped: NaN,
    history: history(20, 1e30, NaN, NaN),
  });
  const fine = run("fine", { history: history(20, 10) });
  const [expert, broken, other] = judge([fine, exploded, fine], JUDGED);
  assert.equal(broken!.secondsToBest, null);
  assert.deepEqual([broken!.nmi, broken!.purity], [0, 1 / 2]);
  assert.equal(expert!.secondsToBest, 1);
  assert.deepEqual(other, expert);
});

Deno.test("a method is timed after a few iterations that do not count, its errors by hand", async () => {
  const V = SparseMatrix.fromDense(Matrix.from([[3], [4]]));
  const H = Matrix.from([[1]]);
  const start = { W: Matrix.from([[0], [0]]), H };
  const W = Matrix.from([[3], [-1]]);
  const asked: number[] = [];
  const method: Method = {
    id: "by-hand",
    name: "by hand",
    lesson: "00",
    iterations: 50,
    expected: {},
    fit(problem, history) {
      asked.push(problem.iterations);
      assert.deepEqual(problem.start, start);
      assert.equal(problem.seed, 7);
      history.record(0, start.W, H);
      const until = performance.now() + 20;
      while (performance.now() < until);
      history.record(problem.iterations, W, H);
      return { W, H, iterations: problem.iterations };
    },
  };
  const { seconds, history, ...result } = await runMethod(method, {
    V,
    start,
    iterations: 50,
    seed: 7,
  });
  assert.deepEqual(asked, [3, 50]);
  // V − WH is (0, 5); without the −1 it is (0, 4).
  assert.deepEqual(result, {
    method,
    W,
    H,
    iterations: 50,
    error: 5,
    clamped: 4,
    negatives: { W: 1, H: 0 },
  });
  assert.deepEqual(
    history.map(({ iteration, error, clamped }) => [iteration, error, clamped]),
    [[0, 5, 5], [50, 5, 4]],
  );
  assert.equal(history.at(-1)!.seconds, seconds);
  assert.ok(seconds >= 0.02, `${seconds} s`);
  await runMethod(method, { V, start, iterations: 2, seed: 7 });
  assert.deepEqual(asked, [3, 50, 2, 2]);
});

Deno.test("mini: the floor is NumPy's, W = H = 0 the norm of V", async () => {
  const V = await vectorized({ corpus: "mini" });
  const { floor, zero } = boundsOf(V, 6, 1);
  assertClose(floor, expectedMini.svd_floor, 1e-8);
  // Each of the 300 rows has the length 1.
  assertClose(zero, Math.sqrt(300), 1e-9);
});

newsTest(
  "20news: the floor is scikit-learn's, W = H = 0 the norm of V",
  async (newsDir, golden) => {
    const V = await vectorized({ corpus: "20news", newsDir });
    const { floor, zero } = boundsOf(V, 6, 1);
    assertClose(floor, golden.svd_floor.tfidf_k6.frobenius_error, 1e-8);
    assertClose(zero, golden.tfidf_vectorizer.frobenius_norm, 1e-9);
  },
  sharedGolden("20news"),
);

Deno.test("a V of lower rank than topics has the floor 0, not NaN", () => {
  const V = SparseMatrix.fromDense(Matrix.from([[1, 2], [2, 4], [3, 6]]));
  const { floor, zero } = boundsOf(V, 2, 1);
  assertClose(floor, 0, 1e-6);
  assertClose(zero, Math.sqrt(70), 1e-12);
});

async function vectorized(options: { corpus: string; newsDir?: string }) {
  const { documents } = await loadCorpus(options);
  return new TfidfVectorizer({ stopWords: "english" }).fitTransform(documents);
}
