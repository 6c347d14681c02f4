import { type Factors, Matrix, transpose } from "@nmf/lib/matrix";
import {
  type Descent,
  type DescentOptions,
  type Documents,
  PreparedDescent,
} from "./descent.ts";
import type { Gpu } from "../gpu.ts";
import type { KernelSource } from "../kernel_source.ts";
import { GpuFactor } from "../matrices/gpu_factor.ts";
import { entriesToFloat32 } from "../matrices/gpu_matrix.ts";
import { gramsOf, prepareGram } from "../kernels/gram.ts";

/** What `sparseDescent` is told. */
export interface SparseDescentOptions extends DescentOptions {
  /**
   * The kernel of the step; `lessons/04_webgpu_sgd/step.wgsl` is one, and says what it is
   * bound to.
   */
  kernel: KernelSource;
}

/**
 * Gradient descent from the non-zeros of V: the gradients are W(HHᵀ) − VHᵀ and
 * Hᵀ(WᵀW) − VᵀW, so that neither R = WH − V nor a dense V is needed.
 *
 * W and Hᵀ stand one below the other in one matrix F, and V and Vᵀ in one sparse matrix,
 * so that a step is three runs: partial sums of the two k × k Gram matrices, their sums,
 * and the kernel of the step, which reads the old F and writes the new one.
 *
 * Source: lesson 03's gradient descent, `lessons/03_sgd/`.
 *
 * @param gpu where
 * @param documents V, documents × terms
 * @param start W (documents × k) and H (k × terms)
 * @param options λ, μ, and the kernel of the step
 * @returns the descent; release it with `using`
 * @throws {InputError} if there are more topics than the kernels support, an entry is not
 * finite, a kernel's file cannot be read or does not compile, or the device is lost or
 * has no room
 * @throws {RangeError} if the shapes do not fit, V is empty or on another device, or
 * λ or μ is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requestGpu, sparseDescent } from "@nmf/gpu";
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const kernel = new URL("../../lessons/04_webgpu_sgd/step.wgsl", import.meta.url);
 *   const V = SparseMatrix.fromDense(Matrix.from([[2]]));
 *   const start = { W: Matrix.from([[1]]), H: Matrix.from([[1]]) };
 *   using descent = await sparseDescent(gpu, V, start, { lam: 0, mu: 0, kernel });
 *   await descent.steps([0.5]); // R = 1 · 1 − 2, so W ← 1 − 0.5 · (−1)
 *   const { W, H } = await descent.download();
 *   assert.deepEqual([W.toArray(), H.toArray()], [[[1.5]], [[1.5]]]);
 * }
 * ```
 */
export function sparseDescent(
  gpu: Gpu,
  documents: Documents,
  start: Factors,
  { kernel: file, ...options }: SparseDescentOptions,
): Promise<Descent> {
  return PreparedDescent.create(
    gpu,
    documents,
    start,
    options,
    async (V, scope, slots) => {
      const k = start.W.cols;
      // Before the stacking, after which rows and columns have other numbers.
      entriesToFloat32(start.W, "W");
      entriesToFloat32(start.H, "H");
      const { rows, order, indptr, indices, data } = V.stacked;
      // Two of them: in every step one is read and the other written.
      const F = [
        scope.use(await GpuFactor.upload(gpu, stackedFactors(start), "the start")),
        scope.use(await GpuFactor.zeros(gpu, rows, k)),
      ] as const;
      const grams = await gramsOf(gpu, scope, F[0], 2);
      const kernel = await gpu.kernel(file, { K: k, DOCUMENTS: V.rows });
      kernel.checkWorkgroups(rows / 64);
      const settings = Array.from(
        { length: slots.count },
        (_, i) => kernel.bind([slots.at(i)], 1),
      );
      const ways = await Promise.all([0, 1].map(async (now) => {
        const [current, next] = [F[now]!, F[1 - now]!];
        const factors = [current.texture, grams.buffer, next.texture];
        return {
          gram: await prepareGram(gpu, scope, current, grams, V.rows),
          bound: kernel.bind([order, indptr, indices, data, ...factors]),
        };
      }));
      let now = 0;
      return [
        (pass, i) => {
          const { gram, bound } = ways[now]!;
          gram(pass);
          kernel.dispatch(pass, [bound, settings[i]!], rows / 64);
          now = 1 - now;
        },
        async () => {
          const { data } = await F[now]!.download();
          const end = V.rows * k;
          return {
            W: new Matrix(V.rows, k, data.slice(0, end)),
            H: transpose(new Matrix(V.cols, k, data.slice(end))),
          };
        },
      ];
    },
  );
}

/** W above the transpose of H. */
function stackedFactors({ W, H }: Factors): Matrix {
  const Ht = transpose(H);
  const data = new Float64Array(W.data.length + Ht.data.length);
  data.set(W.data);
  data.set(Ht.data, W.data.length);
  return new Matrix(W.rows + Ht.rows, W.cols, data);
}
