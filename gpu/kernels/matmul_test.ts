import assert from "node:assert/strict";
import { add, Matrix, mul, normalMatrix, transpose } from "@nmf/lib/matrix";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
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
  assert.throws(() => matmulSpecification(new Matrix(2, 3), new Matrix(2, 3)), {
    name: "RangeError",
    message: /A is 2 × 3 and B is 2 × 3/,
  });
  for (const beta of [NaN, Infinity]) {
    const options = { transposeB: true, beta };
    const run = prepareMatmul(gpu, scope, "tiled", A, A, C, options);
    await assert.rejects(run, { name: "RangeError", message: /finite float32/ });
  }
});

gpuTest("matmul refuses a result that needs too many workgroups", async (gpu) => {
  using scope = new DisposableStack();
  const most = 16 * gpu.device.limits.maxComputeWorkgroupsPerDimension;
  const A = scope.use(await GpuMatrix.zeros(gpu, 1, 1));
  for (const kernel of ["naive", "tiled"] as const) {
    for (const size of [most, most + 1]) {
      const B = scope.use(await GpuMatrix.zeros(gpu, 1, size));
      const C = scope.use(await GpuMatrix.zeros(gpu, size, 1));
      const wide = prepareMatmul(gpu, scope, kernel, A, B, B);
      const tall = prepareMatmul(gpu, scope, kernel, C, A, C);
      const refusal = { name: "InputError", message: /^matmul_.*needs .*workgroups/ };
      for (const run of [wide, tall]) {
        if (size > most) await assert.rejects(run, refusal);
        else await run;
      }
    }
  }
});
