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
