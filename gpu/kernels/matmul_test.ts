import assert from "node:assert/strict";
import { add, Matrix, mul, normalMatrix, transpose } from "@nmf/lib/matrix";
import { GpuMatrix } from "../gpu_matrix.ts";
import { assertNear, freshRandom, gpuTest, unwritten } from "../testing.ts";
import { matmulSpecification, prepareMatmul } from "./matmul.ts";

Deno.test("the specification of the matrix product, by hand", () => {
  const C = matmulSpecification(Matrix.from([[1, 2], [3, 4]]), Matrix.from([[5], [6]]));
  assert.deepEqual(C.toArray(), [[17], [39]]);
});

const shapes = [[1, 1, 1], [16, 16, 16], [17, 5, 33], [1, 40, 7], [50, 3, 1], [1, 1, 70]];

for (const kernel of ["naive", "tiled"] as const) {
  gpuTest(`matmul_${kernel} is its specification, for all shapes`, async (gpu) => {
    const { random, seed } = freshRandom();
    for (const [rows, inner, cols] of shapes as [number, number, number][]) {
      for (
        const [transposeA, transposeB] of [[false, false], [true, false], [false, true]]
      ) {
        using scope = new DisposableStack();
        const A = normalMatrix(rows, inner, random);
        const B = normalMatrix(inner, cols, random);
        const a = transposeA ? transpose(A) : A;
        const b = transposeB ? transpose(B) : B;
        const gpuA = scope.use(await GpuMatrix.upload(gpu, a));
        const gpuB = scope.use(await GpuMatrix.upload(gpu, b));
        const C = scope.use(await unwritten(gpu, rows, cols));
        const options = { transposeA: transposeA!, transposeB: transposeB! };
        const run = await prepareMatmul(gpu, scope, kernel, gpuA, gpuB, C, options);
        await gpu.run(run);
        const expected = matmulSpecification(A, B);
        const message = `${rows} × ${inner} × ${cols}, seed ${seed}`;
        assertNear(await C.download(), expected, message);

        const again = { ...options, beta: -3 };
        await gpu.run(await prepareMatmul(gpu, scope, kernel, gpuA, gpuB, C, again));
        assertNear(
          await C.download(),
          add(expected, mul(expected, -3)),
          `beta, ${message}`,
        );
      }
    }
  });
}

gpuTest("matmul refuses shapes that do not fit, and names them", async (gpu) => {
  using scope = new DisposableStack();
  const A = scope.use(await GpuMatrix.zeros(gpu, 2, 3));
  const C = scope.use(await GpuMatrix.zeros(gpu, 2, 2));
  await assert.rejects(prepareMatmul(gpu, scope, "naive", A, A, C), {
    name: "RangeError",
    message: /A is 2 × 3, B is 2 × 3 and C is 2 × 2/,
  });
});
