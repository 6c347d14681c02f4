/** Programs that do a GPU's work on the processor, as they name themselves. */
const PROGRAMS =
  /llvmpipe|lavapipe|softpipe|swrast|swiftshader|\bwarp\b|basic render|software/i;

/** What an adapter says of itself; a browser may leave everything out. */
export type AdapterFacts = Partial<
  Pick<
    GPUAdapterInfo,
    "vendor" | "architecture" | "device" | "description" | "isFallbackAdapter"
  >
>;

/**
 * Whether an adapter is a program that computes on the processor, and no graphics card.
 *
 * @param info what the adapter says of itself
 * @returns true if it calls itself a fallback, or has such a program's name
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isSoftware } from "@nmf/gpu";
 *
 * assert.ok(isSoftware({ description: "llvmpipe (LLVM 15.0.6, 256 bits)" }));
 * assert.ok(!isSoftware({ vendor: "nvidia", architecture: "hopper" }));
 * ```
 */
export function isSoftware(info: AdapterFacts): boolean {
  const { vendor, architecture, device, description } = info;
  const names = [vendor, architecture, device, description].join(" ");
  return info.isFallbackAdapter === true || PROGRAMS.test(names);
}
