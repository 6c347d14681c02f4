import { InputError } from "@nmf/lib/error";
import { checkWorkgroups } from "./check_workgroups.ts";

/** What a kernel's variables can be bound to. */
export type Binding = GPUBuffer | GPUTexture | GPUBufferBinding;

/**
 * A kernel: a `.wgsl` file, compiled. `Gpu.kernel` gives it.
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

  /** For `buildKernel`. */
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

/**
 * Compiles a `.wgsl` file.
 *
 * @param device where it will run
 * @param url where the file is
 * @param constants values for the file's lines `const NAME: u32 = …;`. WGSL fixes the
 * length of an array when it compiles, so the number of topics must stand in the text.
 * @param layout what its variables are; read off the text when left out, which then leaves
 * out those that the text does not use
 * @throws {InputError} if the file cannot be read or does not compile: file, line, the
 * line's text and what is wrong with it
 */
export async function buildKernel(
  device: GPUDevice,
  url: URL,
  constants: Record<string, number>,
  layout: GPUPipelineLayout | "auto" = "auto",
): Promise<Kernel> {
  const { file, code } = await readKernel(url, constants);
  return await compileKernel(device, file, code, layout);
}

/**
 * The text of a `.wgsl` file with values put in; see `buildKernel`.
 *
 * @returns the file's name, and the text
 * @throws {InputError} if the file cannot be read
 */
export async function readKernel(
  url: URL,
  constants: Record<string, number>,
): Promise<{ file: string; code: string }> {
  const file = decodeURIComponent(url.pathname.split("/").at(-1)!);
  const code = Object.entries(constants).reduce(
    (code, [name, value]) =>
      code.replace(new RegExp(`^(const ${name}: u32 =) \\d+;`, "m"), `$1 ${value};`),
    await read(url, file),
  );
  return { file, code };
}

/**
 * Compiles the text of a kernel.
 *
 * @param file its name, for messages
 * @param layout what its variables are; see `buildKernel`
 * @throws {InputError} if it does not compile; see `buildKernel`
 */
export async function compileKernel(
  device: GPUDevice,
  file: string,
  code: string,
  layout: GPUPipelineLayout | "auto" = "auto",
): Promise<Kernel> {
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ label: file, code });
  const [{ messages }, refused] = await Promise.all([
    module.getCompilationInfo(),
    device.popErrorScope(),
  ]);
  const first = messages.find(({ type }) => type === "error");
  if (first !== undefined) throw wrongLine(file, code, first);
  if (refused !== null) throw new InputError(`${file}: ${inOneLine(refused.message)}`);

  device.pushErrorScope("validation");
  const pipeline = device.createComputePipeline({
    label: file,
    layout,
    compute: { module },
  });
  const unfit = await device.popErrorScope();
  if (unfit !== null) throw new InputError(`${file}: ${inOneLine(unfit.message)}`);
  return new Kernel(device, pipeline, file);
}

async function read(url: URL, file: string): Promise<string> {
  try {
    return await (await fetch(url)).text();
  } catch (error) {
    throw new InputError(
      `the kernel ${file} cannot be read (${(error as Error).message}); put it back`,
    );
  }
}

function wrongLine(
  file: string,
  code: string,
  message: GPUCompilationMessage,
): InputError {
  const { lineNum, linePos } = message;
  const line = code.split("\n")[lineNum - 1]?.trim() ?? "";
  return new InputError(
    `${file}, line ${lineNum}, column ${linePos}: ${reason(message.message)}; ` +
      `the line is: ${line}`,
  );
}

/**
 * Deno draws the line with an arrow below it. What is wrong stands in the last note, a line
 * that begins with “=”, or where there is none in the first line.
 */
function reason(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  const note = lines.findLast((line) => line.startsWith("= "))?.slice(2);
  const first = lines.find((line) => line !== "") ?? "no reason given";
  return note ?? first.replace(/^Shader .*?error: /, "");
}

function inOneLine(message: string): string {
  return message.trim().replaceAll(/\s+/g, " ");
}
