import { Matrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import type { GpuRows } from "../gpu_matrix.ts";
import { sameShape } from "../same_shape.ts";
import type { Run } from "../scope.ts";

/**
 * Prepares A ← A − B, in place (`subtract.wgsl`).
 *
 * @param A any shape
 * @param B A's shape
 * @returns writes a run into a pass
 */
export async function prepareSubtract(gpu: Gpu, A: GpuRows, B: GpuRows): Promise<Run> {
  sameShape("subtract", A, B);
  const kernel = await gpu.kernel(new URL("./subtract.wgsl", import.meta.url));
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
 */
export function subtractSpecification(A: Matrix, B: Matrix): Matrix {
  return new Matrix(A.rows, A.cols, A.data.map((a, p) => a - B.data[p]!));
}
