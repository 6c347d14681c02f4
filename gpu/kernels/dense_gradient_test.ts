import assert from "node:assert/strict";
import { Matrix, normalMatrix } from "@nmf/lib/matrix";
import { rowBlocks } from "../descents/row_blocks.ts";
import { GpuDocuments } from "../matrices/gpu_documents.ts";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
import { resized } from "../matrices/resized.ts";
import { assertNear, freshRandom, gpuTest, randomSparse } from "../testing.ts";
import { denseGradientSpecification, prepareDenseGradient } from "./dense_gradient.ts";

gpuTest("the dense gradients are their specification, for all shapes", async (gpu) => {
  const { random, seed } = freshRandom();
  const shapes = [[1, 1, 1], [5, 3, 2], [300, 270, 6], [600, 9, 3], [1, 70, 20]];
  const up = (size: number) => 4 * Math.ceil(size / 4);
  for (const [rows, cols, k] of shapes as [number, number, number][]) {
    for (const mostRows of [Infinity, 64]) {
      using scope = new DisposableStack();
      const V = randomSparse(rows, cols, random);
      const W = normalMatrix(rows, k, random);
      const H = normalMatrix(k, cols, random);
      const blocks = rowBlocks(rows, 4 * cols, 1e9, mostRows);
      const gpuW = scope.use(await GpuMatrix.upload(gpu, resized(W, up(rows), k)));
      const gpuH = scope.use(await GpuMatrix.upload(gpu, resized(H, k, up(cols))));
      const { run, dW, dH, partials } = await prepareDenseGradient(
        gpu,
        scope,
        scope.use(await GpuDocuments.upload(gpu, V)),
        gpuW,
        gpuH,
        blocks,
      );
      for (const A of [dW, dH, ...partials]) {
        gpu.write(A.buffer, new Float32Array(A.rows * A.cols).fill(NaN));
      }
      await gpu.run(run);
      const expected = denseGradientSpecification(V.toDense(), W, H);
      const message = `${rows} × ${cols}, ${k} topics, ${mostRows} rows, seed ${seed}`;
      assertNear(await dW.download(), expected.dW, `dW, ${message}`);
      assertNear(resized(await dH.download(), k, cols), expected.dH, `dH, ${message}`);
    }
  }
});

gpuTest("the dense gradients refuse what does not fit", async (gpu) => {
  using scope = new DisposableStack();
  const sparse = randomSparse(6, 5, freshRandom().random);
  const V = scope.use(await GpuDocuments.upload(gpu, sparse));
  const zeros = async (rows: number, cols: number) =>
    scope.use(await GpuMatrix.zeros(gpu, rows, cols));
  const [W, H] = [await zeros(8, 2), await zeros(2, 8)];
  const whole = [{ first: 0, rows: 6 }];
  await prepareDenseGradient(gpu, scope, V, W, H, whole);
  for (
    const [w, h] of [[await zeros(6, 2), H], [W, await zeros(2, 5)], [
      W,
      await zeros(3, 8),
    ]] as const
  ) {
    await assert.rejects(prepareDenseGradient(gpu, scope, V, w, h, whole), {
      name: "RangeError",
      message: /V is 6 × 5, .*padded to multiples of 4/,
    });
  }
  for (
    const blocks of [
      [],
      [{ first: 0, rows: 5 }],
      [{ first: 1, rows: 5 }],
      [{ first: 0, rows: 4 }, { first: 0, rows: 2 }],
      [{ first: 0, rows: 7 }],
    ]
  ) {
    await assert.rejects(prepareDenseGradient(gpu, scope, V, W, H, blocks), {
      name: "RangeError",
      message: /the blocks do not have every row of V once/,
    });
  }
  const [manyW, manyH] = [await zeros(8, 25), await zeros(25, 8)];
  await assert.rejects(prepareDenseGradient(gpu, scope, V, manyW, manyH, whole), {
    name: "InputError",
    message: /25 topics are more than the 24/,
  });
  assert.throws(
    () =>
      denseGradientSpecification(new Matrix(2, 2), new Matrix(2, 1), new Matrix(2, 2)),
    { name: "RangeError" },
  );
});
