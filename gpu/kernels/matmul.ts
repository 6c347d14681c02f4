import { Matrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import type { GpuRows } from "../matrices/gpu_matrix.ts";
import type { Run } from "../kernel.ts";
import { uniform } from "../uniform.ts";
import naive from "./matmul_naive.wgsl" with { type: "text" };
import tiled from "./matmul_tiled.wgsl" with { type: "text" };

const CODE = { naive, tiled };

/** How the two matrices are read, and what becomes of the third. */
export interface MatmulOptions {
  /** Read A as its transpose. */
  transposeA?: boolean;
  /** Read B as its transpose. */
  transposeB?: boolean;
  /** C ← AB + beta·C; 0 when left out. */
  beta?: number;
}

/** The kernels that multiply: one thread for each entry, or in tiles. */
export type MatmulKernel = "naive" | "tiled";

/**
 * Prepares C ← AB + beta·C, or with A or B transposed, as `gemm` of the BLAS does.
 *
 * Source: Dongarra, Du Croz, Hammarling and Duff, "A set of level 3 basic linear algebra
 * subprograms", ACM TOMS 16, 1990, for `gemm`; Kirk and Hwu, "Programming massively
 * parallel processors", 2010, for the tiles in workgroup memory.
 *
 * @param gpu where
 * @param scope releases what it allocates
 * @param kernel which of `matmul_naive.wgsl` and `matmul_tiled.wgsl`
 * @param A rows × inner, or its transpose
 * @param B inner × cols, or its transpose
 * @param C rows × cols
 * @returns writes a run into a pass
 * @throws {InputError} if the kernel does not compile, C has more than 16 · 65 535 rows or
 * columns, or the device is lost or out of memory
 * @throws {RangeError} if the shapes do not fit, or beta is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, prepareMatmul, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const A = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[1, 2], [3, 4]])));
 *   const C = scope.use(await GpuMatrix.zeros(gpu, 2, 2));
 *   const options = { transposeB: true };
 *   await gpu.run(await prepareMatmul(gpu, scope, "naive", A, A, C, options));
 *   assert.deepEqual((await C.download()).toArray(), [[5, 11], [11, 25]]); // AAᵀ
 * }
 * ```
 */
export async function prepareMatmul(
  gpu: Gpu,
  scope: DisposableStack,
  kernel: MatmulKernel,
  A: GpuRows,
  B: GpuRows,
  C: GpuRows,
  { transposeA = false, transposeB = false, beta = 0 }: MatmulOptions = {},
): Promise<Run> {
  const [rows, inner] = transposeA ? [A.cols, A.rows] : [A.rows, A.cols];
  const [innerB, cols] = transposeB ? [B.cols, B.rows] : [B.rows, B.cols];
  if (inner !== innerB || rows !== C.rows || cols !== C.cols) {
    throw new RangeError(
      `matmul: A is ${rows} × ${inner}, B is ${innerB} × ${cols} and C is ` +
        `${C.rows} × ${C.cols}; they must be rows × inner, inner × cols and rows × cols`,
    );
  }
  const shape = await uniform(gpu, scope, [
    { u32: rows },
    { u32: inner },
    { u32: cols },
    { f32: beta },
    { u32: transposeA ? 1 : A.cols },
    { u32: transposeA ? A.cols : 1 },
    { u32: transposeB ? 1 : B.cols },
    { u32: transposeB ? B.cols : 1 },
  ]);
  const source = { file: `matmul_${kernel}.wgsl`, code: CODE[kernel] };
  const built = await gpu.kernel(source);
  const bound = built.bind([shape, A.binding, B.binding, C.binding]);
  built.checkWorkgroups(cols / 16, rows / 16);
  return (pass) => built.dispatch(pass, [bound], cols / 16, rows / 16);
}

/**
 * What the two kernels compute, on the processor in float64.
 *
 * @param A rows × inner
 * @param B inner × cols
 * @returns rows × cols
 * @throws {RangeError} if A has not as many columns as B has rows
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { matmulSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * const A = Matrix.from([[1, 2], [3, 4]]);
 * const B = Matrix.from([[5, 6], [7, 8]]);
 * assert.deepEqual(matmulSpecification(A, B).toArray(), [[19, 22], [43, 50]]);
 * ```
 */
export function matmulSpecification(A: Matrix, B: Matrix): Matrix {
  if (A.cols !== B.rows) {
    throw new RangeError(
      `matmul: A is ${A.rows} × ${A.cols} and B is ${B.rows} × ${B.cols}; ` +
        `they must be rows × inner and inner × cols`,
    );
  }
  const C = new Matrix(A.rows, B.cols);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < B.cols; j++) {
      let total = 0;
      for (let p = 0; p < A.cols; p++) total += A.at(i, p) * B.at(p, j);
      C.data[i * C.cols + j] = total;
    }
  }
  return C;
}
