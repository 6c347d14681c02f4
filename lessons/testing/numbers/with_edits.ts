import assert from "node:assert/strict";
import { join } from "node:path";

const ROOT = join(import.meta.dirname!, "..", "..", "..");
const LESSONS = join(ROOT, "lessons");

/** An edit as “To explore” asks for it: a text that stands in a file once, and the new one. */
export type Edit = readonly [file: string, from: string, to: string];

/**
 * Makes edits in a copy of the lessons, and does something with it. The copy is inside the
 * project, for only there a file can import `@nmf/…`, and is gone afterwards.
 *
 * @param edits each of a file such as "03_sgd/method.ts"
 * @param use what to do; gets the folder in which the lessons' folders are
 * @throws {AssertionError} if what is to be replaced does not stand there once
 */
export async function withEdits<T>(
  edits: readonly Edit[],
  use: (lessons: string) => Promise<T>,
): Promise<T> {
  const home = join(ROOT, "practice");
  await Deno.mkdir(home, { recursive: true });
  const copy = await Deno.makeTempDir({ dir: home, prefix: ".test-" });
  try {
    for (const { name: folder } of Deno.readDirSync(LESSONS)) {
      if (!/^\d\d_/.test(folder)) continue;
      await Deno.mkdir(join(copy, folder));
      for (const { name } of Deno.readDirSync(join(LESSONS, folder))) {
        if (!/\.(ts|wgsl)$/.test(name) || name.endsWith("_test.ts")) continue;
        await Deno.copyFile(join(LESSONS, folder, name), join(copy, folder, name));
      }
    }
    for (const [file, from, to] of edits) {
      const text = await Deno.readTextFile(join(copy, file));
      assert.equal(text.split(from).length, 2, `not once in ${file}: ${from}`);
      await Deno.writeTextFile(join(copy, file), text.replace(from, () => to));
    }
    return await use(copy);
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}
