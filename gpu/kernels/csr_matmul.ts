import { Matrix, type SparseMatrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import type { GpuMatrix } from "../gpu_matrix.ts";
import type { GpuSparseMatrix } from "../gpu_sparse_matrix.ts";
import type { Run } from "../scope.ts";
import { checkTopics } from "../topics.ts";

/**
 * Prepares C ← AB for a sparse A and a narrow B (`csr_matmul.wgsl`), one thread a row.
 *
 * Source: Bell and Garland, "Implementing sparse matrix-vector multiplication on
 * throughput-oriented processors", SC 2009, their scalar CSR kernel, here with k vectors
 * at once.
 *
 * @param gpu where
 * @param A rows × n
 * @param B n × k
 * @param C rows × k
 * @returns writes a run into a pass
 * @throws {InputError} if k is more than the kernel supports, or the kernel's file cannot
 * be read or does not compile
 * @throws {RangeError} if the shapes do not fit
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, GpuSparseMatrix, prepareCsrMatmul, requestGpu } from "@nmf/gpu";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const sparse = SparseMatrix.fromDense(Matrix.from([[0, 2], [3, 0]]));
 *   const A = scope.use(await GpuSparseMatrix.upload(gpu, sparse));
 *   const B = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[1, 2], [3, 4]])));
 *   const C = scope.use(await GpuMatrix.zeros(gpu, 2, 2));
 *   await gpu.run(await prepareCsrMatmul(gpu, A, B, C));
 *   assert.deepEqual((await C.download()).toArray(), [[6, 8], [3, 6]]);
 * }
 * ```
 */
export async function prepareCsrMatmul(
  gpu: Gpu,
  A: GpuSparseMatrix,
  B: GpuMatrix,
  C: GpuMatrix,
): Promise<Run> {
  checkTopics(B.cols);
  if (A.cols !== B.rows || A.rows !== C.rows || B.cols !== C.cols) {
    throw new RangeError(
      `csrMatmul: A is ${A.rows} × ${A.cols}, B is ${B.rows} × ${B.cols} and C is ` +
        `${C.rows} × ${C.cols}; they must be rows × n, n × k and rows × k`,
    );
  }
  const kernel = await gpu.kernel(new URL("./csr_matmul.wgsl", import.meta.url), {
    K: B.cols,
  });
  const { order, indptr, indices, data } = A;
  const bound = kernel.bind([order, indptr, indices, data, B.buffer, C.buffer]);
  return (pass) => kernel.dispatch(pass, [bound], A.rows / 64);
}

/**
 * What the kernel computes, on the processor in float64.
 *
 * @param A rows × n, sparse
 * @param B n × k
 * @returns rows × k
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { csrMatmulSpecification } from "@nmf/gpu";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 *
 * const A = SparseMatrix.fromDense(Matrix.from([[0, 2], [3, 0]]));
 * const B = Matrix.from([[1, 2], [3, 4]]);
 * assert.deepEqual(csrMatmulSpecification(A, B).toArray(), [[6, 8], [3, 6]]);
 * ```
 */
export function csrMatmulSpecification(A: SparseMatrix, B: Matrix): Matrix {
  const C = new Matrix(A.rows, B.cols);
  for (let i = 0; i < A.rows; i++) {
    const row = C.row(i);
    for (let p = A.indptr[i]!; p < A.indptr[i + 1]!; p++) {
      const from = B.row(A.indices[p]!);
      for (let r = 0; r < row.length; r++) row[r]! += A.data[p]! * from[r]!;
    }
  }
  return C;
}
