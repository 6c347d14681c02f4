import { Matrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import type { GpuRows } from "../matrices/gpu_matrix.ts";
import { sameShape } from "./same_shape.ts";
import type { Run } from "../kernel.ts";
import code from "./subtract.wgsl" with { type: "text" };

/**
 * Prepares A ← A − B, in place (`subtract.wgsl`).
 *
 * @param gpu where
 * @param A any shape
 * @param B A's shape
 * @returns writes a run into a pass
 * @throws {InputError} if the kernel does not compile
 * @throws {RangeError} if the shapes differ
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, prepareSubtract, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const A = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[5, 7]])));
 *   const B = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[2, 3]])));
 *   await gpu.run(await prepareSubtract(gpu, A, B));
 *   assert.deepEqual((await A.download()).toArray(), [[3, 4]]);
 * }
 * ```
 */
export async function prepareSubtract(gpu: Gpu, A: GpuRows, B: GpuRows): Promise<Run> {
  sameShape("subtract", A, B);
  const kernel = await gpu.kernel({ file: "subtract.wgsl", code });
  const bound = kernel.bind([A.binding, B.binding]);
  const workgroups = Math.min(A.rows * A.cols / 64, 4096);
  return (pass) => kernel.dispatch(pass, [bound], workgroups);
}

/**
 * What the kernel computes, on the processor in float64.
 *
 * @param A any shape
 * @param B A's shape
 * @returns A − B, new
 * @throws {RangeError} if the shapes differ
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { subtractSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * const difference = subtractSpecification(Matrix.from([[5, 7]]), Matrix.from([[2, 3]]));
 * assert.deepEqual(difference.toArray(), [[3, 4]]);
 * ```
 */
export function subtractSpecification(A: Matrix, B: Matrix): Matrix {
  sameShape("subtract", A, B);
  return new Matrix(A.rows, A.cols, A.data.map((a, p) => a - B.data[p]!));
}
