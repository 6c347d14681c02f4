import { Matrix } from "@nmf/lib/matrix";
import { checkCount } from "../check_count.ts";
import type { Gpu } from "../gpu.ts";
import type { GpuFactor } from "../matrices/gpu_factor.ts";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
import type { Run } from "../kernel.ts";
import { uniform } from "../uniform.ts";
import { checkTopics } from "../check_topics.ts";
import { prepareSumPartials } from "./sum_partials.ts";
import code from "./gram.wgsl" with { type: "text" };

const THREADS = 512;

/**
 * A matrix for the Gram matrices that `prepareGram` computes of A.
 *
 * @param scope releases it
 * @param A rows × k
 * @param matrices how many matrices stand in A, one below the other: 1 or 2
 * @returns so many times w × w, one below the other, where w is k rounded up to a multiple
 * of 4
 * @throws {InputError} if the device is lost or has no room for it
 * @throws {RangeError} if `matrices` is neither 1 nor 2
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuFactor, gramsOf, requestGpu } from "@nmf/gpu";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const W = scope.use(await GpuFactor.zeros(gpu, 300, 6));
 *   const G = await gramsOf(gpu, scope, W, 2);
 *   assert.deepEqual([G.rows, G.cols], [16, 8]); // two of 8 × 8: 6 topics, rounded up
 * }
 * ```
 */
export async function gramsOf(
  gpu: Gpu,
  scope: DisposableStack,
  A: GpuFactor,
  matrices: 1 | 2,
): Promise<GpuMatrix> {
  if (matrices !== 1 && matrices !== 2) {
    throw new RangeError(`gram takes 1 or 2 matrices, not ${matrices}`);
  }
  const width = 4 * A.quads;
  return scope.use(await GpuMatrix.zeros(gpu, matrices * width, width));
}

/**
 * Prepares G ← AᵀA (`gram.wgsl`, then `sum_partials.wgsl`). Two matrices that stand one
 * below the other are taken at once.
 *
 * @param scope releases what it allocates
 * @param A rows × k
 * @param G from `gramsOf`; beyond k the entries become 0
 * @param split the row at which a second matrix begins; there is none when left out
 * @returns writes a run into a pass
 * @throws {InputError} if k is more than the kernel supports, a kernel does not compile,
 * or the device is lost or has no room
 * @throws {RangeError} if G is for another number of matrices, or there is no row `split`
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuFactor, gramsOf, prepareGram, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const A = scope.use(await GpuFactor.upload(gpu, Matrix.from([[1, 2], [3, 4]])));
 *   const G = await gramsOf(gpu, scope, A, 1);
 *   await gpu.run(await prepareGram(gpu, scope, A, G));
 *   const rows = (await G.download()).toArray();
 *   assert.deepEqual(rows.slice(0, 2), [[10, 14, 0, 0], [14, 20, 0, 0]]);
 * }
 * ```
 */
export async function prepareGram(
  gpu: Gpu,
  scope: DisposableStack,
  A: GpuFactor,
  G: GpuMatrix,
  split = A.rows,
): Promise<Run> {
  checkTopics(A.cols);
  checkCount("gram: the row of the second matrix", split, 1);
  if (split > A.rows) {
    throw new RangeError(`gram: a second matrix at row ${split} of ${A.rows}`);
  }
  const matrices = split < A.rows ? 2 : 1;
  const width = 4 * A.quads;
  if (G.rows !== matrices * width || G.cols !== width) {
    throw new RangeError(
      `gram: ${matrices} Gram matrices of ${width} × ${width} do not fit into G, which is ` +
        `${G.rows} × ${G.cols}`,
    );
  }
  const size = matrices * width ** 2;
  const partials = scope.use(await GpuMatrix.zeros(gpu, THREADS, size));
  const source = { file: "gram.wgsl", code };
  const kernel = await gpu.kernel(source, { K: A.cols, THREADS });
  const stack = await uniform(gpu, scope, [{ u32: split }, { u32: A.rows }]);
  const bound = kernel.bind([stack, A.texture, partials.buffer]);
  const addUp = await prepareSumPartials(gpu, partials.buffer, G.buffer, size);
  return (pass) => {
    kernel.dispatch(pass, [bound], THREADS / 64, matrices);
    addUp(pass);
  };
}

/**
 * What the kernel computes, on the processor in float64.
 *
 * @param A rows × k
 * @returns AᵀA, k × k
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { gramSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * const A = Matrix.from([[1, 2], [3, 4]]);
 * assert.deepEqual(gramSpecification(A).toArray(), [[10, 14], [14, 20]]);
 * ```
 */
export function gramSpecification(A: Matrix): Matrix {
  const k = A.cols;
  const G = new Matrix(k, k);
  for (let i = 0; i < A.rows; i++) {
    const a = A.row(i);
    for (let r = 0; r < k; r++) {
      for (let s = 0; s < k; s++) G.data[r * k + s]! += a[r]! * a[s]!;
    }
  }
  return G;
}
