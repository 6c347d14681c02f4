import { join } from "node:path";

/** A folder of texts in two categories, as a student would bring it. */
export async function ownTexts(dir: string): Promise<string> {
  const texts: Record<string, string> = {
    "sky/a.txt": "The moon and the stars above the telescope",
    "sky/b.txt": "A telescope shows craters on the moon",
    "sky/c.txt": "Stars and planets, seen at night",
    "food/a.txt": "Bread dough rises in the oven",
    "food/b.txt": "The oven bakes bread and cake",
    "food/c.txt": "Cake dough needs butter",
  };
  for (const [path, text] of Object.entries(texts)) {
    await Deno.mkdir(join(dir, "texts", path, ".."), { recursive: true });
    await Deno.writeTextFile(join(dir, "texts", path), text);
  }
  return join(dir, "texts");
}

/** Does something with a folder that is gone afterwards. */
export async function inTempDir(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await run(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
