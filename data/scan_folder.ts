import { isAbsolute, join, relative, sep } from "node:path";
import { InputError } from "@nmf/lib/error";
import { explained } from "./file_errors.ts";
import { ENOUGH, type Finding, type Findings } from "./findings.ts";

/** Where an entry of a folder leads once links are followed, or why it is left out. */
type Met = { kind: "file" } | { kind: "folder"; real: string } | { kind: Finding };

/**
 * Finds the texts of a folder: those files that lie in its sub-folders. A symbolic link
 * counts as what it leads to as long as that is in the folder's tree.
 *
 * Hidden entries, such as `.DS_Store`, are no part of it. Everything else that is passed
 * over is named in the findings: files beside the sub-folders and below them, links that
 * lead out, round in circles or nowhere, and what is neither file nor folder.
 *
 * @param folder the folder
 * @param findings gets what was passed over
 * @param only these of its sub-folders are searched; all when left out
 * @returns the names of the files in each sub-folder that has any; all in order
 * @throws {InputError} if the folder or a sub-folder cannot be read
 */
export function scanFolder(
  folder: string,
  findings: Findings,
  only?: readonly string[],
): Map<string, string[]> {
  return new Scan(folder, findings).run(only);
}

class Scan {
  readonly #folder: string;
  readonly #root: string;
  readonly #findings: Findings;
  /** The real folders whose files were counted as astray. */
  readonly #counted = new Set<string>();

  constructor(folder: string, findings: Findings) {
    this.#folder = folder;
    this.#root = explained(folder, Deno.realPathSync);
    this.#findings = findings;
  }

  run(only: readonly string[] | undefined): Map<string, string[]> {
    const categories = new Map<string, string[]>();
    for (const entry of sortedEntriesOf(this.#folder)) {
      const met = this.#follow(entry, this.#folder, [this.#root]);
      if (met.kind === "folder") {
        if (only !== undefined && !only.includes(entry.name)) continue;
        const files = this.#filesOf(entry.name, met.real);
        if (files.length > 0) categories.set(entry.name, files);
      } else this.#findings.add(met.kind === "file" ? "astray" : met.kind, entry.name);
    }
    return categories;
  }

  #filesOf(category: string, real: string): string[] {
    const files: string[] = [];
    const path = join(this.#folder, category);
    for (const entry of sortedEntriesOf(path)) {
      const name = `${category}/${entry.name}`;
      const above = [this.#root, real];
      const met = this.#follow(entry, path, above);
      if (met.kind === "file") files.push(entry.name);
      else if (met.kind === "folder") this.#countBelow(name, [...above, met.real]);
      else this.#findings.add(met.kind, name);
    }
    return files;
  }

  /** Counts the files below a category, each folder once. */
  #countBelow(name: string, above: readonly string[]): void {
    const real = above.at(-1)!;
    if (this.#counted.has(real)) return;
    this.#counted.add(real);
    for (const entry of entriesBelow(real)) {
      if (this.#findings.count("astray") >= ENOUGH) return;
      const met = this.#follow(entry, real, above);
      const inner = `${name}/${entry.name}`;
      if (met.kind === "folder") this.#countBelow(inner, [...above, met.real]);
      else this.#findings.add(met.kind === "file" ? "astray" : met.kind, inner);
    }
  }

  /** @param above the real paths of the folders that hold the entry, the nearest last */
  #follow(entry: Deno.DirEntry, folder: string, above: readonly string[]): Met {
    const path = join(folder, entry.name);
    // A byte that is no UTF-8 comes as U+FFFD, and then the name leads to nothing.
    if (entry.name.includes("\ufffd") && !isThere(path)) return { kind: "badName" };
    if (entry.isFile) return { kind: "file" };
    if (entry.isDirectory) {
      return { kind: "folder", real: join(above.at(-1)!, entry.name) };
    }
    const real = targetOf(path);
    if (real === undefined) return { kind: "linkNowhere" };
    if (real === "round") return { kind: "linkRound" };
    if (!this.#isInside(real)) return { kind: "linkOut" };
    const { isFile, isDirectory } = explained(real, Deno.statSync);
    if (isFile) return { kind: "file" };
    if (!isDirectory) return { kind: "special" };
    return above.includes(real) ? { kind: "linkRound" } : { kind: "folder", real };
  }

  #isInside(real: string): boolean {
    const way = relative(this.#root, real);
    return !isAbsolute(way) && way.split(sep)[0] !== "..";
  }
}

/** Where a link leads in the end; undefined if to nothing. */
function targetOf(link: string): string | "round" | undefined {
  try {
    return Deno.realPathSync(link);
  } catch (error) {
    if (error instanceof Deno.errors.FilesystemLoop) return "round";
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) return undefined;
    return explained(link, () => {
      throw error;
    });
  }
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** What a folder holds; hidden entries, such as `.DS_Store`, are no part of a corpus. */
export function entriesOf(path: string): Deno.DirEntry[] {
  const entries = explained(path, (path) => [...Deno.readDirSync(path)]);
  return entries.filter(({ name }) => !name.startsWith("."));
}

function sortedEntriesOf(path: string): Deno.DirEntry[] {
  return entriesOf(path).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** The same of a folder whose files are only counted: one that may not be read has none. */
function entriesBelow(path: string): Deno.DirEntry[] {
  try {
    return sortedEntriesOf(path);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
