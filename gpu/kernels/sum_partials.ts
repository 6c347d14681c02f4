import { checkCount } from "../check_count.ts";
import type { Gpu } from "../gpu.ts";
import type { Run } from "../kernel.ts";
import code from "./sum_partials.wgsl" with { type: "text" };

/**
 * Prepares total ← the sum of the partial sums (`sum_partials.wgsl`).
 *
 * @param gpu where
 * @param partials any number of parts of `size` float32 numbers, one after another
 * @param total `size` numbers
 * @returns writes a run into a pass
 * @throws {InputError} if the kernel does not compile
 * @throws {RangeError} if `size` is no count from 1, `total` has another size, or
 * `partials` has no whole number of parts
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, prepareSumPartials, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const rows = Matrix.from([[1, 2, 3], [10, 20, 30]]);
 *   const partials = scope.use(await GpuMatrix.upload(gpu, rows));
 *   const total = scope.use(await GpuMatrix.zeros(gpu, 1, 3));
 *   await gpu.run(await prepareSumPartials(gpu, partials.buffer, total.buffer, 3));
 *   assert.deepEqual((await total.download()).toArray(), [[11, 22, 33]]);
 * }
 * ```
 */
export async function prepareSumPartials(
  gpu: Gpu,
  partials: GPUBuffer,
  total: GPUBuffer,
  size: number,
): Promise<Run> {
  checkCount("the size of a part", size, 1);
  if (total.size !== 4 * size || partials.size % (4 * size) !== 0) {
    throw new RangeError(
      `sumPartials: a total of ${total.size} bytes and parts of together ` +
        `${partials.size} bytes are not for parts of ${size} numbers`,
    );
  }
  const kernel = await gpu.kernel({ file: "sum_partials.wgsl", code });
  const bound = kernel.bind([partials, total]);
  return (pass) => kernel.dispatch(pass, [bound], Math.min(size / 64, 4096));
}

/**
 * What the kernel computes, on the processor in float64.
 *
 * @param partials any number of parts of `size` numbers, one after another
 * @param size how many numbers a part has
 * @returns their sum, `size` numbers
 * @throws {RangeError} if `size` is no count from 1, or the last part is incomplete
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { sumPartialsSpecification } from "@nmf/gpu";
 *
 * const partials = Float64Array.of(1, 2, 3, 10, 20, 30); // two parts of three numbers
 * assert.deepEqual(sumPartialsSpecification(partials, 3), Float64Array.of(11, 22, 33));
 * ```
 */
export function sumPartialsSpecification(
  partials: Float64Array,
  size: number,
): Float64Array {
  checkCount("the size of a part", size, 1);
  if (partials.length % size !== 0) {
    throw new RangeError(
      `sumPartials: ${partials.length} numbers are no whole number of parts of ${size}`,
    );
  }
  const total = new Float64Array(size);
  partials.forEach((value, p) => total[p % size]! += value);
  return total;
}
