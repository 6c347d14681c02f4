import type { Gpu } from "../gpu.ts";
import type { Run } from "../scope.ts";

/**
 * Prepares total ← the sum of the partial sums (`sum_partials.wgsl`).
 *
 * @param partials any number of parts of `size` float32 numbers, one after another
 * @param total `size` numbers
 * @returns writes a run into a pass
 */
export async function prepareSumPartials(
  gpu: Gpu,
  partials: GPUBuffer,
  total: GPUBuffer,
  size: number,
): Promise<Run> {
  const kernel = await gpu.kernel(new URL("./sum_partials.wgsl", import.meta.url));
  const bound = kernel.bind([partials, total]);
  return (pass) => kernel.dispatch(pass, [bound], Math.min(size / 64, 4096));
}

/**
 * What the kernel computes, on the processor in float64.
 *
 * @param partials any number of parts of `size` numbers, one after another
 * @returns their sum, `size` numbers
 */
export function sumPartialsSpecification(
  partials: Float64Array,
  size: number,
): Float64Array {
  const total = new Float64Array(size);
  partials.forEach((value, p) => total[p % size]! += value);
  return total;
}
