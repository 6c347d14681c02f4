import { Matrix, type SparseMatrix } from "@nmf/lib/matrix";
import type { RowBlock } from "../descents/row_blocks.ts";
import type { Gpu } from "../gpu.ts";
import type { GpuDocuments } from "../matrices/gpu_documents.ts";
import type { GpuRows } from "../matrices/gpu_matrix.ts";
import type { Run } from "../kernel.ts";
import { uniform } from "../uniform.ts";
import buffer from "./write_out.wgsl" with { type: "text" };
import texture from "./write_out_texture.wgsl" with { type: "text" };

const BUFFER = { file: "write_out.wgsl", code: buffer };
const TEXTURE = { file: "write_out_texture.wgsl", code: texture };

/**
 * Prepares dense ← rows of V with their zeros written out, into a buffer (`write_out.wgsl`)
 * or into a texture (`write_out_texture.wgsl`). What it is written into holds zeros before.
 *
 * @param gpu where
 * @param scope releases what it allocates
 * @param V documents × terms
 * @param block which rows
 * @param dense block.rows × terms; or a texture with four terms a place, for writing
 * @returns writes a run into a pass
 * @throws {InputError} if the kernel does not compile, there are more rows than the device
 * starts threads, or the device is lost or out of memory
 * @throws {RangeError} if V has not these rows, or `dense` has another size
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuDocuments, GpuMatrix, prepareWriteOut, requestGpu } from "@nmf/gpu";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const sparse = SparseMatrix.fromDense(Matrix.from([[0, 2], [0, 0], [3, 4]]));
 *   const V = scope.use(await GpuDocuments.upload(gpu, sparse));
 *   const dense = scope.use(await GpuMatrix.zeros(gpu, 2, 2));
 *   const block = { first: 1, rows: 2 };
 *   await gpu.run(await prepareWriteOut(gpu, scope, V, block, dense));
 *   assert.deepEqual((await dense.download()).toArray(), [[0, 0], [3, 4]]);
 * }
 * ```
 */
export async function prepareWriteOut(
  gpu: Gpu,
  scope: DisposableStack,
  V: GpuDocuments,
  block: RowBlock,
  dense: GpuRows | GPUTexture,
): Promise<Run> {
  const { first, rows } = block;
  const isTexture = "createView" in dense;
  const wanted = isTexture
    ? [4 * Math.ceil(rows / 4), Math.ceil(V.cols / 4)]
    : [rows, V.cols];
  const given = isTexture ? [dense.height, dense.width] : [dense.rows, dense.cols];
  if (!(first >= 0 && first + rows <= V.rows) || wanted.join() !== given.join()) {
    throw new RangeError(
      `writeOut: rows ${first} to ${first + rows - 1} of V, which is ` +
        `${V.rows} × ${V.cols}, into ${given.join(" × ")}`,
    );
  }
  const shape = await uniform(gpu, scope, [
    { u32: first },
    { u32: rows },
    { u32: V.rows },
    { u32: V.cols },
  ]);
  const kernel = await gpu.kernel(isTexture ? TEXTURE : BUFFER);
  kernel.checkWorkgroups(rows / 64);
  const { indptr, indices, data } = V.stacked;
  const bound = kernel.bind([
    shape,
    indptr,
    indices,
    data,
    isTexture ? dense : dense.binding,
  ]);
  return (pass) => kernel.dispatch(pass, [bound], rows / 64);
}

/**
 * What the kernels compute, on the processor in float64.
 *
 * @param V documents × terms
 * @param block which rows
 * @returns block.rows × terms
 * @throws {RangeError} if V has not these rows
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeOutSpecification } from "@nmf/gpu";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[0, 2], [0, 0], [3, 4]]));
 * const dense = writeOutSpecification(V, { first: 1, rows: 2 });
 * assert.deepEqual(dense.toArray(), [[0, 0], [3, 4]]);
 * ```
 */
export function writeOutSpecification(
  V: SparseMatrix,
  { first, rows }: RowBlock,
): Matrix {
  if (!(first >= 0 && first + rows <= V.rows)) {
    throw new RangeError(`writeOut: rows ${first} to ${first + rows - 1} of ${V.rows}`);
  }
  const dense = new Matrix(rows, V.cols);
  for (let i = 0; i < rows; i++) {
    const row = dense.row(i);
    const { indices, data } = V.row(first + i);
    for (let p = 0; p < indices.length; p++) row[indices[p]!] = data[p]!;
  }
  return dense;
}
