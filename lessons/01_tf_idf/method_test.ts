import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { frobeniusError, Matrix, max, norm, SparseMatrix, sum } from "@nmf/lib/matrix";
import { CountVectorizer, TfidfVectorizer } from "@nmf/lib/text";
import { newsTest } from "../../data/testing.ts";
import { assertClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden } from "../../lib/testing/golden.ts";
import { expectedMini } from "../testing/testing.ts";
import { categoryMeans, tfidf } from "./method.ts";

Deno.test("tfidf of two documents is what the formula gives by hand", () => {
  const counts = SparseMatrix.fromDense(Matrix.from([[2, 1, 0], [0, 3, 0], [0, 0, 0]]));
  const rare = Math.log(4 / 2) + 1; // in one of three documents
  const shared = Math.log(4 / 3) + 1; // in two
  const length = Math.hypot(2 * rare, shared);
  assert.deepEqual(
    tfidf(counts).toDense().toArray(),
    [[2 * rare / length, shared / length, 0], [0, 1, 0], [0, 0, 0]],
  );
});

Deno.test("the mean is the best H for the categories' W: any change makes it worse", () => {
  const V = SparseMatrix.fromDense(Matrix.from([[1, 0], [3, 2], [0, 5]]));
  const { W, H } = categoryMeans(V, ["a", "a", "b"], ["a", "b"]);
  assert.deepEqual(H.toArray(), [[2, 1], [0, 5]]);
  const best = frobeniusError(V, W, H);
  for (let p = 0; p < H.data.length; p++) {
    for (const change of [-0.1, 0.1]) {
      const other = H.clone();
      other.data[p] += change;
      assert.ok(frobeniusError(V, W, other) > best);
    }
  }
});

Deno.test("the lesson's tfidf is the library's on mini", async () => {
  const { documents } = await loadCorpus({ corpus: "mini" });
  const options = { stopWords: "english" } as const;
  const mine = tfidf(new CountVectorizer(options).fitTransform(documents));
  assertClose(sum(mine), expectedMini.tfidf_sum, 1e-9);
  const library = new TfidfVectorizer(options).fitTransform(documents);
  mine.data.forEach((value, p) => assertClose(value, library.data[p], 1e-14));
});

newsTest(
  "20news: sizes, vocabulary and TF-IDF values are the expected ones",
  async (newsDir, golden) => {
    const { documents, categories, ids } = await loadCorpus({
      corpus: "20news",
      newsDir,
    });
    const vectorizer = new CountVectorizer({ stopWords: "english" });
    const counts = vectorizer.fitTransform(documents);
    const terms = vectorizer.featureNames;
    const of = golden.count_vectorizer;
    assert.deepEqual([counts.rows, counts.cols], of.shape);
    assert.equal(counts.nonzeros, of.nonzeros);
    assert.equal(sum(counts), of.sum);
    assert.deepEqual(terms.slice(7000, 7020), of.vocabulary_7000_7020);
    assert.deepEqual(terms.slice(0, of.first_terms.length), of.first_terms);
    assert.deepEqual(terms.slice(-of.last_terms.length), of.last_terms);
    const empty = documents.filter((_, i) => counts.row(i).data.length === 0).length;
    assert.equal(empty, golden.empty_documents);

    const V = tfidf(counts);
    assertClose(sum(V), golden.tfidf_vectorizer.sum, 1e-8);
    assertClose(norm(V), golden.tfidf_vectorizer.frobenius_norm, 1e-9);
    assertClose(max(V), golden.tfidf_vectorizer.max, 1e-9);
    assert.equal(V.nonzeros, golden.tfidf_vectorizer.nonzeros);
    for (
      const [id, expected] of Object.entries<
        { category: string; n_terms: number; top_terms: [string, number][] }
      >(
        golden.tfidf_vectorizer.documents,
      )
    ) {
      assert.equal(categories[ids.indexOf(id)], expected.category, id);
      const { indices, data } = V.row(ids.indexOf(id));
      assert.equal(data.length, expected.n_terms, id);
      const weights = new Map(Array.from(indices, (j, p) => [terms[j], data[p]]));
      for (const [term, weight] of expected.top_terms) {
        assertClose(weights.get(term)!, weight, 1e-9);
      }
      const strongest = [...data].sort((a, b) => b - a).slice(
        0,
        expected.top_terms.length,
      );
      strongest.forEach((weight, r) =>
        assertClose(weight, expected.top_terms[r][1], 1e-9)
      );
    }
    const vectorizerOfLibrary = new TfidfVectorizer({ stopWords: "english" }).fit(
      documents,
    );
    for (const [term, idf] of Object.entries<number>(golden.tfidf_vectorizer.idf)) {
      assertClose(vectorizerOfLibrary.idf[terms.indexOf(term)], idf, 1e-9);
    }
  },
  sharedGolden("20news"),
);
