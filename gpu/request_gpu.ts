import { InputError } from "@nmf/lib/error";
import { Gpu } from "./gpu.ts";

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
 *   console.log(gpu.description, gpu.software ? "(on the processor)" : "");
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
    throw new InputError(`no GPU adapter was found; ${remedy(platform())}`);
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
      `the GPU adapter refuses a device (${reason}); ${remedy(platform())}`,
    );
  }
}

/**
 * What to install or change so that WebGPU finds an adapter, in one line.
 *
 * @param os the operating system as `Deno.build.os` names it
 * @returns the line; a general one where the system is none of Linux, macOS and Windows
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { remedy } from "@nmf/gpu";
 *
 * assert.match(remedy("linux"), /mesa-vulkan-drivers/);
 * assert.match(remedy("windows"), /DirectX 12/);
 * ```
 */
export function remedy(os: string): string {
  switch (os) {
    case "linux":
      return "on Linux install a Vulkan driver, such as the package mesa-vulkan-drivers " +
        "(it also computes on the processor), or use --device cpu";
    case "darwin":
      return "on macOS WebGPU needs a Mac with Metal, that is macOS 10.14 or newer, and " +
        "a session that is not a bare virtual machine; or use --device cpu";
    case "windows":
      return "on Windows update the graphics driver (WebGPU needs DirectX 12), or enable " +
        "the GPU in the virtual machine; or use --device cpu";
    default:
      return "install a driver for Vulkan, Metal or DirectX 12, or use --device cpu";
  }
}

/** Deno knows its operating system; a browser says it in the user agent. */
function platform(): string {
  if (typeof Deno !== "undefined") return Deno.build.os;
  const agent = navigator.userAgent;
  if (agent.includes("Windows")) return "windows";
  if (agent.includes("Mac")) return "darwin";
  return agent.includes("Linux") ? "linux" : "";
}
