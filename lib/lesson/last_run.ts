import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunFacts } from "./what_changed.ts";

/** What is kept of a run for the next one. */
export interface LastRun {
  /** What came out. */
  facts: RunFacts;
  /** Names, sizes and dates of the lesson's files, which tell whether one was edited. */
  files: string;
}

/**
 * The last run of a lesson, kept in a file beside the charts' folder. It is a convenience:
 * where it cannot be read or written, the lesson goes on without it.
 *
 * @example
 * ```ts
 * import { LastRunFile } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * const dir = await Deno.makeTempDir();
 * const file = new LastRunFile(`${dir}/07`);
 * assert.equal(file.read(), undefined);
 * const facts = { corpus: "mini", options: {}, error: 1, iterations: 2, topics: [] };
 * file.write({ facts, files: "" });
 * assert.deepEqual(file.read(), { facts, files: "" });
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export class LastRunFile {
  readonly #path: string;

  /**
   * Reads nothing yet.
   *
   * @param out the folder of the lesson's charts, such as `out/03`
   */
  constructor(out: string) {
    this.#path = join(dirname(out), "last_runs", `${out.split(/[\\/]/).at(-1)}.json`);
  }

  /** The last run, or undefined if none was kept. */
  read(): LastRun | undefined {
    try {
      return JSON.parse(Deno.readTextFileSync(this.#path));
    } catch {
      return undefined;
    }
  }

  /** Keeps a run for the next one. */
  write(run: LastRun): void {
    const unfinished = `${this.#path}.${Deno.pid}.part`;
    try {
      Deno.mkdirSync(dirname(this.#path), { recursive: true });
      Deno.writeTextFileSync(unfinished, JSON.stringify(run));
      Deno.renameSync(unfinished, this.#path);
    } catch {
      // The results are printed already; only the next run's comparison is lost.
    }
  }
}

/**
 * Names, sizes and dates of the files of a program's folder.
 *
 * @param program the address of the program
 */
export async function filesBeside(program: string): Promise<string> {
  const dir = dirname(fileURLToPath(program));
  const files = (await Array.fromAsync(Deno.readDir(dir)))
    .filter(({ isFile, name }) => isFile && /\.(ts|wgsl)$/.test(name));
  const facts = await Promise.all(files.map(async ({ name }) => {
    const { size, mtime } = await Deno.stat(join(dir, name));
    return `${name} ${size} ${mtime?.getTime()}`;
  }));
  return facts.sort().join("\n");
}
