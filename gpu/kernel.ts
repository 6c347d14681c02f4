import { checkWorkgroups } from "./check_workgroups.ts";

/** What a kernel's variables can be bound to. */
export type Binding = GPUBuffer | GPUTexture | GPUBufferBinding;

/** A kernel with its arguments: writes one run of it into a pass, as often as called. */
export type Run = (pass: GPUComputePassEncoder) => void;

/**
 * A kernel, compiled: a `.wgsl` file. `Gpu.kernel` gives it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const A = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[5, 7]])));
 *   const B = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[2, 3]])));
 *   const file = new URL("./kernels/subtract.wgsl", import.meta.url);
 *   const kernel = await gpu.kernel(file);
 *   const bound = kernel.bind([A.buffer, B.buffer]);
 *   await gpu.run((pass) => kernel.dispatch(pass, [bound], 1)); // one workgroup
 *   assert.deepEqual((await A.download()).toArray(), [[3, 4]]);
 * }
 * ```
 */
export class Kernel {
  readonly #device: GPUDevice;
  readonly #pipeline: GPUComputePipeline;
  /** The file's name. */
  readonly name: string;

  /** For `compileKernel`. */
  constructor(device: GPUDevice, pipeline: GPUComputePipeline, name: string) {
    this.#device = device;
    this.#pipeline = pipeline;
    this.name = name;
  }

  /**
   * Chooses what the kernel's variables are: `@binding(0)`, `@binding(1)` and so on.
   *
   * @param bindings in the order of their numbers
   * @param group the number of the `@group`
   */
  bind(bindings: readonly Binding[], group = 0): GPUBindGroup {
    return this.#device.createBindGroup({
      layout: this.#pipeline.getBindGroupLayout(group),
      entries: bindings.map((binding, i) => ({
        binding: i,
        resource: resourceOf(binding),
      })),
    });
  }

  /**
   * Refuses what `dispatch` would refuse, before there is a pass.
   *
   * @param x how many workgroups; a fraction is rounded up
   * @param y in the second direction
   * @throws {InputError} if there are more workgroups than the device starts at once
   * @throws {RangeError} if x or y is no number from 0 on
   */
  checkWorkgroups(x: number, y = 1): void {
    checkWorkgroups(this.#device, this.name, Math.ceil(x), Math.ceil(y));
  }

  /**
   * Writes one run of the kernel into a pass.
   *
   * @param groups what its variables are, from `bind`
   * @param x how many workgroups; a fraction is rounded up
   * @param y in the second direction
   * @throws {InputError} if there are more workgroups than the device starts at once
   * @throws {RangeError} if x or y is no number from 0 on
   */
  dispatch(
    pass: GPUComputePassEncoder,
    groups: readonly GPUBindGroup[],
    x: number,
    y = 1,
  ): void {
    this.checkWorkgroups(x, y);
    pass.setPipeline(this.#pipeline);
    groups.forEach((group, i) => pass.setBindGroup(i, group));
    pass.dispatchWorkgroups(Math.ceil(x), Math.ceil(y));
  }
}

function resourceOf(binding: Binding): GPUBindingResource {
  if ("createView" in binding) return binding.createView();
  return "buffer" in binding ? binding : { buffer: binding };
}
