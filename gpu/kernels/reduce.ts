import type { Matrix } from "@nmf/lib/matrix";
import { GpuMatrix } from "../gpu_matrix.ts";

const THREADS = 256;
const MOST_WORKGROUPS = 256;

/**
 * The sum of all entries (`reduce.wgsl`).
 *
 * Source: Harris, "Optimizing parallel reduction in CUDA", NVIDIA 2007.
 *
 * @param A any shape
 * @returns the sum, computed in float32
 * @throws {InputError} if the kernel's file cannot be read or does not compile, or the
 * device is lost or out of memory
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, gpuSum, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using A = await GpuMatrix.upload(gpu, Matrix.from([[1, 2], [3, 4]]));
 *   assert.equal(await gpuSum(A), 10);
 * }
 * ```
 */
export function gpuSum(A: GpuMatrix): Promise<number> {
  return reduce(A, false);
}

/**
 * The sum of the squares of all entries, ‖A‖² (`reduce.wgsl`).
 *
 * Source: Harris, "Optimizing parallel reduction in CUDA", NVIDIA 2007.
 *
 * @param A any shape
 * @returns the squared norm, computed in float32
 * @throws {InputError} if the kernel's file cannot be read or does not compile, or the
 * device is lost or out of memory
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, gpuSquaredNorm, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using A = await GpuMatrix.upload(gpu, Matrix.from([[1, 2], [3, 4]]));
 *   assert.equal(await gpuSquaredNorm(A), 30);
 * }
 * ```
 */
export function gpuSquaredNorm(A: GpuMatrix): Promise<number> {
  return reduce(A, true);
}

async function reduce(A: GpuMatrix, square: boolean): Promise<number> {
  const { gpu, rows, cols } = A;
  const url = new URL("./reduce.wgsl", import.meta.url);
  const first = await gpu.kernel(url, { SQUARE: square ? 1 : 0 });
  const second = await gpu.kernel(url, { SQUARE: 0 });
  const workgroups = Math.min(Math.ceil(rows * cols / THREADS), MOST_WORKGROUPS);
  using partials = await GpuMatrix.zeros(gpu, 1, workgroups);
  using total = await GpuMatrix.zeros(gpu, 1, 1);
  await gpu.run((pass) => {
    first.dispatch(pass, [first.bind([A.buffer, partials.buffer])], workgroups);
    second.dispatch(pass, [second.bind([partials.buffer, total.buffer])], 1);
  });
  return (await total.download()).at(0, 0);
}

/**
 * What `gpuSum` computes, on the processor in float64.
 *
 * @param A any shape
 * @returns the sum of all entries
 *
 * @example
 * ```ts
 * import { sumSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(sumSpecification(Matrix.from([[1, 2], [3, 4]])), 10);
 * ```
 */
export function sumSpecification(A: Matrix): number {
  let total = 0;
  for (const value of A.data) total += value;
  return total;
}

/**
 * What `gpuSquaredNorm` computes, on the processor in float64.
 *
 * @param A any shape
 * @returns the sum of the squares of all entries
 *
 * @example
 * ```ts
 * import { squaredNormSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.equal(squaredNormSpecification(Matrix.from([[1, 2], [3, 4]])), 30);
 * ```
 */
export function squaredNormSpecification(A: Matrix): number {
  let total = 0;
  for (const value of A.data) total += value * value;
  return total;
}
