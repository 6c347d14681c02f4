import type { Matrix, SparseMatrix } from "@nmf/lib/matrix";
import {
  denseRows,
  type Descent,
  type DescentOptions,
  type Factors,
  PreparedDescent,
  rowBlocks,
} from "./descent.ts";
import type { Gpu } from "./gpu.ts";
import { GpuMatrix } from "./gpu_matrix.ts";
import { type MatmulKernel, prepareMatmul } from "./kernels/matmul.ts";
import { preparePenaltyStep } from "./kernels/penalty_step.ts";
import { prepareSubtract } from "./kernels/subtract.ts";
import type { Run } from "./scope.ts";

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
 * @param gpu where
 * @param V documents × terms; a sparse one is written out on the way
 * @param start W (documents × k) and H (k × terms)
 * @param options λ, μ, and which kernel multiplies
 * @returns the descent; release it with `using`
 * @throws {InputError} if an entry is not finite, or the device has no room
 * @throws {RangeError} if the shapes do not fit
 */
export function productDescent(
  gpu: Gpu,
  V: Matrix | SparseMatrix,
  start: Factors,
  { matmul, blockBytes, ...options }: ProductDescentOptions,
): Promise<Descent> {
  return PreparedDescent.create(gpu, V, start, options, async (scope, slots) => {
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
      const written = denseRows(V, { first, rows }, V.cols);
      const blockV = scope.use(await GpuMatrix.upload(gpu, written, "V"));
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
  });
}
