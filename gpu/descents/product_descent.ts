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
import { type MatmulKernel, prepareMatmul } from "../kernels/matmul.ts";
import { preparePenaltyStep } from "../kernels/penalty_step.ts";
import { prepareSubtract } from "../kernels/subtract.ts";
import { prepareWriteOut } from "../kernels/write_out.ts";
import type { Run } from "../kernel.ts";

/** What `productDescent` is told. */
export interface ProductDescentOptions extends DescentOptions {
  /** Which kernel multiplies. */
  matmul: MatmulKernel;
  /** Bytes of V in a block of rows at most; what the device binds when left out. */
  blockBytes?: number;
}

/**
 * Gradient descent as it is written down, with a dense V: the product WH, then
 * R = WH − V, then the products RHᵀ and WᵀR. R is stored for one block of rows at a time.
 * It is the slow way; lesson 04 measures it beside the others.
 *
 * Source: lesson 03's gradient descent, `lessons/03_sgd/`.
 *
 * @param gpu where
 * @param documents V, documents × terms; its zeros are written out on the device
 * @param start W (documents × k) and H (k × terms)
 * @param options λ, μ, and which kernel multiplies
 * @returns the descent; release it with `using`
 * @throws {InputError} if there are more topics than the kernels support, an entry is not
 * finite, a kernel does not compile, or the device is lost or has no room
 * @throws {RangeError} if the shapes do not fit, V is empty or on another device, or
 * λ or μ is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { productDescent, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const V = Matrix.from([[2]]);
 *   const start = { W: Matrix.from([[1]]), H: Matrix.from([[1]]) };
 *   using descent = await productDescent(gpu, V, start, {
 *     lam: 0,
 *     mu: 0,
 *     matmul: "tiled",
 *   });
 *   await descent.steps([0.5]); // R = 1 · 1 − 2, so W ← 1 − 0.5 · (−1)
 *   const { W, H } = await descent.download();
 *   assert.deepEqual([W.toArray(), H.toArray()], [[[1.5]], [[1.5]]]);
 * }
 * ```
 */
export function productDescent(
  gpu: Gpu,
  documents: Documents,
  start: Factors,
  { matmul, blockBytes, ...options }: ProductDescentOptions,
): Promise<Descent> {
  return PreparedDescent.create(
    gpu,
    documents,
    start,
    options,
    async (V, scope, slots) => {
      const most = blockBytes ?? gpu.device.limits.maxStorageBufferBindingSize;
      const blocks = rowBlocks(V.rows, 4 * V.cols, most);
      const zeros = async (rows: number, cols: number) =>
        scope.use(await GpuMatrix.zeros(gpu, rows, cols));
      const W = scope.use(await GpuMatrix.upload(gpu, start.W, "W"));
      const H = scope.use(await GpuMatrix.upload(gpu, start.H, "H"));
      const dW = await zeros(V.rows, W.cols);
      const dH = await zeros(H.rows, V.cols);
      const R = await zeros(blocks[0]!.rows, V.cols);
      const runs: Run[] = [];
      for (const { first, rows } of blocks) {
        const blockV = await zeros(rows, V.cols);
        await gpu.run(await prepareWriteOut(gpu, scope, V, { first, rows }, blockV));
        const blockR = R.slice(0, rows);
        const blockW = W.slice(first, rows);
        const multiply = prepareMatmul.bind(null, gpu, scope, matmul);
        runs.push(
          await multiply(blockW, H, blockR),
          await prepareSubtract(gpu, blockR, blockV),
          await multiply(blockR, H, dW.slice(first, rows), { transposeB: true }),
          await multiply(blockW, blockR, dH, {
            transposeA: true,
            beta: first === 0 ? 0 : 1,
          }),
        );
      }
      const stepW = await preparePenaltyStep(gpu, scope, W, dW, slots);
      const stepH = await preparePenaltyStep(gpu, scope, H, dH, slots);
      return [
        (pass, i) => {
          for (const run of runs) run(pass);
          stepW(pass, i);
          stepH(pass, i);
        },
        async () => ({ W: await W.download(), H: await H.download() }),
      ];
    },
  );
}
