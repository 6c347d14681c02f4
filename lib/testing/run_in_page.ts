import assert from "node:assert/strict";
import { join } from "node:path";
import { Browser } from "../../scripts/compare/browser_for_tests.ts";
import { inTempDir } from "./folders.ts";

/**
 * Bundles a module for a browser, as one file, and evaluates an expression in a page that
 * holds it. A bundle that asks for Deno or for Node is refused.
 *
 * @param entry the module; what it puts into `globalThis` the expression can use
 * @param expression JavaScript; a promise is waited for
 * @param graphics flags of Chromium
 * @returns the value, as JSON would have it
 */
export async function runInPage(
  entry: string,
  expression: string,
  graphics?: string[],
): Promise<unknown> {
  let value: unknown;
  await inTempDir(async (dir) => {
    const bundle = join(dir, "page.js");
    const { code, stderr } = await new Deno.Command("deno", {
      args: ["bundle", "-q", "--platform", "browser", "-o", bundle, entry],
      cwd: join(entry, ".."),
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    const script = await Deno.readTextFile(bundle);
    // In a comment, such as an example, they may stand.
    const runs = script.replaceAll(/\/\*[^]*?\*\/|^ *\/\/.*$/gm, "");
    assert.ok(!/\bDeno\./.test(runs), "asks for Deno");
    assert.ok(!/["']node:/.test(runs), "imports from Node");
    const page = join(dir, "page.html");
    const safe = script.replaceAll("</script", "<\\/script");
    await Deno.writeTextFile(
      page,
      `<!doctype html><meta charset="utf-8"><script type="module">${safe}</script>`,
    );
    await using chromium = await Browser.start(graphics);
    const [seen] = await chromium.look(`file://${page}`, [
      { width: 500, scheme: "light", expression },
    ]);
    value = seen.value;
  });
  return value;
}
