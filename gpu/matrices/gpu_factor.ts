import { Matrix } from "@nmf/lib/matrix";
import { checkCount } from "../check_count.ts";
import type { Gpu } from "../gpu.ts";
import { entriesToFloat32 } from "./gpu_matrix.ts";

/** Rows of the factor that stand side by side in a row of the texture. */
const ACROSS = 256;

/**
 * A tall matrix on the device, such as W or Hᵀ, as a texture: float32, four numbers of a
 * row in each place. Kernels read it with `textureLoad` and write it with `textureStore`.
 *
 * Threads that read scattered rows read them from a texture faster than from a buffer,
 * above all where the adapter is a software one.
 *
 * Declare it with `using`, and it is released at the end of the scope.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuFactor, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using W = await GpuFactor.upload(gpu, Matrix.from([[1, 2], [3, 4]]), "W");
 *   assert.equal(W.quads, 1); // one place of four numbers holds a row of two
 *   assert.deepEqual((await W.download()).toArray(), [[1, 2], [3, 4]]);
 * }
 * ```
 */
export class GpuFactor implements Disposable {
  /** Where it lies. */
  readonly gpu: Gpu;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** Numbers of row i begin at place (i % 256 · quads, ⌊i / 256⌋). */
  readonly texture: GPUTexture;

  private constructor(gpu: Gpu, rows: number, cols: number, texture: GPUTexture) {
    this.gpu = gpu;
    this.rows = rows;
    this.cols = cols;
    this.texture = texture;
  }

  /** Places that a row takes; beyond `cols` they are filled up with zeros. */
  get quads(): number {
    return Math.ceil(this.cols / 4);
  }

  /**
   * A matrix of zeros, rows × cols.
   *
   * @throws {InputError} if the device is lost or has no room for it
   * @throws {RangeError} if a size is no count from 1
   */
  static async zeros(gpu: Gpu, rows: number, cols: number): Promise<GpuFactor> {
    checkCount("the number of rows", rows, 1);
    checkCount("the number of columns", cols, 1);
    const texture = await gpu.allocateTexture(
      ACROSS * Math.ceil(cols / 4),
      Math.ceil(rows / ACROSS),
      GPUTextureUsage.STORAGE_BINDING | GPUTextureUsage.COPY_SRC,
    );
    return new GpuFactor(gpu, rows, cols, texture);
  }

  /**
   * A copy of a matrix, rounded to float32.
   *
   * @param A rows × cols
   * @param name what to call it in messages
   * @throws {InputError} if an entry is not finite, or the device is lost or has no room
   * for it
   * @throws {RangeError} if it has no rows or no columns
   */
  static async upload(gpu: Gpu, A: Matrix, name = "the matrix"): Promise<GpuFactor> {
    const numbers = entriesToFloat32(A, name);
    const result = await GpuFactor.zeros(gpu, A.rows, A.cols);
    const width = 4 * result.quads;
    const { height } = result.texture;
    const places = new Float32Array(height * ACROSS * width);
    for (let i = 0; i < A.rows; i++) {
      places.set(numbers.subarray(i * A.cols, (i + 1) * A.cols), i * width);
    }
    gpu.device.queue.writeTexture(
      { texture: result.texture },
      places,
      { bytesPerRow: 4 * ACROSS * width, rowsPerImage: height },
      [result.texture.width, height],
    );
    return result;
  }

  /**
   * A copy in the processor's memory.
   *
   * @returns rows × cols
   * @throws {InputError} if the device is lost or out of memory
   */
  async download(): Promise<Matrix> {
    const { rows, cols, texture } = this;
    const width = 4 * this.quads;
    const places = await this.gpu.downloadTexture(texture);
    const A = new Matrix(rows, cols);
    for (let i = 0; i < rows; i++) {
      A.row(i).set(places.subarray(i * width, i * width + cols));
    }
    return A;
  }

  /** Releases the entries. */
  [Symbol.dispose](): void {
    this.gpu.release(this.texture);
  }
}
