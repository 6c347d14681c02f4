import { matmul, type Matrix, sub, transpose } from "@nmf/lib/matrix";
import type { RowBlock } from "../descents/row_blocks.ts";
import type { Gpu } from "../gpu.ts";
import type { GpuDocuments } from "../matrices/gpu_documents.ts";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
import type { Run } from "../kernel.ts";
import { uniform } from "../uniform.ts";
import { checkTopics } from "../check_topics.ts";
import { prepareSumPartials } from "./sum_partials.ts";
import { prepareWriteOut } from "./write_out.ts";
import codeH from "./dense_gradient_h.wgsl" with { type: "text" };
import codeW from "./dense_gradient_w.wgsl" with { type: "text" };

const W_SOURCE = { file: "dense_gradient_w.wgsl", code: codeW };
const H_SOURCE = { file: "dense_gradient_h.wgsl", code: codeH };

/** Terms that a thread of `dense_gradient_w.wgsl` takes, in fours. */
const QUADS = 64;
/** Documents that a thread of `dense_gradient_h.wgsl` takes. */
const DOCUMENTS = 256;

/** The gradients of ½‖V − WH‖² on the device, and what computes them. */
export interface DenseGradient {
  /** Computes both from W and H as they are then. */
  run: Run;
  /** (WH − V)Hᵀ, documents × k. */
  dW: GpuMatrix;
  /** Wᵀ(WH − V), k × terms, the terms padded with zeros to a multiple of 4. */
  dH: GpuMatrix;
  /** Where the partial sums stand. */
  partials: readonly GpuMatrix[];
}

/**
 * Prepares both gradients without storing R = WH − V (`dense_gradient_w.wgsl` and
 * `dense_gradient_h.wgsl`, then `sum_partials.wgsl`).
 *
 * Source: the gradients of lesson 03, `lessons/03_sgd/`.
 *
 * @param gpu where
 * @param scope releases what it allocates
 * @param V documents × terms; its zeros are written out into textures
 * @param W documents × k, padded with rows of zeros to a multiple of 4
 * @param H k × terms, padded with columns of zeros to a multiple of 4
 * @param blocks which rows of V stand in one texture
 * @returns what computes the gradients, and where they stand
 * @throws {InputError} if there are more topics than the kernels support, a kernel does not
 * compile, or the device is lost or has no room
 * @throws {RangeError} if the shapes do not fit, or the blocks do not have every row of V
 * once
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuDocuments, GpuMatrix, prepareDenseGradient, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const V = scope.use(await GpuDocuments.upload(gpu, Matrix.from([[4]])));
 *   const W = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[2], [0], [0], [0]])));
 *   const H = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[3, 0, 0, 0]])));
 *   const blocks = [{ first: 0, rows: 1 }];
 *   const gradient = await prepareDenseGradient(gpu, scope, V, W, H, blocks);
 *   await gpu.run(gradient.run); // R = 2 · 3 − 4, dW = 2 · 3 and dH = 2 · 2
 *   assert.equal((await gradient.dW.download()).at(0, 0), 6);
 *   assert.equal((await gradient.dH.download()).at(0, 0), 4);
 * }
 * ```
 */
export async function prepareDenseGradient(
  gpu: Gpu,
  scope: DisposableStack,
  V: GpuDocuments,
  W: GpuMatrix,
  H: GpuMatrix,
  blocks: readonly RowBlock[],
): Promise<DenseGradient> {
  const k = W.cols;
  checkTopics(k);
  checkShapes(V, W, H, blocks);
  const quads = H.cols / 4;
  const zeros = async (rows: number, cols: number) =>
    scope.use(await GpuMatrix.zeros(gpu, rows, cols));
  const dW = await zeros(V.rows, k);
  const dH = await zeros(k, 4 * quads);
  const stretches = Math.ceil(quads / QUADS);
  const partsOf = ({ rows }: RowBlock) => Math.ceil(rows / DOCUMENTS);
  const parts = blocks.reduce((total, block) => total + partsOf(block), 0);
  const partialsW = await zeros(stretches * V.rows, k);
  const partialsH = await zeros(parts * k, 4 * quads);

  const gradientW = await gpu.kernel(W_SOURCE, { K: k, STRETCH: QUADS });
  const gradientH = await gpu.kernel(H_SOURCE, { K: k, STRETCH: DOCUMENTS });
  const runs: Run[] = [];
  let firstPart = 0;
  for (const block of blocks) {
    const texture = await writtenOut(gpu, scope, V, block);
    const shape = await uniform(gpu, scope, [
      { u32: block.first },
      { u32: block.rows },
      { u32: quads },
      { u32: firstPart },
      { u32: V.rows },
    ]);
    const factors = [shape, texture, W.buffer, H.buffer];
    const forW = gradientW.bind([...factors, partialsW.buffer]);
    const forH = gradientH.bind([...factors, partialsH.buffer]);
    const parts = partsOf(block);
    runs.push(
      (pass) => gradientW.dispatch(pass, [forW], block.rows / 256, stretches),
      (pass) => gradientH.dispatch(pass, [forH], quads / 64, parts),
    );
    firstPart += parts;
  }
  runs.push(
    await prepareSumPartials(gpu, partialsW.buffer, dW.buffer, V.rows * k),
    await prepareSumPartials(gpu, partialsH.buffer, dH.buffer, k * 4 * quads),
  );
  return {
    run: (pass) => runs.forEach((run) => run(pass)),
    dW,
    dH,
    partials: [partialsW, partialsH],
  };
}

/**
 * What the kernels compute, on the processor in float64.
 *
 * Source: the gradients of lesson 03, as they are written down.
 *
 * @param V documents × terms
 * @param W documents × k
 * @param H k × terms
 * @returns (WH − V)Hᵀ, documents × k, and Wᵀ(WH − V), k × terms
 * @throws {RangeError} if the shapes do not fit
 *
 * @example
 * ```ts
 * import { denseGradientSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * // R = 2 · 3 − 4 = 2, dW = 2 · 3 and dH = 2 · 2.
 * const [V, W, H] = [4, 2, 3].map((entry) => Matrix.from([[entry]]));
 * const { dW, dH } = denseGradientSpecification(V!, W!, H!);
 * assert.deepEqual([dW.at(0, 0), dH.at(0, 0)], [6, 4]);
 * ```
 */
export function denseGradientSpecification(
  V: Matrix,
  W: Matrix,
  H: Matrix,
): { dW: Matrix; dH: Matrix } {
  const R = sub(matmul(W, H), V);
  return { dW: matmul(R, transpose(H)), dH: matmul(transpose(W), R) };
}

function checkShapes(
  V: GpuDocuments,
  W: GpuMatrix,
  H: GpuMatrix,
  blocks: readonly RowBlock[],
): void {
  const [rows, cols] = [V.rows, V.cols].map((size) => 4 * Math.ceil(size / 4));
  if (W.rows !== rows || H.cols !== cols || H.rows !== W.cols) {
    throw new RangeError(
      `denseGradient: V is ${V.rows} × ${V.cols}, W is ${W.rows} × ${W.cols} and H is ` +
        `${H.rows} × ${H.cols}; WH must have V's shape, padded to multiples of 4`,
    );
  }
  let next = 0;
  for (const { first, rows } of blocks) {
    if (first !== next) break;
    next += rows;
  }
  if (next !== V.rows) {
    throw new RangeError("denseGradient: the blocks do not have every row of V once");
  }
}

/** A block of V as a texture. */
async function writtenOut(
  gpu: Gpu,
  scope: DisposableStack,
  V: GpuDocuments,
  block: RowBlock,
): Promise<GPUTexture> {
  // The kernels take documents in fours; what is not written stays 0.
  const texture = await gpu.allocateTexture(
    Math.ceil(V.cols / 4),
    4 * Math.ceil(block.rows / 4),
    GPUTextureUsage.STORAGE_BINDING,
  );
  scope.defer(() => gpu.release(texture));
  await gpu.run(await prepareWriteOut(gpu, scope, V, block, texture));
  return texture;
}
