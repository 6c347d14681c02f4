import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { strongestTopics } from "./mod.ts";

Deno.test("strongestTopics gives the first of equal entries, as NumPy's argmax", () => {
  assert.deepEqual([...strongestTopics(Matrix.from([[0, 2, 2], [3, 2, 3]]))], [1, 0]);
});

Deno.test("a row with nothing above 0 has no topic", () => {
  const W = Matrix.from([[0, 0], [-0.2, -0.1], [-1, 1e-9], [NaN, NaN]]);
  assert.deepEqual([...strongestTopics(W)], [-1, -1, 1, -1]);
});

Deno.test("no documents have no topics, nor have documents without any; a sparse W is refused", () => {
  assert.deepEqual([...strongestTopics(new Matrix(0, 3))], []);
  assert.deepEqual([...strongestTopics(new Matrix(2, 0))], [-1, -1]);
  const S = SparseMatrix.fromDense(Matrix.from([[1]])) as unknown as Matrix;
  assert.throws(() => strongestTopics(S), {
    name: "TypeError",
    message: /^strongestTopics/,
  });
});
