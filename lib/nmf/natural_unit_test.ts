import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { map, Matrix, Random, SparseMatrix, uniformMatrix } from "../matrix/mod.ts";
import { CountVectorizer, TfidfVectorizer } from "../text/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { formsOf } from "../testing/forms.ts";
import { naturalUnit } from "./natural_unit.ts";

const { documents } = await loadCorpus({ corpus: "mini" });
const counts = new CountVectorizer().fitTransform([...documents]);
const tfidf = new TfidfVectorizer().fitTransform([...documents]);

Deno.test("counts and TF-IDF have the unit 1, and any multiple of them that multiple", () => {
  const occurrences = new CountVectorizer({ binary: true }).fitTransform([...documents]);
  for (const V of [counts, occurrences, tfidf]) {
    for (const s of [1, 1e-12, 3.7e-5, 42, 1e12]) {
      assertClose(naturalUnit(V.mapNonzeros((v) => v * s)) / s, 1, 1e-12);
    }
  }
});

Deno.test("other numbers have the power of ten that is near their largest", () => {
  const V = uniformMatrix(9, 7, new Random(1));
  for (const exponent of [-150, -12, -1, 0, 1, 12, 150]) {
    const s = Number(`1e${exponent}`);
    assertClose(naturalUnit(map(V, (v) => v * s)) / s, 1, 1e-12);
  }
});

Deno.test("numbers with few decimals, or of very different sizes, are no counts", () => {
  const decimals = map(
    uniformMatrix(40, 40, new Random(1)),
    (v) => Math.round(v * 100) / 100,
  );
  assert.equal(naturalUnit(decimals), 1);
  assert.equal(naturalUnit(Matrix.from([[1, 0], [0, 1e-3]])), 1);
  assert.equal(naturalUnit(Matrix.from([[1, 0, 1e-10], [0, 1e-10, 1e-10]])), 1);
  assert.equal(naturalUnit(Matrix.from([[1, 5], [2, 3]])), 1);
  assert.equal(naturalUnit(Matrix.from([[1, 2, 0, 1], [3, 9, 1, 1]])), 1);
});

Deno.test("zeros, stored or not, have no say; a V of zeros has the unit 1", () => {
  for (
    const V of [Matrix.from([[3, 0, 0.7], [0, 0, 0]]), Matrix.from([[7, 0, 1, 1, 1]])]
  ) {
    for (const form of Object.values(formsOf(V))) assert.equal(naturalUnit(form), 1);
  }
  for (const form of Object.values(formsOf(new Matrix(2, 2)))) {
    assert.equal(naturalUnit(form), 1);
  }
  assert.equal(naturalUnit(SparseMatrix.fromDense(Matrix.from([[3, 4], [0, 5]]))), 5);
  assert.equal(naturalUnit(Matrix.from([[0.6, 0.8], [0, 0], [0.28, 0.96]])), 1);
});
