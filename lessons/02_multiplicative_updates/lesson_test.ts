import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { norm, Random, sum, truncatedSvd, uniformMatrix } from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { CountVectorizer, showTopics, TfidfTransformer } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden } from "../../lib/testing/golden.ts";
import { expectedMini, play } from "../testing/testing.ts";
import { lesson } from "./lesson.ts";

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
      groups.add(categoryNames[sizes.indexOf(Math.max(...sizes))]);
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
      singular_values.forEach((value, r) => assertClose(s[r], value, 1e-9));
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
    assertClose(errors["tfidf 5 cd"], 43.71292605795277, 1e-7);
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
