import "./backends_for_tests.ts";
import assert from "node:assert/strict";
import {
  type Matrix,
  norm,
  normalMatrix,
  Random,
  SparseMatrix,
  sub,
} from "@nmf/lib/matrix";
import type { Gpu } from "./gpu.ts";
import { GpuMatrix } from "./matrices/gpu_matrix.ts";
import { requestGpu } from "./request_gpu.ts";

const missing = await requestGpu().then(
  (gpu) => gpu[Symbol.dispose](),
  (error: Error) => error.message,
);

/**
 * A test on the GPU, which must leave nothing allocated. Where there is no adapter it is
 * left out, and its name says so.
 */
export function gpuTest(name: string, run: (gpu: Gpu) => Promise<void>): void {
  Deno.test({
    name: missing === undefined ? name : `${name} (left out: ${missing})`,
    ignore: missing !== undefined,
    async fn() {
      using gpu = await requestGpu();
      await run(gpu);
      assert.equal(gpu.allocations, 0, "buffers outlive their scope");
    },
  });
}

/** New random numbers in every run; a failure names the seed. */
export function freshRandom(): { random: Random; seed: number } {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  return { random: new Random(seed), seed };
}

/** The norm of the difference, relative to that of what is expected, is below 1e-5. */
export function assertNear(actual: Matrix, expected: Matrix, message: string): void {
  assert.deepEqual([actual.rows, actual.cols], [expected.rows, expected.cols], message);
  const relative = norm(sub(actual, expected)) / (norm(expected) || 1);
  assert.ok(relative < 1e-5, `${message}: relative error ${relative}`);
}

/** A matrix on the device that holds NaN until a kernel writes to it. */
export async function unwritten(
  gpu: Gpu,
  rows: number,
  cols: number,
): Promise<GpuMatrix> {
  const A = await GpuMatrix.zeros(gpu, rows, cols);
  const numbers = new Float32Array(rows * cols).fill(NaN);
  gpu.write(A.buffer, numbers);
  return A;
}

/** A sparse matrix in which about one entry in `sparsity` is not 0; row 1 is empty. */
export function randomSparse(
  rows: number,
  cols: number,
  random: Random,
  sparsity = 3,
): SparseMatrix {
  const A = normalMatrix(rows, cols, random);
  for (let p = 0; p < A.data.length; p++) {
    if (random.uniform() * sparsity > 1 || Math.floor(p / cols) === 1) A.data[p] = 0;
  }
  return SparseMatrix.fromDense(A);
}
