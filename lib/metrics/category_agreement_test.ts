import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { categoryAgreement } from "./mod.ts";

const categories = ["a", "a", "b", "b", "a"];

Deno.test("documents without words do not count, whatever their rows of W hold", () => {
  const V = SparseMatrix.fromDense(Matrix.from([[1], [1], [1], [1], [0]]));
  const [zeros, leftover] = [[0, 0], [0.1, 0.9]].map((last) =>
    categoryAgreement(
      Matrix.from([[1, 0], [3, 1], [0, 2], [5, 6], last]),
      V,
      categories,
    )
  );
  assert.deepEqual(zeros, { nmi: 1, purity: 1, documents: 4 });
  assert.deepEqual(leftover, zeros);
});

Deno.test("a document of stored zeros alone has no words", () => {
  const V = new SparseMatrix(
    3,
    1,
    Int32Array.of(0, 1, 2, 3),
    Int32Array.of(0, 0, 0),
    Float64Array.of(1, 1, 0),
  );
  const W = Matrix.from([[1, 0], [0, 1], [1, 0]]);
  const agreement = categoryAgreement(W, V, ["a", "b", "b"]);
  assert.deepEqual(agreement, { nmi: 1, purity: 1, documents: 2 });
});

Deno.test("documents with words but without a topic are a group of their own", () => {
  const V = SparseMatrix.fromDense(Matrix.from([[1], [1], [1], [1], [1]]));
  const W = Matrix.from([[1, 0], [1, 0], [0, 0], [0, 1], [0, 0]]);
  const { nmi, purity, documents } = categoryAgreement(W, V, categories);
  // Groups aa, b and ba: of 5 documents 2 + 1 + 1 are in the class of their group.
  assert.equal(purity, 4 / 5);
  assert.equal(documents, 5);
  // H(group) = H(2/5, 1/5, 2/5), H(category) = H(3/5, 2/5), I = H(category) − 2/5 ln 2
  const H = (...shares: number[]) => shares.reduce((sum, p) => sum - p * Math.log(p), 0);
  const [group, category] = [H(0.4, 0.2, 0.4), H(0.6, 0.4)];
  assertClose(nmi, 2 * (category - 0.4 * Math.log(2)) / (group + category), 1e-12);
});

Deno.test("categoryAgreement refuses sizes that do not fit", () => {
  const V = SparseMatrix.fromDense(Matrix.from([[1], [1]]));
  assert.throws(() => categoryAgreement(Matrix.from([[1]]), V, ["a", "a"]), {
    name: "RangeError",
    message: "W has 1 documents and there are 2 categories, but V has 2 documents",
  });
  assert.throws(() => categoryAgreement(Matrix.from([[1], [1]]), V, ["a"]), RangeError);
});
