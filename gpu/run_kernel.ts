import { buildKernel } from "./build_kernel.ts";
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
 * @param url the `.wgsl` file
 * @param run the numbers and the number of workgroups
 * @returns one array for each output
 * @throws {InputError} if the file cannot be read or does not compile, or the device is lost
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requestGpu, runKernel } from "@nmf/gpu";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const kernel = `
 *     @group(0) @binding(0) var<storage, read> a: array<f32>;
 *     @group(0) @binding(1) var<storage, read_write> out: array<f32>;
 *     @compute @workgroup_size(4)
 *     fn main(@builtin(global_invocation_id) id: vec3u) { out[id.x] = a[id.x] + 1; }`;
 *   const url = new URL(`data:text/plain,${encodeURIComponent(kernel)}`);
 *   const inputs = [Float32Array.of(1, 2, 3, 4)];
 *   const [out] = await runKernel(gpu, url, { inputs, outputs: [4], workgroups: [1, 1] });
 *   assert.deepEqual([...out], [2, 3, 4, 5]);
 * }
 * ```
 */
export async function runKernel(
  gpu: Gpu,
  url: URL,
  { inputs, outputs, workgroups, constants = {} }: KernelRun,
): Promise<Float32Array[]> {
  const kernel = await buildKernel(gpu.device, url, constants);
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
