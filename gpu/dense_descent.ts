import { InputError } from "@nmf/lib/lesson";
import { Matrix, type SparseMatrix } from "@nmf/lib/matrix";
import {
  denseRows,
  type Descent,
  type DescentOptions,
  type Factors,
  PreparedDescent,
  type RowBlock,
  rowBlocks,
} from "./descent.ts";
import type { Gpu } from "./gpu.ts";
import { GpuMatrix, toFloat32 } from "./gpu_matrix.ts";
import { preparePenaltyStep } from "./kernels/penalty_step.ts";
import { prepareSumPartials } from "./kernels/sum_partials.ts";
import { type Run, uniform } from "./scope.ts";

/** Terms that a thread of `dense_gradient_w.wgsl` takes, in fours. */
const QUADS = 64;
/** Documents that a thread of `dense_gradient_h.wgsl` takes. */
const DOCUMENTS = 256;
/** Rows of V that are written out at a time on the way to the device. */
const UPLOADED = 128;

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
 * @param gpu where
 * @param V documents × terms; a sparse one is written out on the way
 * @param start W (documents × k) and H (k × terms)
 * @param options λ and μ
 * @returns the descent; release it with `using`
 * @throws {InputError} if there are more topics than the kernels support, more terms than
 * a texture holds, an entry is not finite, or the device has no room
 * @throws {RangeError} if the shapes do not fit
 */
export function denseDescent(
  gpu: Gpu,
  V: Matrix | SparseMatrix,
  start: Factors,
  { blockBytes, ...options }: DenseDescentOptions,
): Promise<Descent> {
  return PreparedDescent.create(gpu, V, start, options, async (scope, slots) => {
    const k = start.W.cols;
    const quads = Math.ceil(V.cols / 4);
    const { maxTextureDimension2D, maxStorageBufferBindingSize } = gpu.device.limits;
    if (quads > maxTextureDimension2D) {
      throw new InputError(
        `${V.cols} terms are more than the ${4 * maxTextureDimension2D} that a texture ` +
          `of this GPU holds; take fewer, or the sparse way, which has no such limit`,
      );
    }
    const blocks = rowBlocks(
      V.rows,
      16 * quads,
      blockBytes ?? maxStorageBufferBindingSize,
      maxTextureDimension2D,
    );
    const zeros = async (rows: number, cols: number) =>
      scope.use(await GpuMatrix.zeros(gpu, rows, cols));
    const paddedW = padded(start.W, 4 * Math.ceil(V.rows / 4), k);
    const W = scope.use(await GpuMatrix.upload(gpu, paddedW, "W"));
    const paddedH = padded(start.H, k, 4 * quads);
    const H = scope.use(await GpuMatrix.upload(gpu, paddedH, "H"));
    const dW = await zeros(V.rows, k);
    const dH = await zeros(k, 4 * quads);
    const stretches = Math.ceil(quads / QUADS);
    const partsOf = ({ rows }: RowBlock) => Math.ceil(rows / DOCUMENTS);
    const parts = blocks.reduce((total, block) => total + partsOf(block), 0);
    const partialsW = await zeros(stretches * V.rows, k);
    const partialsH = await zeros(parts * k, 4 * quads);

    const load = (name: string) =>
      gpu.kernel(new URL(`./kernels/dense_gradient_${name}.wgsl`, import.meta.url), {
        K: k,
      });
    const [gradientW, gradientH] = [await load("w"), await load("h")];
    const runs: Run[] = [];
    let firstPart = 0;
    for (const block of blocks) {
      const texture = await uploadTexture(gpu, scope, V, block, quads);
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
    const addUpW = await prepareSumPartials(gpu, partialsW.buffer, dW.buffer, V.rows * k);
    const addUpH = await prepareSumPartials(
      gpu,
      partialsH.buffer,
      dH.buffer,
      k * 4 * quads,
    );
    const stepW = await preparePenaltyStep(gpu, scope, W.slice(0, V.rows), dW, slots);
    const stepH = await preparePenaltyStep(gpu, scope, H, dH, slots, V.cols);
    return [
      (pass, i) => {
        for (const run of runs) run(pass);
        addUpW(pass);
        addUpH(pass);
        stepW(pass, i);
        stepH(pass, i);
      },
      async () => ({
        W: padded(await W.download(), V.rows, k),
        H: padded(await H.download(), k, V.cols),
      }),
    ];
  });
}

/** A block of V as a texture; a few rows at a time are written out as dense. */
async function uploadTexture(
  gpu: Gpu,
  scope: DisposableStack,
  V: Matrix | SparseMatrix,
  { first, rows }: RowBlock,
  quads: number,
): Promise<GPUTexture> {
  // The kernels take documents in fours; what is not written stays 0.
  const texture = await gpu.allocateTexture(quads, 4 * Math.ceil(rows / 4));
  scope.defer(() => gpu.release(texture));
  for (let y = 0; y < rows; y += UPLOADED) {
    const height = Math.min(UPLOADED, rows - y);
    const written = denseRows(V, { first: first + y, rows: height }, 4 * quads);
    const numbers = toFloat32(
      written.data,
      (p) =>
        `V at row ${first + y + Math.floor(p / written.cols)}, column ${
          p % written.cols
        }`,
    );
    gpu.device.queue.writeTexture(
      { texture, origin: [0, y] },
      numbers,
      { bytesPerRow: 16 * quads, rowsPerImage: height },
      [quads, height],
    );
  }
  return texture;
}

/** A with zeros added, or entries cut off, at the right and below. */
function padded(A: Matrix, rows: number, cols: number): Matrix {
  const result = new Matrix(rows, cols);
  for (let i = 0; i < Math.min(A.rows, rows); i++) {
    result.row(i).set(A.row(i).subarray(0, cols));
  }
  return result;
}
