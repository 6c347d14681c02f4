import { InputError } from "@nmf/lib/error";
import { printable } from "./printable.ts";

/**
 * Does something with a path, and says in plain words what the file system refuses.
 *
 * @param path what it is done with
 * @param act what is done
 * @returns what `act` returns
 * @throws {InputError} if the path is not there, may not be read, or is no folder where
 * one is needed
 */
export function explained<T>(path: string, act: (path: string) => T): T {
  try {
    return act(path);
  } catch (error) {
    const name = printable(path);
    if (error instanceof Deno.errors.NotFound) {
      throw new InputError(
        `there is no folder or file ${name}; check the name, or take the corpus mini or 20news`,
      );
    }
    if (error instanceof Deno.errors.NotADirectory) {
      throw new InputError(
        `${name} is not a folder; give the folder that holds the categories`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new InputError(`${name} may not be read; change its permissions`);
    }
    if (error instanceof Deno.errors.NotCapable) {
      throw new InputError(`Deno may not read ${name}; allow it with --allow-read`);
    }
    if (error instanceof Error && "code" in error) {
      throw new InputError(`${name} cannot be read (${printable(error.message)})`);
    }
    throw error;
  }
}
