import { Wrong } from "./wrong.ts";

/**
 * A student's work: the text of the file, and what it exports once it is loaded.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Student } from "@nmf/lib/exercise";
 *
 * const student = new Student({
 *   text: "export const idf = Math.log;",
 *   url: new URL("file:///idf.ts"),
 *   exported: { idf: Math.log },
 * });
 * assert.equal(student.call<number>("idf", 1), 0);
 * ```
 */
export class Student {
  /** The file's text. */
  readonly text: string;
  /** Where the file can be read from; a kernel is compiled from there. */
  readonly url: URL;
  /** What a TypeScript file exports; nothing for WGSL. */
  readonly exported: Record<string, unknown>;
  /** A `Gpu` of `@nmf/gpu`, for WGSL. */
  readonly gpu: unknown;

  /** The text, where it is, what it exports once loaded, and the GPU for WGSL. */
  constructor(
    { text, url, exported = {}, gpu }: {
      text: string;
      url: URL;
      exported?: Record<string, unknown>;
      gpu?: unknown;
    },
  ) {
    this.text = text;
    this.url = url;
    this.exported = exported;
    this.gpu = gpu;
  }

  /**
   * Calls a function of the student's.
   *
   * @param name what it is called in the file
   * @param args what it is given
   * @returns what it returns, which may be anything: `Look.equal` says what is wrong with it
   * @throws {Wrong} if the file exports no such function
   */
  call<Result>(name: string, ...args: unknown[]): Result {
    const called = this.exported[name];
    if (typeof called !== "function") {
      throw new Wrong(
        `Your file has no function “${name}”. It must begin with ` +
          `“export function ${name}(”; was it renamed, or “export” dropped?`,
      );
    }
    return called(...args);
  }
}
