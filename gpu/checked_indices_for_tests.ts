/**
 * Kernels that count how often they read or write beside their arrays and textures. A
 * driver does not say so: what is read there is 0 or another entry, what is written is
 * lost or put elsewhere, and the result may still look right.
 *
 * @module
 */
import type { Gpu } from "./gpu.ts";
import { compileKernel } from "./build_kernel.ts";
import type { Kernel } from "./kernel.ts";
import { putConstants } from "./kernel_constants.ts";
import { readKernel } from "./kernel_source.ts";
import { withoutComments } from "./without_comments.ts";

/** A kernel's text in which every index is checked. */
export interface CheckedCode {
  code: string;
  /** What is indexed at each place, and on which line. */
  places: string[];
  /** The `@group` of the counters. */
  group: number;
}

/**
 * Rewrites a kernel: `a[i]` becomes `a[checkedIndex(i, length of a, number of this place)]`,
 * for arrays in every kind of memory, vectors and matrices, and the same for the places of
 * `textureLoad` and `textureStore`. An index that is too large is counted, and taken as 0.
 *
 * @param source WGSL
 * @returns the new text, to be bound to the counters
 * @throws {Error} if something is indexed whose length is not known from its declaration:
 * no index is left unchecked
 */
export function checkIndices(source: string): CheckedCode {
  const text = withoutComments(source);
  const types = typesOf(text);
  const places: string[] = [];
  const line = (at: number) => text.slice(0, at).split("\n").length;

  /** Rewrites what stands from `from` up to `to`. */
  function rewrite(from: number, to: number): string {
    let result = "";
    for (let at = from; at < to;) {
      const name = text.slice(at, to).match(/^[A-Za-z_]\w*/)?.[0];
      if (name === undefined) {
        if (text[at] === "[") {
          throw new Error(`line ${line(at)}: of what is this an index?`);
        }
        result += text[at++];
        continue;
      }
      const after = at + name.length;
      if (/^texture(Load|Store)$/.test(name)) {
        const end = closing(text, text.indexOf("(", after));
        result += rewriteTexture(at, after, end);
        at = end + 1;
      } else if (text[after] === "[") {
        const { code, end } = rewriteIndices(name, at);
        result += code;
        at = end;
      } else {
        result += name;
        at = after;
      }
    }
    return result;
  }

  /** One index after another: `a[i][j]`. */
  function rewriteIndices(name: string, at: number): { code: string; end: number } {
    let code = name;
    let end = at + name.length;
    let type = types.get(name);
    while (text[end] === "[") {
      const close = closing(text, end);
      const inner = lengthOf(name, type);
      if (inner === undefined) throw new Error(`line ${line(at)}: how long is ${name}?`);
      const place = places.push(`line ${line(at)}: ${text.slice(at, close + 1)}`) - 1;
      const index = rewrite(end + 1, close);
      code += `[checkedIndex(u32(${index}), ${inner.length}, ${place}u)]`;
      type = inner.type;
      end = close + 1;
    }
    return { code, end };
  }

  function rewriteTexture(at: number, open: number, close: number): string {
    const [texture, where, ...others] = split(text, open + 1, close);
    const place = places.push(`line ${line(at)}: ${text.slice(at, close + 1)}`) - 1;
    const name = text.slice(...texture!).trim();
    const checked = `checkedPlace(vec2u(${rewrite(...where!)}), ` +
      `textureDimensions(${name}), ${place}u)`;
    return `${text.slice(at, open)}(` +
      [name, checked, ...others.map(([a, b]) => rewrite(a, b))].join(", ") + ")";
  }

  const group = 1 +
    Math.max(-1, ...[...text.matchAll(/@group\((\d+)\)/g)].map(([, g]) => Number(g)));
  return { code: rewrite(0, text.length) + counters(group), places, group };
}

function counters(group: number): string {
  return `
@group(${group}) @binding(0) var<storage, read_write> outOfBounds: array<atomic<u32>>;

fn checkedIndex(i: u32, length: u32, place: u32) -> u32 {
  if (i < length) { return i; }
  atomicAdd(&outOfBounds[place], 1u);
  return 0u;
}

fn checkedPlace(at: vec2u, size: vec2u, place: u32) -> vec2u {
  if (all(at < size)) { return at; }
  atomicAdd(&outOfBounds[place], 1u);
  return vec2u();
}
`;
}

/** The types that variables are declared with, by name. */
function typesOf(text: string): Map<string, string> {
  const types = new Map<string, string>();
  for (
    const [, name, type] of text.matchAll(/\bvar(?:<[^>]*>)?\s+(\w+)\s*:\s*([^;=]+)/g)
  ) {
    const known = types.get(name!);
    const plain = type!.replaceAll(/\s/g, "");
    if (known !== undefined && known !== plain) {
      throw new Error(`${name} is declared as ${known} and as ${plain}`);
    }
    types.set(name!, plain);
  }
  return types;
}

/** How many elements a variable of a type has, and what an element is. */
function lengthOf(
  name: string,
  type: string | undefined,
): { length: string; type: string } | undefined {
  const vector = type?.match(/^vec([234])([fiu])$/);
  if (vector) return { length: `${vector[1]}u`, type: vector[2]! };
  const matrix = type?.match(/^mat([234])x([234])f$/);
  if (matrix) return { length: `${matrix[1]}u`, type: `vec${matrix[2]}f` };
  if (!type?.startsWith("array<")) return undefined;
  const [element, length] = split(type, "array<".length, type.length - 1)
    .map(([from, to]) => type.slice(from, to));
  return {
    length: length === undefined ? `arrayLength(&${name})` : `u32(${length})`,
    type: element!,
  };
}

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "<": ">" };

/** Where the bracket at `open` is closed. */
function closing(text: string, open: number): number {
  const [begin, end] = [text[open]!, CLOSING[text[open]!]!];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === begin) depth++;
    else if (text[at] === end && --depth === 0) return at;
  }
  throw new Error(`${begin} is not closed`);
}

/** The stretches between the commas that stand in no bracket. */
function split(text: string, from: number, to: number): [from: number, to: number][] {
  const parts: [number, number][] = [];
  let begin = from;
  for (let at = from; at < to; at++) {
    if (text[at]! in CLOSING) at = closing(text, at);
    else if (text[at] === ",") {
      parts.push([begin, at]);
      begin = at + 1;
    }
  }
  return [...parts, [begin, to]];
}

/** What `runChecked` saw. */
export interface Checked {
  /** The files of the kernels that were built. */
  files: Set<string>;
  /** Every place where an index was out of bounds, and how often. */
  wrong: string[];
}

/**
 * Runs something with kernels whose indices are checked.
 *
 * @param gpu whose kernels
 * @param run builds kernels and runs them
 * @param edit changes a kernel's text before it is checked
 * @returns what was seen
 */
export async function runChecked(
  gpu: Gpu,
  run: () => Promise<void>,
  edit: (file: string, code: string) => string = (_, code) => code,
): Promise<Checked> {
  using scope = new DisposableStack();
  const built: { file: string; places: string[]; counts: GPUBuffer }[] = [];
  const plain = gpu.kernel;
  gpu.kernel = async (source, constants = {}) => {
    const { file, code } = await readKernel(source);
    const put = putConstants(file, edit(file, code), constants);
    const { code: checked, places, group } = checkIndices(put.code);
    const kernel = await compileKernel(gpu.device, file, checked, put.overrides);
    const counts = await gpu.allocate(4 * places.length);
    scope.defer(() => gpu.release(counts));
    built.push({ file, places, counts });
    const bound = kernel.bind([counts], group);
    return {
      name: kernel.name,
      bind: (bindings, group) => kernel.bind(bindings, group),
      checkWorkgroups: (x, y) => kernel.checkWorkgroups(x, y),
      dispatch: (pass, groups, x, y) => kernel.dispatch(pass, [...groups, bound], x, y),
    } as Kernel;
  };
  try {
    await run();
  } finally {
    gpu.kernel = plain;
  }
  const wrong: string[] = [];
  for (const { file, places, counts } of built) {
    const bits = new Uint32Array((await gpu.download(counts, places.length)).buffer);
    bits.forEach((count, place) => {
      if (count > 0) wrong.push(`${file}, ${places[place]}: ${count} times`);
    });
  }
  return { files: new Set(built.map(({ file }) => file)), wrong };
}
