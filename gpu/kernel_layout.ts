import { withoutComments } from "./without_comments.ts";

/** What a variable in memory can be declared as, and how it is bound. */
const KINDS: readonly [declared: RegExp, entry: Partial<GPUBindGroupLayoutEntry>][] = [
  [/^<storage(,read)?>/, { buffer: { type: "read-only-storage" } }],
  [/^<storage,read_write>/, { buffer: { type: "storage" } }],
  [/^<uniform>/, { buffer: { type: "uniform" } }],
  [/:texture_2d<f32>$/, { texture: { sampleType: "unfilterable-float" } }],
  [
    /:texture_storage_2d<rgba32float,write>$/,
    { storageTexture: { format: "rgba32float", access: "write-only" } },
  ],
];

/**
 * How a kernel's variables are bound, from their declarations.
 *
 * WebGPU can find that out by itself, but then it leaves out what the kernel declares and
 * does not use, and refuses to bind it. A student's edit may well stop using something.
 *
 * @param device where the kernel will run
 * @param code WGSL
 * @returns the layout; `auto` where something is declared as nothing that is known here
 */
export function kernelLayout(
  device: GPUDevice,
  code: string,
): GPUPipelineLayout | GPUAutoLayoutMode {
  const groups: GPUBindGroupLayoutEntry[][] = [];
  const declarations = withoutComments(code).matchAll(
    /@group\((\d+)\)\s*@binding\((\d+)\)\s*var\s*([^;]*);/g,
  );
  for (const [, group, binding, declared] of declarations) {
    const kind = KINDS.find(([pattern]) => pattern.test(declared!.replaceAll(/\s/g, "")));
    if (kind === undefined) return "auto";
    (groups[Number(group)] ??= []).push({
      binding: Number(binding),
      visibility: GPUShaderStage.COMPUTE,
      ...kind[1],
    });
  }
  const bindGroupLayouts = Array.from(
    groups,
    (entries = []) => device.createBindGroupLayout({ entries }),
  );
  return device.createPipelineLayout({ bindGroupLayouts });
}
