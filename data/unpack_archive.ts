import { basename, dirname, join } from "node:path";
import { extract, type Header } from "tar-stream";
import { InputError } from "@nmf/lib/error";

/** What `unpackArchive` may be told. */
export interface UnpackOptions {
  /** A folder that the archive must hold, or it is not the right one. */
  expect?: string;
  /** Stops the work; nothing is left behind. */
  signal?: AbortSignal;
  /** Writes one file; tests replace it to meet a full disk. */
  writeFile?: (path: string, bytes: Uint8Array) => Promise<void>;
}

/**
 * Unpacks a `.tar.gz` into a folder. Either all of it is there at the end, in the place of
 * what the folder held before, or the folder is as it was: everything goes first into a
 * hidden folder beside it, which then changes its name.
 *
 * @param bytes the archive
 * @param target the folder; made if it is missing
 * @param options see `UnpackOptions`
 * @returns the number of files
 * @throws {InputError} if the archive is damaged, or holds links, special files, or names
 * that lead out of the folder; if the disk is full
 */
export async function unpackArchive(
  bytes: Uint8Array<ArrayBuffer>,
  target: string,
  options: UnpackOptions = {},
): Promise<number> {
  const { expect, signal } = options;
  const parent = dirname(target);
  let workshop: string | undefined;
  try {
    await Deno.mkdir(parent, { recursive: true });
    workshop = await Deno.makeTempDir({ dir: parent, prefix: `.${basename(target)}-` });
    // A folder inside: the temporary one itself can be read by its owner alone.
    const fresh = join(workshop, "fresh");
    await Deno.mkdir(fresh);
    const files = await unpackInto(fresh, bytes, options);
    if (expect !== undefined && !await isFolder(join(fresh, expect))) {
      throw new InputError(
        `the archive holds no folder ${expect}: it is not the right one`,
      );
    }
    await refuseForeign(target, fresh);
    signal?.throwIfAborted();
    await replace(target, fresh, `${workshop}-old`);
    return files;
  } catch (error) {
    throw explained(error, target);
  } finally {
    if (workshop !== undefined) {
      await Deno.remove(workshop, { recursive: true }).catch(() => {});
    }
  }
}

async function unpackInto(
  folder: string,
  bytes: Uint8Array<ArrayBuffer>,
  { signal, writeFile = Deno.writeFile }: UnpackOptions,
): Promise<number> {
  const entries = extract();
  entries.end(await unzipped(bytes));
  let files = 0;
  for await (const entry of damagedIfBroken(entries)) {
    signal?.throwIfAborted();
    const path = join(folder, ...safeParts(entry.header));
    if (entry.header.type === "directory") {
      await Deno.mkdir(path, { recursive: true });
      entry.resume();
      continue;
    }
    const parts: BlobPart[] = [];
    for await (const part of damagedIfBroken(entry)) parts.push(part as BlobPart);
    const content = new Uint8Array(await new Blob(parts).arrayBuffer());
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    files++;
  }
  return files;
}

async function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(
      new DecompressionStream("gzip"),
    );
    return await new Response(stream).bytes();
  } catch (error) {
    throw damaged(error);
  }
}

/** Passes the items on; what breaks while they are read means a damaged archive. */
async function* damagedIfBroken<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      let next: IteratorResult<T>;
      try {
        next = await iterator.next();
      } catch (error) {
        throw damaged(error);
      }
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function damaged(error: unknown): InputError {
  const reason = error instanceof Error ? error.message : String(error);
  return new InputError(
    `the archive is damaged or no .tar.gz (${reason}); fetch it again`,
  );
}

/** The parts of an entry's path, if it stays inside the folder and is a plain file or folder. */
function safeParts({ name, type }: Header): string[] {
  if (type !== "file" && type !== "directory") {
    throw new InputError(
      `the archive holds a ${type} (${name}); only plain files are unpacked`,
    );
  }
  const parts = name.split(/[/\\]/);
  if (parts[0] === "" || /^[a-z]:/i.test(name) || parts.includes("..")) {
    throw new InputError(
      `the archive holds ${name}, which leads out of its folder; do not use it`,
    );
  }
  return parts.filter((part) => part !== "" && part !== ".");
}

/** A folder with anything else in it is not ours to replace: the user may have mistyped. */
async function refuseForeign(target: string, fresh: string): Promise<void> {
  if (!await isFolder(target)) return;
  const ours = new Set(Array.from(Deno.readDirSync(fresh), ({ name }) => name));
  for (const { name } of Deno.readDirSync(target)) {
    if (!ours.has(name) && name !== ".DS_Store") {
      throw new InputError(
        `${target} holds other things too, such as ${name}, which would be lost; ` +
          `give an empty or new folder with --to`,
      );
    }
  }
}

/** Puts `fresh` in the place of `target`, or leaves `target` as it was. */
async function replace(target: string, fresh: string, old: string): Promise<void> {
  const there = await isFolder(target);
  if (there) await Deno.rename(target, old);
  try {
    await Deno.rename(fresh, target);
  } catch (error) {
    if (there) await Deno.rename(old, target);
    throw error;
  }
  if (there) await Deno.remove(old, { recursive: true });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** What the file system or Deno's permissions refuse, in plain words. */
function explained(error: unknown, target: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  if (code === "ENOSPC") {
    return new InputError(`the disk is full; free about 100 MB and run this again`);
  }
  // System errors have a code of letters; the number of an AbortError is another matter.
  if (typeof code === "string" || error instanceof Deno.errors.NotCapable) {
    return new InputError(
      `cannot unpack into ${target} (${error.message}); choose another folder with --to`,
    );
  }
  return error;
}
