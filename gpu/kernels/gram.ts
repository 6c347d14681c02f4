import { Matrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import { GpuMatrix } from "../gpu_matrix.ts";
import { type Run, uniform } from "../scope.ts";
import { checkTopics } from "../topics.ts";
import { prepareSumPartials } from "./sum_partials.ts";

const THREADS = 512;

/**
 * Prepares G ← AᵀA (`gram.wgsl`, then `sum_partials.wgsl`). Two matrices that stand one
 * below the other are taken at once.
 *
 * @param scope releases what it allocates
 * @param A rows × k
 * @param G k × k; with a second matrix 2k × k, one Gram matrix below the other
 * @param split the row at which a second matrix begins, from 1; there is none when left out
 * @returns writes a run into a pass
 * @throws {InputError} if k is more than the kernel supports
 * @throws {RangeError} if the shapes do not fit
 */
export async function prepareGram(
  gpu: Gpu,
  scope: DisposableStack,
  A: GpuMatrix,
  G: GpuMatrix,
  split = A.rows,
): Promise<Run> {
  const k = A.cols;
  checkTopics(k);
  const matrices = split < A.rows ? 2 : 1;
  if (G.rows !== matrices * k || G.cols !== k) {
    throw new RangeError(
      `gram: ${matrices} matrices with ${k} columns have Gram matrices of ` +
        `${matrices * k} × ${k}, but G is ${G.rows} × ${G.cols}`,
    );
  }
  const size = matrices * k * k;
  const partials = scope.use(await GpuMatrix.zeros(gpu, THREADS, size));
  const url = new URL("./gram.wgsl", import.meta.url);
  const kernel = await gpu.kernel(url, { K: k, THREADS });
  const stack = await uniform(gpu, scope, [{ u32: split }]);
  const bound = kernel.bind([stack, A.buffer, partials.buffer]);
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
