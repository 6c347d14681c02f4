import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTempDir } from "../lib/testing/folders.ts";
import { findCircle, importsOf } from "./find_circle.ts";

Deno.test("a circle of imports is found, one of types too", () =>
  inTempDir(async (dir) => {
    const files = {
      "deno.json": "{}",
      "a.ts": 'import { b } from "./b.ts";\nexport const a = b;',
      "b.ts": 'export { c as b } from "./c.ts";',
      "c.ts": "export const c = 1;",
    };
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(dir, name), text);
    }
    assert.equal(findCircle(await importsOf(dir)), undefined);
    const back = 'import type { b } from "./b.ts";\nexport const c: typeof b = 1;';
    await Deno.writeTextFile(join(dir, "c.ts"), back);
    const circle = findCircle(await importsOf(dir))!.map((url) => fileURLToPath(url));
    assert.deepEqual(circle, ["b.ts", "c.ts", "b.ts"].map((name) => join(dir, name)));
  }));

Deno.test("no file of the project imports itself by way of others", async () => {
  const root = join(import.meta.dirname!, "..");
  const imports = await importsOf(root);
  assert.ok(imports.size > 200, `${imports.size} files were read`);
  assert.equal(findCircle(imports), undefined);
});
