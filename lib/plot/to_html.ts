import type { Chart } from "./chart.ts";
import { inScript, vegaScripts } from "./vega_scripts.ts";

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
  return page(
    title,
    `<div id="chart"></div>
${await vegaScripts()}
<script>
vegaEmbed("#chart", ${
      inScript(JSON.stringify(chart))
    }, { renderer: "svg", actions: { source: false, compiled: false, editor: false } });
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

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
