import { checkCount } from "./check_count.ts";
import type { Gpu } from "./gpu.ts";

/** A kernel with its arguments: writes one run of it into a pass, as often as called. */
export type Run = (pass: GPUComputePassEncoder) => void;

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

/** WebGPU lets a binding begin at multiples of this many bytes on every device. */
const SLOT = 256;

/**
 * Settings that change from step to step, such as the learning rate, for many steps that
 * are submitted together: one slot for each step.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requestGpu, Slots } from "@nmf/gpu";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const slots = await Slots.create(gpu, scope);
 *   const rates = Array.from({ length: slots.count }, (_, i) => 0.01 / (1 + i));
 *   slots.write(rates.map((rate) => [rate, 3, 0])); // rate, λ and μ of each step
 *   assert.equal(slots.at(2).offset, 512); // to be bound for the third step
 * }
 * ```
 */
export class Slots {
  /** How many steps can be submitted together. */
  readonly count: number;
  readonly #gpu: Gpu;
  readonly #buffer: GPUBuffer;

  private constructor(gpu: Gpu, buffer: GPUBuffer, count: number) {
    this.#gpu = gpu;
    this.#buffer = buffer;
    this.count = count;
  }

  /**
   * @param scope releases them
   * @param count how many steps can be submitted together
   * @throws {InputError} if the device is lost or out of memory
   * @throws {RangeError} if `count` is no count from 1
   */
  static async create(gpu: Gpu, scope: DisposableStack, count = 64): Promise<Slots> {
    checkCount("the number of slots", count, 1);
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = await gpu.allocate(SLOT * count, usage);
    scope.defer(() => gpu.release(buffer));
    return new Slots(gpu, buffer, count);
  }

  /**
   * Slot `i`, to be bound.
   *
   * @throws {RangeError} if there is none
   */
  at(i: number): GPUBufferBinding {
    checkCount("the number of a slot", i);
    if (i >= this.count) throw new RangeError(`slot ${i} of ${this.count} slots`);
    return { buffer: this.#buffer, offset: i * SLOT, size: SLOT };
  }

  /**
   * Fills the slots from the first on; each takes up to 64 float32 numbers.
   *
   * @throws {RangeError} if there are more settings than slots, one has more than 64
   * numbers, or a number is not finite in float32
   */
  write(settings: readonly (readonly number[])[]): void {
    if (settings.length > this.count) {
      throw new RangeError(`${settings.length} settings for ${this.count} slots`);
    }
    for (const values of settings) {
      if (values.length > SLOT / 4) {
        throw new RangeError(
          `a slot takes ${SLOT / 4} numbers, not ${values.length}`,
        );
      }
      for (const value of values) checkFloat32("a setting of a step", value);
    }
    const numbers = new Float32Array(settings.length * SLOT / 4);
    settings.forEach((values, i) => numbers.set(values, i * SLOT / 4));
    this.#gpu.write(this.#buffer, numbers);
  }
}

function checkUint32(value: number): void {
  checkCount("a count for a kernel", value);
  if (value > 0xffffffff) {
    throw new RangeError(`a count for a kernel must be below 2³², not ${value}`);
  }
}

function checkFloat32(what: string, value: number): void {
  if (!Number.isFinite(Math.fround(value))) {
    throw new RangeError(`${what} must be a finite float32 number, not ${value}`);
  }
}
