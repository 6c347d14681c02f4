import { join } from "node:path";

/** What is of no use to the programs, or is made by them. */
const LEFT_OUT = new Set([
  ".git",
  "node_modules",
  "out",
  "coverage",
  "practice",
  "20news",
]);

/**
 * Copies the project, so that nothing is ever changed in the one that is worked on.
 *
 * @param from the project's root, or a folder in it
 * @param to a folder that is there and empty
 */
export function copyProject(from: string, to: string): void {
  for (const { name, isDirectory, isFile } of Deno.readDirSync(from)) {
    if (LEFT_OUT.has(name)) continue;
    const [source, target] = [join(from, name), join(to, name)];
    if (isFile) Deno.copyFileSync(source, target);
    else if (isDirectory) {
      Deno.mkdirSync(target);
      copyProject(source, target);
    }
  }
}
