import assert from "node:assert/strict";
import { Matrix, Random, SparseMatrix, uniformMatrix } from "../matrix/mod.ts";
import { fitMany, NMF } from "./mod.ts";

const dense = uniformMatrix(20, 15, new Random(1));
for (let p = 0; p < dense.data.length; p += 2) dense.data[p] = 0;

for (const V of [dense, SparseMatrix.fromDense(dense)]) {
  const kind = V instanceof Matrix ? "dense" : "sparse";
  Deno.test(`fitMany gives what NMF gives one by one, ${kind} V`, async () => {
    const runs = [3, 1, 2, 5, 4].map((randomState) => ({
      nComponents: randomState % 3 + 1,
      init: "random" as const,
      randomState,
    }));
    const counted: number[] = [];
    const fits = await fitMany(V, runs, (done) => counted.push(done));
    assert.deepEqual(counted, [1, 2, 3, 4, 5]);
    runs.forEach((run, i) => {
      const nmf = new NMF(run);
      assert.deepEqual(fits[i]!.W, nmf.fitTransform(V));
      assert.deepEqual(fits[i]!.H, nmf.components);
      assert.equal(fits[i]!.reconstructionError, nmf.reconstructionError);
      assert.equal(fits[i]!.nIterations, nmf.nIterations);
    });
  });
}

Deno.test("fitMany passes a refusal on, and does nothing for no runs", async () => {
  await assert.rejects(fitMany(dense, [{ nComponents: 2, tol: -1 }]), RangeError);
  await assert.rejects(fitMany(Matrix.from([[-1]]), [{ nComponents: 1 }]), /negative/);
  for (const bad of [NaN, Infinity]) {
    await assert.rejects(fitMany(Matrix.from([[bad]]), [{ nComponents: 1 }]), RangeError);
  }
  await assert.rejects(
    fitMany(dense, [{ nComponents: 16, init: "nndsvd" }]),
    { name: "RangeError", message: /at most 15/ },
  );
  assert.deepEqual(await fitMany(dense, []), []);
});
