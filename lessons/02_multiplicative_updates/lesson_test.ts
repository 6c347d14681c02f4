import assert from "node:assert/strict";
import fc from "fast-check";
import { loadCorpus } from "@nmf/data";
import { History } from "@nmf/lib/lesson";
import {
  frobeniusError,
  Matrix,
  norm,
  Random,
  SparseMatrix,
  sum,
  truncatedSvd,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { CountVectorizer, showTopics, TfidfTransformer } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden, tinyGolden } from "../../lib/testing/golden.ts";
import { expectedMini, play } from "../testing/testing.ts";
import { lesson, multiplicativeUpdates } from "./lesson.ts";

Deno.test("the update is scikit-learn's, entry by entry", () => {
  const golden = tinyGolden("nmf_tiny");
  const V = Matrix.from(golden.V);
  const start = { W: Matrix.from(golden.W0), H: Matrix.from(golden.H0) };
  const cases = golden.cases.filter((one: { solver: string; beta_loss?: string }) =>
    one.solver === "mu" && (one.beta_loss ?? "frobenius") === "frobenius"
  );
  assert.deepEqual(cases.map((one: { iterations: number }) => one.iterations), [
    1,
    2,
    5,
    50,
  ]);
  for (const { iterations, W, H } of cases) {
    const mine = multiplicativeUpdates(V, start, { iterations, tol: 0 });
    assertMatrixClose(mine.W, W, 1e-9);
    assertMatrixClose(mine.H, H, 1e-9);
  }
});

Deno.test("the error never rises, and no entry turns negative", () => {
  const sizes = fc.record({
    m: fc.integer({ min: 1, max: 12 }),
    n: fc.integer({ min: 1, max: 12 }),
    k: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(1000),
  });
  fc.assert(fc.property(sizes, ({ m, n, k, seed }) => {
    const random = new Random(seed);
    const V = uniformMatrix(m, n, random);
    for (let p = 0; p < V.data.length; p += 2) V.data[p] = 0;
    let { W, H } = { W: uniformMatrix(m, k, random), H: uniformMatrix(k, n, random) };
    let previous = frobeniusError(V, W, H);
    for (let i = 0; i < 15; i++) {
      ({ W, H } = multiplicativeUpdates(V, { W, H }, { iterations: 1 }));
      const error = frobeniusError(V, W, H);
      assert.ok(error <= previous + 1e-9, `${error} after ${previous}`);
      assert.ok([...W.data, ...H.data].every((value) => value >= 0));
      previous = error;
    }
  }));
});

Deno.test("dense and sparse V give the same factors", () => {
  const random = new Random(4);
  const V = uniformMatrix(9, 7, random);
  for (let p = 0; p < V.data.length; p += 3) V.data[p] = 0;
  const start = { W: uniformMatrix(9, 2, random), H: uniformMatrix(2, 7, random) };
  const dense = multiplicativeUpdates(V, start, { iterations: 20, tol: 0 });
  const sparse = multiplicativeUpdates(SparseMatrix.fromDense(V), start, {
    iterations: 20,
    tol: 0,
  });
  assertMatrixClose(sparse.W, dense.W.toArray(), 1e-10);
  assertMatrixClose(sparse.H, dense.H.toArray(), 1e-10);
});

Deno.test("the history has the start, the first ten iterations, every tenth and the end", () => {
  const V = Matrix.from([[1, 2], [3, 5], [8, 13]]);
  const start = { W: Matrix.from([[1], [1], [1]]), H: Matrix.from([[1, 1]]) };
  const history = new History(V);
  multiplicativeUpdates(V, start, { iterations: 23, tol: -1, history });
  assert.deepEqual(history.entries.map(({ iteration }) => iteration), [
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    20,
    23,
  ]);
});

Deno.test("lesson 02 on mini: scikit-learn's topics, error and iterations", async () => {
  const result = await play(lesson, ["--corpus", "mini"]);
  assert.deepEqual(result.topics, expectedMini.mu.topics);
  assertClose(result.error, expectedMini.mu.error, 1e-9);
  assert.equal(result.iterations, expectedMini.mu.iterations);
  assert.deepEqual(result.negatives, { W: 0, H: 0 });
  const again = await play(lesson, ["--corpus", "mini"]);
  assert.equal(again.error, result.error, "the same seed gives the same error");
});

Deno.test("mini: the strongest topic of a post predicts its group", async () => {
  const { documents, categories, categoryNames } = await loadCorpus({ corpus: "mini" });
  const vectorizer = new CountVectorizer({ stopWords: "english" });
  const counts = vectorizer.fitTransform(documents);
  const V = new TfidfTransformer().fitTransform(counts);
  for (const solver of ["cd", "mu"] as const) {
    const expected = expectedMini[solver];
    const nmf = new NMF({ nComponents: 6, init: "nndsvda", solver, randomState: 1 });
    const W = nmf.fitTransform(V);
    assert.deepEqual(
      showTopics(nmf.components, vectorizer.featureNames),
      expected.topics,
    );
    assert.equal(nmf.nIterations, expected.iterations);
    assertClose(nmf.reconstructionError, expected.error, 1e-9);
    const strongest = documents.map((_, i) => {
      const row = [...W.row(i)];
      return row.indexOf(Math.max(...row));
    });
    assert.deepEqual(strongest, expected.strongest);
    // Each topic stands for the group that most of its posts are from.
    let right = 0;
    const groups = new Set<string>();
    for (let topic = 0; topic < 6; topic++) {
      const posts = categories.filter((_, i) => strongest[i] === topic);
      const sizes = categoryNames.map((name) => posts.filter((c) => c === name).length);
      right += Math.max(...sizes);
      groups.add(categoryNames[sizes.indexOf(Math.max(...sizes))]!);
    }
    assert.equal(groups.size, 6, "one topic for each group");
    assert.ok(right / documents.length >= 0.85, `${right} of ${documents.length}`);
  }
  const onCounts = new NMF({ nComponents: 6, init: "nndsvda", randomState: 1 });
  onCounts.fitTransform(counts);
  assert.deepEqual(
    showTopics(onCounts.components, vectorizer.featureNames),
    expectedMini.counts_cd.topics,
  );
  const { s } = truncatedSvd(V, 6, { random: 1, powerIterations: 20 });
  const floor = Math.sqrt(
    norm(V) ** 2 - s.reduce((total, value) => total + value ** 2, 0),
  );
  assertClose(floor, expectedMini.svd_floor, 1e-9);
});

newsTest(
  "20news: both solvers, counts and TF-IDF, 5 and 6 topics, as expected",
  async (newsDir, golden) => {
    const { documents } = await loadCorpus({ corpus: "20news", newsDir });
    const vectorizer = new CountVectorizer({ stopWords: "english" });
    const counts = vectorizer.fitTransform(documents);
    const V = new TfidfTransformer().fitTransform(counts);
    assert.equal(golden.nmf.length, 8);
    const errors: Record<string, number> = {};
    for (const run of golden.nmf) {
      const nmf = new NMF({
        nComponents: run.n_components,
        init: run.init,
        solver: run.solver,
        tol: run.tol,
        maxIter: run.max_iter,
        randomState: 1,
      });
      const W = nmf.fitTransform(run.matrix === "counts" ? counts : V);
      const name = `${run.matrix} ${run.n_components} ${run.solver}`;
      errors[name] = nmf.reconstructionError;
      assert.equal(nmf.nIterations, run.n_iter, name);
      assertClose(nmf.reconstructionError / run.reconstruction_err, 1, 1e-9);
      assertClose(sum(W) / run.W_sum, 1, 1e-9);
      assertClose(sum(nmf.components) / run.H_sum, 1, 1e-9);
      assert.deepEqual(
        showTopics(nmf.components, vectorizer.featureNames),
        run.topics,
        name,
      );
    }
    for (
      const [name, { singular_values, frobenius_error }] of Object.entries<{
        singular_values: number[];
        frobenius_error: number;
      }>(golden.svd_floor)
    ) {
      const A = name.startsWith("counts") ? counts : V;
      // The sixth and the seventh value of TF-IDF lie close: 20 power iterations leave 1e-7.
      const { s } = truncatedSvd(A, singular_values.length, {
        random: 1,
        powerIterations: 40,
      });
      singular_values.forEach((value, r) => assertClose(s[r]!, value, 1e-9));
      const floor = Math.sqrt(
        norm(A) ** 2 - s.reduce((total, value) => total + value ** 2, 0),
      );
      assertClose(floor, frobenius_error, 1e-9);
    }
    const best = Math.min(...[2, 5, 6].map((randomState) => {
      const nmf = new NMF({ nComponents: 6, init: "random", randomState });
      nmf.fitTransform(V);
      return nmf.reconstructionError;
    }));
    assertClose(best, golden.best_of_40_random_starts.frobenius_error, 1e-4);
    // What the source prints for 5 topics, by an older version of scikit-learn.
    assertClose(errors["tfidf 5 cd"]!, 43.71292605795277, 1e-7);
  },
  sharedGolden("20news"),
);

newsTest(
  "lesson 02 on 20news ends on scikit-learn's topics word for word",
  async (newsDir, golden) => {
    const expected = golden.nmf.find((
      run: { matrix: string; n_components: number; solver: string },
    ) => run.matrix === "tfidf" && run.n_components === 6 && run.solver === "mu");
    const result = await play(lesson, ["--corpus", "20news"], newsDir);
    assert.deepEqual(result.topics, expected.topics);
    assert.equal(result.iterations, expected.n_iter);
    assertClose(result.error / expected.reconstruction_err, 1, 1e-6);
  },
  sharedGolden("20news"),
);

Deno.test("the nndsvda start has no zeros, so that no entry is stuck", () => {
  const V = uniformMatrix(10, 8, new Random(1));
  const { W, H } = initialize(V, 3, "nndsvda", 1);
  assert.ok([...W.data, ...H.data].every((value) => value > 0));
});
