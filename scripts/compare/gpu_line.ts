import { softwareNote } from "../../lessons/06_comparison/shown_name.ts";
import type { GpuFacts } from "./gpu_facts.ts";
import type { RunRecord } from "./results.ts";

/** What begins the device of a run on a program that stands in for a GPU. */
const SOFTWARE = "software adapter: ";

/** The GPU in a line, or why there is none. */
export function gpuLine(gpu: GpuFacts): string {
  if ("reason" in gpu) return `none: ${gpu.reason}`;
  return gpu.adapter + (gpu.software ? ", a program on the processor and no GPU" : "");
}

/** The device of a run on an adapter. */
export function deviceOf(gpu: { adapter: string; software: boolean }): string {
  return `${gpu.software ? SOFTWARE : "GPU: "}${gpu.adapter}`;
}

/** What “(software)” in a name means; undefined if no run has it. */
export function softwareNoteOf(
  runs: readonly Pick<RunRecord, "device">[],
): string | undefined {
  const run = runs.find(({ device }) => device.startsWith(SOFTWARE));
  return run && softwareNote(run.device.slice(SOFTWARE.length));
}
