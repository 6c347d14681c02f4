import { join } from "node:path";

/** Where the code stands that decides what a run gives. */
const FOLDERS = ["data", "gpu", "lessons", "lib", "scripts/compare"];
const ROOT = join(import.meta.dirname!, "..", "..");

/**
 * A checksum of the code of all methods, so that runs of an edited method are not put
 * together with runs from before.
 *
 * @returns SHA-256 in hexadecimal, of every program and kernel with its name
 */
export async function codeChecksum(): Promise<string> {
  const files = FOLDERS.flatMap((folder) => [...filesIn(folder)])
    .filter((file) => /\.(ts|wgsl)$/.test(file) && !file.endsWith("_test.ts")).sort();
  const texts = files.map((file) =>
    `${file}\n${Deno.readTextFileSync(join(ROOT, file))}`
  );
  const bytes = new TextEncoder().encode(texts.join("\0"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

function* filesIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(join(ROOT, folder))) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}
