import { checkCount } from "./check_count.ts";
import { checkFloat32 } from "./check_float32.ts";
import type { Gpu } from "./gpu.ts";

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
   * Allocates slots.
   *
   * @param gpu where
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
