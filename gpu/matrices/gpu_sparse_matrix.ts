import type { SparseMatrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import { toFloat32 } from "./gpu_matrix.ts";
import { rowOrder } from "./row_order.ts";

/**
 * A sparse matrix on the device, in compressed sparse row (CSR) form with float32 values,
 * and with the order in which threads should take its rows.
 *
 * Declare it with `using`, and it is released at the end of the scope.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuSparseMatrix, requestGpu } from "@nmf/gpu";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const V = SparseMatrix.fromDense(Matrix.from([[0, 2, 0], [1, 0, 3]]));
 *   using onDevice = await GpuSparseMatrix.upload(gpu, V, "V");
 *   assert.equal(onDevice.nonzeros, 3);
 *   assert.deepEqual([...await gpu.download(onDevice.data, 3)], [2, 1, 3]);
 * }
 * ```
 */
export class GpuSparseMatrix implements Disposable {
  /** Where it lies. */
  readonly gpu: Gpu;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** Number of stored entries. */
  readonly nonzeros: number;
  /** Where each row begins in `indices` and `data`; u32, `rows + 1` of them. */
  readonly indptr: GPUBuffer;
  /** The column of each stored entry; u32. */
  readonly indices: GPUBuffer;
  /** The value of each stored entry; f32. */
  readonly data: GPUBuffer;
  /** The row of each thread; u32, `rows` of them. */
  readonly order: GPUBuffer;

  private constructor(
    gpu: Gpu,
    { rows, cols, nonzeros }: SparseMatrix,
    [indptr, indices, data, order]: readonly GPUBuffer[],
  ) {
    this.gpu = gpu;
    this.rows = rows;
    this.cols = cols;
    this.nonzeros = nonzeros;
    this.indptr = indptr!;
    this.indices = indices!;
    this.data = data!;
    this.order = order!;
  }

  /**
   * A copy of a sparse matrix, rounded to float32.
   *
   * @param A rows × cols
   * @param name what to call it in messages
   * @throws {InputError} if an entry is not finite, or the device is lost or has no room
   * for it
   */
  static async upload(
    gpu: Gpu,
    A: SparseMatrix,
    name = "the matrix",
  ): Promise<GpuSparseMatrix> {
    return await GpuSparseMatrix.uploadRounded(gpu, A, nonzerosToFloat32(A, name));
  }

  /**
   * A copy of a sparse matrix whose values are rounded to float32 already.
   *
   * @param A rows × cols
   * @param data its values, rounded and finite
   * @throws {InputError} if the device is lost or has no room for it
   */
  static async uploadRounded(
    gpu: Gpu,
    A: SparseMatrix,
    data: Float32Array<ArrayBuffer>,
  ): Promise<GpuSparseMatrix> {
    const arrays = [
      Uint32Array.from(A.indptr),
      Uint32Array.from(A.indices),
      data,
      rowOrder(A),
    ];
    const buffers: GPUBuffer[] = [];
    try {
      for (const array of arrays) {
        const buffer = await gpu.allocate(array.byteLength);
        buffers.push(buffer);
        gpu.write(buffer, array);
      }
    } catch (error) {
      gpu.release(...buffers);
      throw error;
    }
    return new GpuSparseMatrix(gpu, A, buffers);
  }

  /** Releases the entries. */
  [Symbol.dispose](): void {
    this.gpu.release(this.indptr, this.indices, this.data, this.order);
  }
}

/**
 * The stored entries of a sparse matrix, rounded to float32.
 *
 * @throws {InputError} if one is NaN, infinite or too large, with its row and column
 */
export function nonzerosToFloat32(
  A: SparseMatrix,
  name: string,
): Float32Array<ArrayBuffer> {
  return toFloat32(A.data, (p) => {
    const row = A.indptr.findIndex((end) => end > p) - 1;
    return `${name} at row ${row}, column ${A.indices[p]}`;
  });
}
