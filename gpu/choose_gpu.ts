import { InputError } from "@nmf/lib/error";
import { checkTopics } from "./check_topics.ts";
import type { Gpu } from "./gpu.ts";
import { requestGpu } from "./request_gpu.ts";

/** What a user may ask for with `--device`: `auto` takes the GPU if there is one. */
export const DEVICES = ["auto", "gpu", "cpu"] as const;

/** Where to compute. */
export type Device = typeof DEVICES[number];

/** The GPU, or why there is none, in words that end without a full stop. */
export type GpuOrReason =
  | { gpu: Gpu; reason?: undefined }
  | { gpu?: undefined; reason: string };

/**
 * The GPU that a user asked for, or the reason why there is none.
 *
 * @param device what the user asked for
 * @param topics how many topics it must be able to hold; any when left out
 * @param entry WebGPU's entry point; the runtime's own `navigator.gpu` when left out
 * @returns the GPU, to be released with `using`, or the reason
 * @throws {InputError} if the user asked for the GPU and there is none, or it cannot hold so
 * many topics
 * @throws {RangeError} if `topics` is no count from 1
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { chooseGpu } from "@nmf/gpu";
 *
 * const { gpu, reason } = await chooseGpu("auto", 6);
 * using _ = gpu;
 * console.log(gpu ? `on ${gpu.label}` : `on the processor: ${reason}`);
 *
 * const onCpu = await chooseGpu("cpu");
 * assert.deepEqual(onCpu, { reason: "the processor was asked for (--device cpu)" });
 * ```
 */
export async function chooseGpu(
  device: Device,
  topics?: number,
  entry?: Pick<GPU, "requestAdapter">,
): Promise<GpuOrReason> {
  if (device === "cpu") return { reason: "the processor was asked for (--device cpu)" };
  try {
    if (topics !== undefined) checkTopics(topics);
    return { gpu: await requestGpu(entry) };
  } catch (error) {
    if (device === "gpu" || !(error instanceof InputError)) throw error;
    return { reason: error.message };
  }
}
