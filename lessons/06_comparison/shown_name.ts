import type { Gpu } from "@nmf/gpu";
import type { Method } from "./methods.ts";

/** What is added to the name of a method whose GPU is none. */
const MARK = " (software)";

/**
 * What tables, charts and sentences call a method. Where the adapter is a program on the
 * processor the name says so: its seconds are not those of a GPU.
 *
 * @param method whose name it is
 * @param gpu the adapter that methods which need one run on
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shownName } from "./shown_name.ts";
 *
 * const method = { name: "descent on the GPU", needsGpu: true } as const;
 * assert.equal(shownName(method, { software: true }), "descent on the GPU (software)");
 * assert.equal(shownName(method, { software: false }), "descent on the GPU");
 * ```
 */
export function shownName(
  { name, needsGpu }: Pick<Method, "name" | "needsGpu">,
  gpu: Pick<Gpu, "software"> | undefined,
): string {
  return needsGpu && gpu?.software ? name + MARK : name;
}

/**
 * What the mark in a name means, to print where the name is.
 *
 * @param adapter the adapter in a line
 */
export function softwareNote(adapter: string): string {
  return `“${MARK.trim()}”: the adapter, ${adapter}, is a program on the processor. Its ` +
    `numbers are those of a GPU, its seconds are not.`;
}
