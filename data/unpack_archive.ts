import { basename, dirname, join, resolve } from "node:path";
import { extract, type Header } from "tar-stream";
import { InputError } from "@nmf/lib/error";
import { checkLimit, LIMITS, type Limits, megabytes } from "./limits.ts";
import { listed, printable } from "./printable.ts";

/** Compressed bytes that are inflated at once; gzip makes at most 1032 times as many. */
const PIECE = 16_384;

/** What `unpackArchive` may be told. */
export interface UnpackOptions {
  /** A folder that the archive must hold, or it is not the right one. */
  expect?: string;
  /** How much the archive may hold; what is left out here is as in `LIMITS`. */
  limits?: Partial<Limits>;
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
 * @param target the folder; made if it is missing, and if it is a link, what it leads to
 * @param options see `UnpackOptions`
 * @returns the number of files
 * @throws {InputError} if the archive is damaged, or holds links, special files, or names
 * that lead out of the folder; if it holds more than the limits allow, as a bomb does; if it
 * is not the expected one; if the folder holds other things, or cannot be written; if the
 * disk is full
 * @throws {RangeError} if the target is empty or a limit is negative
 */
export async function unpackArchive(
  bytes: Uint8Array<ArrayBuffer>,
  target: string,
  options: UnpackOptions = {},
): Promise<number> {
  const { expect, signal } = options;
  if (target === "") throw new RangeError("the target must be the name of a folder");
  const limits: Limits = { ...LIMITS, ...options.limits };
  for (const [name, value] of Object.entries(limits)) checkLimit(name, value);
  if (bytes.length > limits.archive) {
    throw tooMuch(`${megabytes(limits.archive)} of compressed bytes`);
  }
  const place = await whereItIs(target);
  const parent = dirname(place);
  let workshop: string | undefined;
  try {
    await Deno.mkdir(parent, { recursive: true });
    workshop = await Deno.makeTempDir({ dir: parent, prefix: `.${basename(place)}-` });
    // A folder inside: the temporary one itself can be read by its owner alone.
    const fresh = join(workshop, "fresh");
    await Deno.mkdir(fresh);
    const files = await unpackInto(fresh, bytes, limits, options);
    if (expect !== undefined && !await isFolder(join(fresh, expect))) {
      throw new InputError(
        `the archive holds no folder ${expect}: it is not the right one`,
      );
    }
    await refuseForeign(place, fresh);
    signal?.throwIfAborted();
    await replace(place, fresh, `${workshop}-old`);
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
  limits: Limits,
  { signal, writeFile = Deno.writeFile }: UnpackOptions,
): Promise<number> {
  const entries = extract();
  entries.end(await unzipped(bytes, limits.unpacked));
  let files = 0;
  let count = 0;
  for await (const entry of damagedIfBroken(entries)) {
    signal?.throwIfAborted();
    if (++count > limits.entries) {
      throw tooMuch(`${limits.entries} files and folders`);
    }
    const path = join(folder, ...safeParts(entry.header));
    if (entry.header.type === "directory") {
      await Deno.mkdir(path, { recursive: true });
      entry.resume();
      continue;
    }
    if ((entry.header.size ?? 0) > limits.file) {
      const name = listed([entry.header.name], 1);
      throw tooMuch(`${megabytes(limits.file)} in one file, ${name}`);
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

/** @param most bytes that may come; a bomb is refused long before it is unpacked whole */
async function unzipped(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array> {
  const stream = ReadableStream.from(pieces(bytes)).pipeThrough(
    new DecompressionStream("gzip"),
  );
  const parts: BlobPart[] = [];
  let size = 0;
  for await (const part of damagedIfBroken(stream)) {
    size += part.length;
    if (size > most) throw tooMuch(`${megabytes(most)} unpacked`);
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Deno inflates whatever it is given at once: of a bomb it must be given little. */
function* pieces(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let i = 0; i < bytes.length; i += PIECE) yield bytes.subarray(i, i + PIECE);
}

function tooMuch(limit: string): InputError {
  return new InputError(
    `the archive has more than the allowed ${limit}: it is not the right one`,
  );
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
    `the archive is damaged or no .tar.gz (${printable(reason)}); fetch it again`,
  );
}

/** Where a folder really is: a link is not replaced, but what it leads to. */
async function whereItIs(target: string): Promise<string> {
  try {
    return await Deno.realPath(target);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return resolve(target);
    throw explained(error, target);
  }
}

/** The parts of an entry's path, if it stays inside the folder and is a plain file or folder. */
function safeParts({ name, type }: Header): string[] {
  if (type !== "file" && type !== "directory") {
    throw new InputError(
      `the archive holds a ${type} (${listed([name], 1)}); only plain files are unpacked`,
    );
  }
  const parts = name.split(/[/\\]/);
  if (parts[0] === "" || /^[a-z]:/i.test(name) || parts.includes("..")) {
    throw new InputError(
      `the archive holds ${
        listed([name], 1)
      }, which leads out of its folder; do not use it`,
    );
  }
  const plain = parts.filter((part) => part !== "" && part !== ".");
  if (name.includes("\0") || (type === "file" && plain.length === 0)) {
    throw new InputError(
      `the archive holds a file that has no name (${listed([name], 1)}); do not use it`,
    );
  }
  return plain;
}

/** A folder with anything else in it is not ours to replace: the user may have mistyped. */
async function refuseForeign(target: string, fresh: string): Promise<void> {
  if (!await isFolder(target)) return;
  const ours = new Set(Array.from(Deno.readDirSync(fresh), ({ name }) => name));
  for (const { name } of Deno.readDirSync(target)) {
    if (!ours.has(name) && name !== ".DS_Store") {
      throw new InputError(
        `${printable(target)} holds other things too, such as ${
          listed([name], 1)
        }, which ` +
          `would be lost; ` +
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
  // Deno adds the call and its paths, which are of the workshop.
  const reason = printable(error.message.replace(/: \w+ '.*'$/s, ""));
  // System errors have a code of letters; the number of an AbortError is another matter.
  if (typeof code === "string" || error instanceof Deno.errors.NotCapable) {
    return new InputError(
      `cannot unpack into ${
        printable(target)
      } (${reason}); choose another folder with --to`,
    );
  }
  return error;
}
