import { basename } from "node:path";

/**
 * The first mistake that TypeScript finds in a file or in what it imports. Running a file
 * does not look at types, so an argument that was left out is NaN, or goes unseen.
 *
 * @param file the path of a TypeScript file
 * @returns two lines, or none if there is no mistake, or Deno may not be asked
 *
 * @example
 * ```ts
 * import { typeMistake } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * const file = await Deno.makeTempFile({ suffix: ".ts" });
 * await Deno.writeTextFile(file, "export const n: number = 'one';");
 * const [said, line] = await typeMistake(file);
 * assert.match(said, /^TypeScript says of .*, line 1: Type 'string' is not assignable/);
 * assert.equal(line.trim(), "export const n: number = 'one';");
 * await Deno.remove(file);
 * ```
 */
export async function typeMistake(file: string): Promise<string[]> {
  const { state } = await Deno.permissions.query({ name: "run", command: "deno" });
  if (state !== "granted") return [];
  const { code, stderr } = await new Deno.Command("deno", {
    args: ["check", "-q", file],
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
    stdin: "null",
  }).output();
  if (code === 0) return [];
  const text = new TextDecoder().decode(stderr);
  // That something is not used yet (6133) is no mistake while one writes.
  const mistake = /^TS(?!6133)\d+ \[ERROR\]: (.*)\n(.*)\n(?:.*\n)*?\s*at (.*):(\d+):\d+$/m
    .exec(text);
  if (mistake === null) return [];
  const [, message, source, place, line] = mistake;
  const name = decodeURIComponent(basename(place));
  return [`TypeScript says of ${name}, line ${line}: ${message}`, `    ${source.trim()}`];
}
