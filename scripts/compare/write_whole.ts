import { join } from "node:path";

/**
 * Writes files so that each appears whole or not at all: under another name first, then
 * renamed. Nothing else can run in between, a handler of Ctrl-C included.
 *
 * @param dir the folder; made if it is missing
 * @param files their texts by name
 * @throws {Deno.errors.PermissionDenied | Deno.errors.IsADirectory} and their like
 */
export function writeWhole(dir: string, files: Record<string, string>): void {
  Deno.mkdirSync(dir, { recursive: true });
  const names = Object.keys(files);
  const unfinished = (name: string) => join(dir, `${name}.${Deno.pid}.part`);
  refuseFolders(dir, names);
  try {
    for (const name of names) Deno.writeTextFileSync(unfinished(name), files[name]!);
    for (const name of names) Deno.renameSync(unfinished(name), join(dir, name));
  } catch (error) {
    for (const name of names) {
      try {
        Deno.removeSync(unfinished(name));
      } catch {
        continue;
      }
    }
    throw error;
  }
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
