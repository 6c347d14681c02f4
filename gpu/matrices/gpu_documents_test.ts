import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { freshRandom, gpuTest, randomSparse } from "../testing.ts";
import { GpuDocuments, stackedRows } from "./gpu_documents.ts";

Deno.test("V and its transpose in one matrix", () => {
  const { random } = freshRandom();
  const V = randomSparse(4, 3, random);
  const S = stackedRows(V).toDense();
  const dense = V.toDense();
  for (let d = 0; d < 4; d++) {
    for (let t = 0; t < 3; t++) {
      assert.equal(S.at(d, 4 + t), dense.at(d, t));
      assert.equal(S.at(4 + t, d), dense.at(d, t));
    }
  }
  assert.equal(S.data.filter((value) => value !== 0).length, 2 * V.nonzeros);
});

gpuTest("V is uploaded whole, or refused by the place in V", async (gpu) => {
  const A = Matrix.from([[0, 2, 0], [1, 0, 3]]);
  for (const V of [A, SparseMatrix.fromDense(A)]) {
    using documents = await GpuDocuments.upload(gpu, V);
    assert.deepEqual([documents.rows, documents.cols], [2, 3]);
    const data = await gpu.download(documents.stacked.data, 6);
    assert.deepEqual([...data], [2, 1, 3, 1, 2, 3]);
  }
  const wrong = Matrix.from([[0, 2, 0], [1, 0, 1e39]]);
  for (const V of [wrong, SparseMatrix.fromDense(wrong)]) {
    await assert.rejects(GpuDocuments.upload(gpu, V), {
      name: "InputError",
      message: /^V at row 1, column 2 is 1e\+39, /,
    });
  }
  for (const [rows, cols] of [[0, 3], [3, 0]] as const) {
    await assert.rejects(GpuDocuments.upload(gpu, new Matrix(rows, cols)), {
      name: "RangeError",
      message: /whole number from 1 on, not 0/,
    });
  }
});
