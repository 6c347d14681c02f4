import { dirname, join, resolve } from "node:path";
import { InputError } from "@nmf/lib/error";

/** The file whose lock says that somebody writes to a folder. */
export const LOCK = "compare.lock";

/**
 * Makes a folder this program's own until it is disposed of. The lock is the operating
 * system's (`flock`, on Windows `LockFileEx`), not the file's being there, so it ends with
 * the program however that ends.
 *
 * @param dir the folder; made if it is missing, and gone again afterwards if it is empty
 * @throws {InputError} if another program has it
 * @throws {Deno.errors.PermissionDenied | Deno.errors.NotADirectory} and their like
 */
export function lockFolder(dir: string): Disposable {
  const path = join(dir, LOCK);
  const above = firstThere(dir);
  while (true) {
    Deno.mkdirSync(dir, { recursive: true });
    let file: Deno.FsFile;
    try {
      file = Deno.openSync(path, { create: true, write: true });
    } catch (error) {
      // Whoever had the folder may have removed it just now.
      if (error instanceof Deno.errors.NotFound && !isThere(dir)) continue;
      throw error;
    }
    if (!file.tryLockSync(true)) {
      file.close();
      throw new InputError(
        `another comparison is writing to ${dir}; wait until it has ended, or choose ` +
          `another folder with --out`,
      );
    }
    if (isStill(file, path)) return { [Symbol.dispose]: () => release(file, dir, above) };
    file.close();
  }
}

/** Whether a file has its name still: one that was removed can be locked, too. */
function isStill(file: Deno.FsFile, path: string): boolean {
  try {
    const [own, there] = [file.statSync(), Deno.statSync(path)];
    return own.ino === there.ino && own.dev === there.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Removed first and unlocked then, so that nobody locks a file that is about to go. */
function release(file: Deno.FsFile, dir: string, above: string): void {
  try {
    Deno.removeSync(join(dir, LOCK));
    for (let made = resolve(dir); made !== above; made = dirname(made)) {
      Deno.removeSync(made); // refused where something was written
    }
  } catch {
    // What is left of an unlocked file or of an empty folder is in nobody's way.
  } finally {
    file.close();
  }
}

/** The folder, or the nearest above it that there is already. */
function firstThere(dir: string): string {
  let folder = resolve(dir);
  while (folder !== dirname(folder) && !isThere(folder)) folder = dirname(folder);
  return folder;
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
