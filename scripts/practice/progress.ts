import { InputError } from "@nmf/lib/error";
import { join } from "node:path";
import { writeWhole } from "../compare/write_whole.ts";

/** What is known of one exercise. */
export interface Entry {
  solved?: boolean;
  /** Checks of a file whose blanks were filled in. */
  tries?: number;
  /** Hints that were shown. */
  hints?: number;
}

const FILE = "progress.json";

/** How far a student has come; it is kept in `practice/progress.json`. */
export class Progress {
  readonly #dir: string;
  readonly #entries: Record<string, Entry>;

  /**
   * @param dir the folder `practice`
   * @throws {InputError} if the file that is there cannot be read
   */
  constructor(dir: string) {
    this.#dir = dir;
    this.#entries = read(join(dir, FILE));
  }

  /** What is known of an exercise. */
  of(id: string): Entry {
    return this.#entries[id] ?? {};
  }

  /** Notes something of an exercise and writes it down. */
  note(id: string, news: Entry): void {
    this.#entries[id] = { ...this.of(id), ...news };
    writeWhole(this.#dir, { [FILE]: `${JSON.stringify(this.#entries, null, 1)}\n` });
  }
}

function read(path: string): Record<string, Entry> {
  try {
    const entries: unknown = JSON.parse(Deno.readTextFileSync(path));
    if (typeof entries === "object" && entries !== null) {
      return entries as Record<string, Entry>;
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new InputError(
    `${path} cannot be read; delete it to begin the count again (your answers stay)`,
  );
}
