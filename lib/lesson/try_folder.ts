import { dirname, resolve } from "node:path";

/**
 * Finds out before the work whether files can be written after it: the folder, or the one
 * it would be made in, takes a file. Nothing is left there.
 *
 * @param dir the folder to write to; it need not be there yet
 * @throws {Deno.errors.PermissionDenied | Deno.errors.NotADirectory} and their like, if it
 * cannot be written
 *
 * @example
 * ```ts
 * import { tryFolder } from "@nmf/lib/lesson";
 *
 * const dir = await Deno.makeTempDir();
 * await tryFolder(`${dir}/charts`);
 * await Deno.remove(dir); // is empty: nothing was made in it
 * ```
 */
export async function tryFolder(dir: string): Promise<void> {
  let folder = resolve(dir);
  while (folder !== dirname(folder) && !await isThere(folder)) folder = dirname(folder);
  await Deno.remove(await Deno.makeTempFile({ dir: folder, prefix: ".chart-" }));
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Whether the operating system, or Deno's permissions, said no.
 *
 * @example
 * ```ts
 * import { isFileError } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * assert.ok(isFileError(new Deno.errors.PermissionDenied("no")));
 * assert.ok(!isFileError(new RangeError("no")));
 * ```
 */
export function isFileError(error: unknown): error is Error {
  return error instanceof Error &&
    // Some refusals, such as a quota's, are of no class and have no code.
    ("code" in error || /\(os error \d+\)/.test(error.message) ||
      Object.values(Deno.errors).some((kind) => error instanceof kind));
}
