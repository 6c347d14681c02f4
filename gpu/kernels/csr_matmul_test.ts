import assert from "node:assert/strict";
import { matmul, Matrix, normalMatrix, SparseMatrix } from "@nmf/lib/matrix";
import { GpuMatrix } from "../gpu_matrix.ts";
import { GpuSparseMatrix } from "../gpu_sparse_matrix.ts";
import { assertNear, freshRandom, gpuTest, randomSparse, unwritten } from "../testing.ts";
import { csrMatmulSpecification, prepareCsrMatmul } from "./csr_matmul.ts";

Deno.test("the specification of CSR × dense is the product of the dense matrices", () => {
  const { random, seed } = freshRandom();
  const A = randomSparse(9, 7, random);
  const B = normalMatrix(7, 3, random);
  assertNear(csrMatmulSpecification(A, B), matmul(A.toDense(), B), `seed ${seed}`);
});

gpuTest("csr_matmul is its specification, for all shapes", async (gpu) => {
  const { random, seed } = freshRandom();
  const shapes = [[1, 1, 1], [200, 31, 6], [65, 300, 13], [1, 50, 6], [70, 1, 2], [
    40,
    9,
    20,
  ]];
  for (const [rows, cols, k] of shapes as [number, number, number][]) {
    using scope = new DisposableStack();
    const A = randomSparse(rows, cols, random);
    const B = normalMatrix(cols, k, random);
    const gpuA = scope.use(await GpuSparseMatrix.upload(gpu, A));
    const gpuB = scope.use(await GpuMatrix.upload(gpu, B));
    const C = scope.use(await unwritten(gpu, rows, k));
    await gpu.run(await prepareCsrMatmul(gpu, gpuA, gpuB, C));
    const message = `${rows} × ${cols} × ${k}, seed ${seed}`;
    assertNear(await C.download(), csrMatmulSpecification(A, B), message);
  }
});

gpuTest("csr_matmul of a matrix without entries is 0", async (gpu) => {
  using scope = new DisposableStack();
  const A = SparseMatrix.fromDense(new Matrix(3, 4));
  const gpuA = scope.use(await GpuSparseMatrix.upload(gpu, A));
  const B = scope.use(await GpuMatrix.zeros(gpu, 4, 2));
  const C = scope.use(await unwritten(gpu, 3, 2));
  await gpu.run(await prepareCsrMatmul(gpu, gpuA, B, C));
  assert.deepEqual((await C.download()).toArray(), [[0, 0], [0, 0], [0, 0]]);
});

gpuTest("csr_matmul says how many topics it supports", async (gpu) => {
  using scope = new DisposableStack();
  const A = scope.use(
    await GpuSparseMatrix.upload(gpu, SparseMatrix.fromDense(new Matrix(2, 2))),
  );
  const B = scope.use(await GpuMatrix.zeros(gpu, 2, 25));
  await assert.rejects(prepareCsrMatmul(gpu, A, B, B), {
    name: "InputError",
    message: /25 topics are more than the 24/,
  });
});
