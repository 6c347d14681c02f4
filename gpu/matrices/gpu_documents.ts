import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { checkCount } from "../check_count.ts";
import type { Gpu } from "../gpu.ts";
import { GpuSparseMatrix, nonzerosToFloat32 } from "./gpu_sparse_matrix.ts";

/**
 * V on the device, documents × terms, for every way to descend: checked, rounded to float32
 * and uploaded once. The dense ways write its zeros out there.
 *
 * Declare it with `using`, and it is released at the end of the scope.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { denseDescent, type Descent, GpuDocuments, requestGpu, sparseDescent } from "@nmf/gpu";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const kernel = new URL("../../lessons/04_webgpu_sgd/step.wgsl", import.meta.url);
 *   const start = { W: Matrix.from([[1]]), H: Matrix.from([[1]]) };
 *   const options = { lam: 0, mu: 0, kernel };
 *   const V = SparseMatrix.fromDense(Matrix.from([[2]]));
 *   using documents = await GpuDocuments.upload(gpu, V);
 *   for (const way of [sparseDescent, denseDescent]) {
 *     using descent: Descent = await way(gpu, documents, start, options);
 *     await descent.steps([0.5]);
 *     assert.deepEqual((await descent.download()).W.toArray(), [[1.5]]);
 *   }
 * }
 * ```
 */
export class GpuDocuments implements Disposable {
  /** Where it lies. */
  readonly gpu: Gpu;
  /** Documents. */
  readonly rows: number;
  /** Terms. */
  readonly cols: number;
  /**
   * V and its transpose in one square matrix, documents before terms: a row of V has its
   * terms' numbers raised by the number of documents, a row of Vᵀ is as it was.
   */
  readonly stacked: GpuSparseMatrix;

  private constructor(gpu: Gpu, rows: number, cols: number, stacked: GpuSparseMatrix) {
    this.gpu = gpu;
    this.rows = rows;
    this.cols = cols;
    this.stacked = stacked;
  }

  /**
   * A copy of V, rounded to float32.
   *
   * @param V documents × terms; of a dense one the zeros are left out
   * @throws {InputError} if an entry is not finite, or the device is lost or has no room
   * for it
   * @throws {RangeError} if there is no document or no term
   */
  static async upload(gpu: Gpu, V: Matrix | SparseMatrix): Promise<GpuDocuments> {
    checkCount("the number of documents", V.rows, 1);
    checkCount("the number of terms", V.cols, 1);
    const sparse = V instanceof Matrix ? SparseMatrix.fromDense(V) : V;
    // Before the stacking, after which rows and columns have other numbers.
    nonzerosToFloat32(sparse, "V");
    const both = stackedRows(sparse);
    const data = Float32Array.from(both.data);
    const stacked = await GpuSparseMatrix.uploadRounded(gpu, both, data);
    return new GpuDocuments(gpu, V.rows, V.cols, stacked);
  }

  /** Releases the entries. */
  [Symbol.dispose](): void {
    this.stacked[Symbol.dispose]();
  }
}

/** V and its transpose as `GpuDocuments` has them. */
export function stackedRows(V: SparseMatrix): SparseMatrix {
  const Vt = V.transpose();
  const all = V.rows + V.cols;
  const indptr = new Int32Array(all + 1);
  indptr.set(V.indptr);
  indptr.set(Vt.indptr.map((p) => p + V.nonzeros), V.rows);
  const indices = new Int32Array(2 * V.nonzeros);
  indices.set(V.indices.map((term) => term + V.rows));
  indices.set(Vt.indices, V.nonzeros);
  const data = new Float64Array(2 * V.nonzeros);
  data.set(V.data);
  data.set(Vt.data, V.nonzeros);
  return new SparseMatrix(all, all, indptr, indices, data);
}
