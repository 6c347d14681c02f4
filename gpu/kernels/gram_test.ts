import assert from "node:assert/strict";
import { matmul, Matrix, normalMatrix, transpose } from "@nmf/lib/matrix";
import { GpuMatrix } from "../gpu_matrix.ts";
import { assertNear, freshRandom, gpuTest, unwritten } from "../testing.ts";
import { gramSpecification, prepareGram } from "./gram.ts";

Deno.test("the specification of the Gram matrix is AᵀA", () => {
  const { random, seed } = freshRandom();
  const A = normalMatrix(7, 4, random);
  assertNear(gramSpecification(A), matmul(transpose(A), A), `seed ${seed}`);
});

gpuTest("gram is its specification, for all shapes", async (gpu) => {
  const { random, seed } = freshRandom();
  const shapes = [[1, 1], [1, 6], [1500, 6], [513, 1], [40, 20]] as [number, number][];
  for (const [rows, k] of shapes) {
    using scope = new DisposableStack();
    const A = normalMatrix(rows, k, random);
    const gpuA = scope.use(await GpuMatrix.upload(gpu, A));
    const G = scope.use(await unwritten(gpu, k, k));
    await gpu.run(await prepareGram(gpu, scope, gpuA, G));
    assertNear(await G.download(), gramSpecification(A), `${rows} × ${k}, seed ${seed}`);
  }
});

gpuTest("gram takes two matrices that stand one below the other", async (gpu) => {
  const { random, seed } = freshRandom();
  using scope = new DisposableStack();
  const A = normalMatrix(700, 5, random);
  const B = normalMatrix(3, 5, random);
  const both = Matrix.from([...A.toArray(), ...B.toArray()]);
  const gpuBoth = scope.use(await GpuMatrix.upload(gpu, both));
  const G = scope.use(await unwritten(gpu, 10, 5));
  await gpu.run(await prepareGram(gpu, scope, gpuBoth, G, 700));
  const expected = [gramSpecification(A), gramSpecification(B)];
  assertNear(
    await G.download(),
    Matrix.from(expected.flatMap((gram) => gram.toArray())),
    `seed ${seed}`,
  );
});

gpuTest("gram refuses a result of another shape", async (gpu) => {
  using scope = new DisposableStack();
  const A = scope.use(await GpuMatrix.zeros(gpu, 4, 3));
  await assert.rejects(
    prepareGram(gpu, scope, A, A),
    /are of 3 × 3, but G is 4 × 3|G is 4 × 3/,
  );
});
