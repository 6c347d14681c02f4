import { InputError } from "@nmf/lib/error";
import { Matrix } from "@nmf/lib/matrix";
import { checkCount } from "../check_count.ts";
import type { Gpu } from "../gpu.ts";

/** Rows of a dense matrix on the device, as kernels are handed them. */
export interface GpuRows {
  /** Number of rows. */
  rows: number;
  /** Number of columns. */
  cols: number;
  /** Where they stand; entry (i, j) is number `i * cols + j` from there on. */
  binding: GPUBufferBinding;
}

/**
 * A dense matrix on the device: float32, row by row.
 *
 * Declare it with `using`, and it is released at the end of the scope.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using A = await GpuMatrix.upload(gpu, Matrix.from([[1, 2], [3, 4]]));
 *   assert.deepEqual((await A.download()).toArray(), [[1, 2], [3, 4]]);
 * }
 * ```
 */
export class GpuMatrix implements Disposable, GpuRows {
  /** Where it lies. */
  readonly gpu: Gpu;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** The entries; entry (i, j) is number `i * cols + j`. */
  readonly buffer: GPUBuffer;

  private constructor(gpu: Gpu, rows: number, cols: number, buffer: GPUBuffer) {
    this.gpu = gpu;
    this.rows = rows;
    this.cols = cols;
    this.buffer = buffer;
  }

  /**
   * A matrix of zeros, rows × cols.
   *
   * @throws {InputError} if the device is lost or has no room for it
   * @throws {RangeError} if a size is no count
   */
  static async zeros(gpu: Gpu, rows: number, cols: number): Promise<GpuMatrix> {
    checkCount("the number of rows", rows);
    checkCount("the number of columns", cols);
    return new GpuMatrix(gpu, rows, cols, await gpu.allocate(4 * rows * cols));
  }

  /**
   * A copy of a matrix, rounded to float32.
   *
   * @param A rows × cols
   * @param name what to call it in messages
   * @throws {InputError} if an entry is not finite, or the device is lost or has no room
   * for it
   */
  static async upload(gpu: Gpu, A: Matrix, name = "the matrix"): Promise<GpuMatrix> {
    const numbers = entriesToFloat32(A, name);
    const result = await GpuMatrix.zeros(gpu, A.rows, A.cols);
    gpu.write(result.buffer, numbers);
    return result;
  }

  /**
   * A copy in the processor's memory.
   *
   * @returns rows × cols
   * @throws {InputError} if the device is lost or out of memory
   */
  async download(): Promise<Matrix> {
    const { rows, cols } = this;
    const numbers = await this.gpu.download(this.buffer, rows * cols);
    return new Matrix(rows, cols, Float64Array.from(numbers));
  }

  /** All rows. */
  get binding(): GPUBufferBinding {
    return { buffer: this.buffer };
  }

  /**
   * Some of the rows; nothing is copied.
   *
   * @param first the first of them, such that it begins at a multiple of 256 bytes
   * @param rows how many
   * @throws {RangeError} if they are not all rows of the matrix, there are none, or they
   * begin elsewhere
   */
  slice(first: number, rows: number): GpuRows {
    checkCount("the first row", first);
    checkCount("the number of rows", rows, 1);
    const bytesPerRow = 4 * this.cols;
    if (first + rows > this.rows || (first * bytesPerRow) % 256 !== 0) {
      throw new RangeError(
        `rows ${first} to ${
          first + rows - 1
        } of ${this.rows} × ${this.cols}: they must be ` +
          `there and begin at a multiple of 256 bytes`,
      );
    }
    const binding = {
      buffer: this.buffer,
      offset: first * bytesPerRow,
      size: rows * bytesPerRow,
    };
    return { rows, cols: this.cols, binding };
  }

  /** Releases the entries. */
  [Symbol.dispose](): void {
    this.gpu.release(this.buffer);
  }
}

/**
 * The entries of a dense matrix, rounded to float32.
 *
 * @throws {InputError} if one is NaN, infinite or too large, with its row and column
 */
export function entriesToFloat32(A: Matrix, name: string): Float32Array<ArrayBuffer> {
  return toFloat32(
    A.data,
    (p) => `${name} at row ${Math.floor(p / A.cols)}, column ${p % A.cols}`,
  );
}

/**
 * Rounds to float32.
 *
 * @param place says where entry p is, for the message
 * @throws {InputError} if a number is NaN, infinite or too large for float32
 */
export function toFloat32(
  numbers: Float64Array,
  place: (p: number) => string,
): Float32Array<ArrayBuffer> {
  const rounded = Float32Array.from(numbers);
  const p = rounded.findIndex((value) => !Number.isFinite(value));
  if (p >= 0) {
    throw new InputError(
      `${place(p)} is ${numbers[p]}, and the GPU computes with finite float32 numbers; ` +
        `mend the matrix`,
    );
  }
  return rounded;
}
