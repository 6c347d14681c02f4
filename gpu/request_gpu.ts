import { InputError } from "@nmf/lib/error";
import { Gpu } from "./gpu.ts";
import { remedy } from "./remedy.ts";

/** The limits that are raised from WebGPU's defaults to what the adapter has. */
const RAISED = [
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxTextureDimension2D",
] as const;

/**
 * Asks for the GPU: the adapter (the hardware with its driver) and a device on it, with
 * the largest buffers and textures the adapter offers.
 *
 * Release the result with `using`, or everything on the device stays allocated.
 *
 * @param entry WebGPU's entry point; the runtime's own `navigator.gpu` when left out
 * @returns the device, a line that describes it, and whether it is a software one
 * @throws {InputError} if there is no adapter or it refuses a device; the message says
 * what to install or change on this operating system
 *
 * @example
 * ```ts
 * import { requestGpu } from "@nmf/gpu";
 *
 * try {
 *   using gpu = await requestGpu();
 *   console.log(gpu.label); // such as: llvmpipe (LLVM 15.0.6, 256 bits) (software)
 * } catch (error) {
 *   console.log((error as Error).message); // how to get an adapter
 * }
 * ```
 */
export async function requestGpu(
  entry: Pick<GPU, "requestAdapter"> | undefined = navigator.gpu,
): Promise<Gpu> {
  const adapter = await entry?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) {
    throw new InputError(`no GPU adapter was found; ${remedy(operatingSystem())}`);
  }
  const requiredLimits = Object.fromEntries(
    RAISED.map((limit) => [limit, adapter.limits[limit]]),
  );
  const requiredFeatures: GPUFeatureName[] = adapter.features.has("timestamp-query")
    ? ["timestamp-query"]
    : [];
  try {
    const device = await adapter.requestDevice({ requiredLimits, requiredFeatures });
    return new Gpu(device, adapter.info);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `the GPU adapter refuses a device (${reason}); ${remedy(operatingSystem())}`,
    );
  }
}

/** The operating system as `remedy` wants it, from what the runtime says of itself. */
function operatingSystem(): string {
  const { platform } = navigator;
  if (platform.startsWith("Win")) return "windows";
  if (platform.startsWith("Mac")) return "darwin";
  return platform.startsWith("Linux") ? "linux" : "";
}
