import assert from "node:assert/strict";
import { Matrix, normalMatrix, sub } from "@nmf/lib/matrix";
import { GpuMatrix } from "../gpu_matrix.ts";
import { assertNear, freshRandom, gpuTest, unwritten } from "../testing.ts";
import { prepareSubtract, subtractSpecification } from "./subtract.ts";
import { prepareSumPartials, sumPartialsSpecification } from "./sum_partials.ts";

Deno.test("the specification of the partial sums, by hand", () => {
  const total = sumPartialsSpecification(Float64Array.of(1, 2, 10, 20, 100, 200), 2);
  assert.deepEqual([...total], [111, 222]);
});

gpuTest("sum_partials is its specification", async (gpu) => {
  const { random, seed } = freshRandom();
  for (
    const [parts, size] of [[1, 1], [1, 70], [9, 65], [300, 3]] as [number, number][]
  ) {
    using scope = new DisposableStack();
    const partials = normalMatrix(parts, size, random);
    const gpuPartials = scope.use(await GpuMatrix.upload(gpu, partials));
    const total = scope.use(await unwritten(gpu, 1, size));
    await gpu.run(await prepareSumPartials(gpu, gpuPartials.buffer, total.buffer, size));
    const expected = new Matrix(1, size, sumPartialsSpecification(partials.data, size));
    assertNear(await total.download(), expected, `${parts} × ${size}, seed ${seed}`);
  }
});

gpuTest("subtract is its specification", async (gpu) => {
  const { random, seed } = freshRandom();
  for (const [rows, cols] of [[1, 1], [3, 70], [600, 501]] as [number, number][]) {
    using scope = new DisposableStack();
    const A = normalMatrix(rows, cols, random);
    const B = normalMatrix(rows, cols, random);
    const gpuA = scope.use(await GpuMatrix.upload(gpu, A));
    const gpuB = scope.use(await GpuMatrix.upload(gpu, B));
    await gpu.run(await prepareSubtract(gpu, gpuA, gpuB));
    assert.deepEqual(subtractSpecification(A, B), sub(A, B));
    assertNear(await gpuA.download(), sub(A, B), `${rows} × ${cols}, seed ${seed}`);
  }
});
