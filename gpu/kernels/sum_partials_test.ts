import assert from "node:assert/strict";
import { Matrix, normalMatrix, sub } from "@nmf/lib/matrix";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
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

gpuTest("sum_partials refuses sizes that do not fit", async (gpu) => {
  using scope = new DisposableStack();
  const partials = scope.use(await GpuMatrix.zeros(gpu, 2, 3));
  const total = scope.use(await GpuMatrix.zeros(gpu, 1, 3));
  const prepare = (size: number) =>
    prepareSumPartials(gpu, partials.buffer, total.buffer, size);
  await prepare(3);
  for (const size of [0, -3, 2, 4, 1.5]) {
    await assert.rejects(prepare(size), { name: "RangeError" });
  }
  const odd = scope.use(await GpuMatrix.zeros(gpu, 1, 4));
  await assert.rejects(prepareSumPartials(gpu, odd.buffer, total.buffer, 3), {
    name: "RangeError",
    message: /parts of together 16 bytes are not for parts of 3 numbers/,
  });
  for (const size of [0, -1, 1.5, 4]) {
    assert.throws(() => sumPartialsSpecification(new Float64Array(6), size), {
      name: "RangeError",
    });
  }
});

Deno.test("subtract's specification refuses matrices of different shapes", () => {
  assert.throws(() => subtractSpecification(new Matrix(1, 2), new Matrix(2, 1)), {
    name: "RangeError",
    message: /one matrix is 1 × 2, the other 2 × 1/,
  });
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
