import { join } from "node:path";

/**
 * Writes files so that each appears whole or not at all: under another name first, then
 * renamed. Nothing else of this program can run in between, a handler of Ctrl-C included.
 *
 * @param dir the folder, made if it is missing; nobody else writes to it meanwhile
 * @param files their texts by name
 * @param before files of an earlier set. They go when the new ones are complete and before
 * the first has its name, so that files of two sets never stand together: a program that is
 * killed at that moment leaves some of the new ones alone
 * @throws {Deno.errors.PermissionDenied | Deno.errors.IsADirectory} and their like
 */
export function writeWhole(
  dir: string,
  files: Record<string, string>,
  before: readonly string[] = [],
): void {
  Deno.mkdirSync(dir, { recursive: true });
  const names = Object.keys(files);
  refuseFolders(dir, [...names, ...before]);
  try {
    for (const name of names) Deno.writeTextFileSync(unfinished(dir, name), files[name]!);
  } catch (error) {
    removeUnfinished(dir, names);
    throw error;
  }
  for (const name of before) removeIfThere(join(dir, name));
  for (const name of names) Deno.renameSync(unfinished(dir, name), join(dir, name));
}

/** Removes what a program that was killed has left half written. */
export function removeUnfinished(dir: string, names: readonly string[]): void {
  for (const name of names) removeIfThere(unfinished(dir, name));
}

/**
 * Refuses names that a folder has already: the one thing a file cannot take the place of.
 *
 * @throws {Deno.errors.IsADirectory} if there is one
 */
export function refuseFolders(dir: string, names: readonly string[]): void {
  for (const path of names.map((name) => join(dir, name))) {
    let there: Deno.FileInfo;
    try {
      there = Deno.lstatSync(path);
    } catch {
      continue;
    }
    if (there.isDirectory) throw new Deno.errors.IsADirectory(`${path} is a folder`);
  }
}

function unfinished(dir: string, name: string): string {
  return join(dir, `${name}.part`);
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
