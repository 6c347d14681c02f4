import { InputError } from "@nmf/lib/error";
import type { Factors } from "@nmf/lib/matrix";
import {
  type Descent,
  type DescentOptions,
  type Documents,
  PreparedDescent,
} from "./descent.ts";
import { rowBlocks } from "./row_blocks.ts";
import type { Gpu } from "../gpu.ts";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
import { prepareDenseGradient } from "../kernels/dense_gradient.ts";
import { preparePenaltyStep } from "../kernels/penalty_step.ts";
import { resized } from "../matrices/resized.ts";

/** What `denseDescent` is told. */
export interface DenseDescentOptions extends DescentOptions {
  /** Bytes of V in a block of rows at most; what the device binds when left out. */
  blockBytes?: number;
}

/**
 * Gradient descent with a dense V and without storing R = WH − V: each entry of R is
 * computed where it is needed, once for (WH − V)Hᵀ and once for Wᵀ(WH − V), and lives in
 * a register.
 *
 * V lies on the device as textures, four terms a place, in blocks of rows none of which
 * is larger than the device binds. A texture is a matrix that is only read; that is all
 * V needs, and software drivers read textures several times faster than buffers.
 *
 * Source: lesson 03's gradient descent, `lessons/03_sgd/`.
 *
 * @param gpu where
 * @param documents V, documents × terms; its zeros are written out on the device
 * @param start W (documents × k) and H (k × terms)
 * @param options λ and μ
 * @returns the descent; release it with `using`
 * @throws {InputError} if there are more topics than the kernels support, more terms than
 * a texture holds, an entry is not finite, a kernel does not compile, or the device is
 * lost or has no room
 * @throws {RangeError} if the shapes do not fit, V is empty or on another device, or
 * λ or μ is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { denseDescent, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const V = Matrix.from([[2]]);
 *   const start = { W: Matrix.from([[1]]), H: Matrix.from([[1]]) };
 *   using descent = await denseDescent(gpu, V, start, { lam: 0, mu: 0 });
 *   await descent.steps([0.5]); // R = 1 · 1 − 2, so W ← 1 − 0.5 · (−1)
 *   const { W, H } = await descent.download();
 *   assert.deepEqual([W.toArray(), H.toArray()], [[[1.5]], [[1.5]]]);
 * }
 * ```
 */
export function denseDescent(
  gpu: Gpu,
  documents: Documents,
  start: Factors,
  { blockBytes, ...options }: DenseDescentOptions,
): Promise<Descent> {
  return PreparedDescent.create(
    gpu,
    documents,
    start,
    options,
    async (V, scope, slots) => {
      const k = start.W.cols;
      const quads = Math.ceil(V.cols / 4);
      const { maxTextureDimension2D, maxStorageBufferBindingSize } = gpu.device.limits;
      if (quads > maxTextureDimension2D) {
        throw new InputError(
          `${V.cols} terms are more than the ${
            4 * maxTextureDimension2D
          } that a texture ` +
            `of this GPU holds; take fewer, or the sparse way, which has no such limit`,
        );
      }
      const blocks = rowBlocks(
        V.rows,
        16 * quads,
        blockBytes ?? maxStorageBufferBindingSize,
        maxTextureDimension2D,
      );
      const paddedW = resized(start.W, 4 * Math.ceil(V.rows / 4), k);
      const W = scope.use(await GpuMatrix.upload(gpu, paddedW, "W"));
      const paddedH = resized(start.H, k, 4 * quads);
      const H = scope.use(await GpuMatrix.upload(gpu, paddedH, "H"));
      const { run, dW, dH } = await prepareDenseGradient(gpu, scope, V, W, H, blocks);
      const stepW = await preparePenaltyStep(gpu, scope, W.slice(0, V.rows), dW, slots);
      const stepH = await preparePenaltyStep(gpu, scope, H, dH, slots, V.cols);
      return [
        (pass, i) => {
          run(pass);
          stepW(pass, i);
          stepH(pass, i);
        },
        async () => ({
          W: resized(await W.download(), V.rows, k),
          H: resized(await H.download(), k, V.cols),
        }),
      ];
    },
  );
}
