import { join } from "node:path";
import type { Result } from "./results.ts";

/** A result with nothing remarkable about it but what is given. */
export function resultWith(
  given: Partial<Omit<Result, "method">> & { method: string; lesson?: string },
): Result {
  const { method, lesson = "99", ...rest } = given;
  const clamped = rest.clamped ?? 2;
  return {
    rank: 6,
    start: "nndsvda",
    iterations: 10,
    seconds: 0.5,
    error: clamped,
    negatives: { W: 0, H: 0 },
    history: [{ iteration: 0, seconds: 0, error: 3, clamped: 3 }],
    topics: [["moon", "orbit"]],
    nmi: 1,
    purity: 1,
    coherence: 0.5,
    secondsToBest: 0.25,
    matched: 1,
    ...rest,
    clamped,
    method: { name: method, lesson },
  };
}

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
