import { checkCount } from "./check_count.ts";
import { checkFloat32 } from "./check_float32.ts";
import type { Gpu } from "./gpu.ts";

/**
 * A small buffer of numbers that all threads read: shapes and settings.
 *
 * @param gpu where
 * @param scope releases it
 * @param values float32 and uint32 numbers, as the kernel's struct has them
 * @returns the buffer, 4 bytes a number, rounded up to a multiple of 16
 * @throws {InputError} if the device is lost or out of memory
 * @throws {RangeError} if there is no value, or one is not what it is said to be
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requestGpu, uniform } from "@nmf/gpu";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const shape = await uniform(gpu, scope, [{ u32: 300 }, { f32: 0.5 }]);
 *   assert.equal(shape.size, 16); // two numbers, rounded up to four
 * }
 * ```
 */
export async function uniform(
  gpu: Gpu,
  scope: DisposableStack,
  values: readonly ({ u32: number } | { f32: number })[],
): Promise<GPUBuffer> {
  if (values.length === 0) throw new RangeError("a buffer of settings without a number");
  for (const value of values) {
    if ("u32" in value) checkUint32(value.u32);
    else checkFloat32("a setting", value.f32);
  }
  // WGSL rounds the size of a uniform struct up to 16 bytes.
  const bytes = new DataView(new ArrayBuffer(16 * Math.ceil(values.length / 4)));
  values.forEach((value, i) =>
    "u32" in value
      ? bytes.setUint32(4 * i, value.u32, true)
      : bytes.setFloat32(4 * i, value.f32, true)
  );
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const buffer = await gpu.allocate(bytes.byteLength, usage);
  scope.defer(() => gpu.release(buffer));
  gpu.write(buffer, bytes);
  return buffer;
}

function checkUint32(value: number): void {
  checkCount("a count for a kernel", value);
  if (value > 0xffffffff) {
    throw new RangeError(`a count for a kernel must be below 2³², not ${value}`);
  }
}
