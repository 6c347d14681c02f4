import { buildKernel } from "./build_kernel.ts";
import type { KernelSource } from "./kernel_source.ts";
import type { Gpu } from "./gpu.ts";

/** What a kernel is run on. */
export interface KernelRun {
  /** The numbers at `@binding(0)`, `@binding(1)` …: `var<storage, read>`, float32 or uint32. */
  inputs: readonly (Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>)[];
  /**
   * How many float32 numbers each of the next bindings has, `var<storage, read_write>`. They
   * are NaN before, so that one sees which the kernel did not write.
   */
  outputs: readonly number[];
  /** How many workgroups, across and down. */
  workgroups: readonly [x: number, y: number];
  /** Values for the kernel's lines `const NAME: u32 = …;` and `override NAME: u32 …;`. */
  constants?: Record<string, number>;
}

/**
 * Runs a kernel once on small inputs and gives back what it wrote: for trying a kernel, not
 * for speed. All variables stand in `@group(0)`, inputs first; a kernel need not use them
 * all.
 *
 * @param gpu where
 * @param source its text with its file's name, or where the file is
 * @param run the numbers and the number of workgroups
 * @returns one array for each output
 * @throws {InputError} if it cannot be read, has no line for a constant or does not compile,
 * there are too many workgroups, or the device is lost or out of memory
 * @throws {RangeError} if a length, a constant or a number of workgroups is no count
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requestGpu, runKernel } from "@nmf/gpu";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const code = `
 *     @group(0) @binding(0) var<storage, read> a: array<f32>;
 *     @group(0) @binding(1) var<storage, read_write> out: array<f32>;
 *     @compute @workgroup_size(4)
 *     fn main(@builtin(global_invocation_id) id: vec3u) { out[id.x] = a[id.x] + 1; }`;
 *   const source = { file: "add_one.wgsl", code };
 *   const inputs = [Float32Array.of(1, 2, 3, 4)];
 *   const [out] = await runKernel(gpu, source, { inputs, outputs: [4], workgroups: [1, 1] });
 *   assert.deepEqual([...out], [2, 3, 4, 5]);
 * }
 * ```
 */
export async function runKernel(
  gpu: Gpu,
  source: KernelSource,
  { inputs, outputs, workgroups, constants = {} }: KernelRun,
): Promise<Float32Array[]> {
  const kernel = await buildKernel(gpu.device, source, constants);
  const buffers: GPUBuffer[] = [];
  try {
    const numbers = [
      ...inputs,
      ...outputs.map((length) => new Float32Array(length).fill(NaN)),
    ];
    for (const values of numbers) {
      const buffer = await gpu.allocate(values.byteLength);
      buffers.push(buffer);
      gpu.write(buffer, values);
    }
    const bound = kernel.bind(buffers);
    await gpu.run((pass) => kernel.dispatch(pass, [bound], ...workgroups));
    const written: Float32Array[] = [];
    for (const [place, length] of outputs.entries()) {
      written.push(await gpu.download(buffers[inputs.length + place], length));
    }
    return written;
  } finally {
    gpu.release(...buffers);
  }
}
