import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The browser builds, in the order they must be loaded. */
const SCRIPTS = [
  ["vega", "vega.min.js"],
  ["vega-lite", "vega-lite.min.js"],
  ["vega-embed", "vega-embed.min.js"],
] as const;

/**
 * The script elements that a page needs to draw charts offline with `vegaEmbed`: Vega
 * itself, about 0.8 MB.
 *
 * @example
 * ```ts
 * import { vegaScripts } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * assert.match(await vegaScripts(), /^<script>/);
 * ```
 */
export async function vegaScripts(): Promise<string> {
  // The builds are not among the packages' exports, so they are found beside the modules;
  // Deno makes only packages that are imported somewhere resolvable.
  await Promise.all([import("vega"), import("vega-lite"), import("vega-embed")]);
  const require = createRequire(import.meta.url);
  const scripts = await Promise.all(SCRIPTS.map(async ([name, file]) => {
    const text = await Deno.readTextFile(join(dirname(require.resolve(name)), file));
    return `<script>${inScript(text)}</script>`;
  }));
  return scripts.join("\n");
}

/**
 * A program, or data as JSON, as it may stand inside a script element: `</script` would
 * end it there, in capitals too; with a backslash it means the same.
 *
 * @example
 * ```ts
 * import { inScript } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * assert.equal(inScript(`"</script>"`), `"<\\/script>"`);
 * assert.equal(inScript(`"</SCRIPT>"`), `"<\\/SCRIPT>"`);
 * ```
 */
export function inScript(text: string): string {
  return text.replaceAll(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "<\\!--");
}
