import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Chart } from "./chart.ts";

/** The browser builds, in the order they must be loaded. */
const SCRIPTS = [
  ["vega", "vega.min.js"],
  ["vega-lite", "vega-lite.min.js"],
  ["vega-embed", "vega-embed.min.js"],
] as const;

/**
 * A page that draws a chart and works offline: Vega stands in the file itself, about
 * 0.8 MB of it. A picture that is drawn already needs no Vega and stands there alone.
 *
 * @param chart a Vega-Lite specification, or the text of an SVG file
 * @param title the page's title
 * @returns the text of an HTML file
 *
 * @example
 * ```ts
 * import { toHtml, zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const html = await toHtml(zipf([4, 2, 1], "Zipf"), "Zipf");
 * assert.ok(html.startsWith("<!doctype html>"));
 * assert.ok(html.includes("rank of the term"));
 * ```
 */
export async function toHtml(chart: Chart | string, title: string): Promise<string> {
  if (typeof chart === "string") return page(title, `<div id="chart">${chart}</div>`);
  // The builds are not among the packages' exports, so they are found beside the modules;
  // Deno makes only packages that are imported somewhere resolvable.
  await Promise.all([import("vega"), import("vega-lite"), import("vega-embed")]);
  const require = createRequire(import.meta.url);
  const scripts = await Promise.all(SCRIPTS.map(async ([name, file]) => {
    const text = await Deno.readTextFile(join(dirname(require.resolve(name)), file));
    return `<script>${closed(text)}</script>`;
  }));
  const spec = closed(JSON.stringify(chart));
  return page(
    title,
    `<div id="chart"></div>
${scripts.join("\n")}
<script>
vegaEmbed("#chart", ${spec}, { renderer: "svg", actions: { source: false, compiled: false, editor: false } });
</script>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
  body { margin: 1.5rem; font-family: Helvetica, Arial, sans-serif; background: white; }
  #chart { max-width: 100%; overflow-x: auto; }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** Inside a script element `</script` would end it; with a backslash it means the same. */
function closed(script: string): string {
  return script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
