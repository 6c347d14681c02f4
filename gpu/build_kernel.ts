import { InputError } from "@nmf/lib/error";
import { Kernel } from "./kernel.ts";
import { putConstants } from "./kernel_constants.ts";
import { kernelLayout } from "./kernel_layout.ts";
import { type KernelSource, readKernel } from "./kernel_source.ts";

/**
 * Builds a kernel.
 *
 * @param device where it will run
 * @param source its text, or where it is
 * @param constants values for its lines `const NAME: u32 = …;` and `override NAME: u32 …;`
 * @throws {InputError} if it cannot be read, has no line for a constant, or does not compile:
 * file, line, the line's text and what is wrong with it
 * @throws {RangeError} if a constant is no count
 */
export async function buildKernel(
  device: GPUDevice,
  source: KernelSource,
  constants: Readonly<Record<string, number>> = {},
): Promise<Kernel> {
  const { file, code } = await readKernel(source);
  const put = putConstants(file, code, constants);
  return await compileKernel(device, file, put.code, put.overrides);
}

/**
 * Compiles the text of a kernel.
 *
 * @param device where it will run
 * @param file its name, for messages
 * @param code WGSL
 * @param overrides values for its `override` constants
 * @throws {InputError} if it does not compile; see `buildKernel`
 */
export async function compileKernel(
  device: GPUDevice,
  file: string,
  code: string,
  overrides: Readonly<Record<string, number>> = {},
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
    layout: kernelLayout(device, code),
    compute: { module, constants: { ...overrides } },
  });
  const unfit = await device.popErrorScope();
  if (unfit !== null) throw new InputError(`${file}: ${inOneLine(unfit.message)}`);
  return new Kernel(device, pipeline, file);
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
