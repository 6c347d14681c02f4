import type { Chart } from "./chart.ts";

/**
 * Draws a chart as SVG. Vega is loaded when the first chart is drawn.
 *
 * @param chart a Vega-Lite specification
 * @returns the text of an SVG file
 * @throws {Error} if Vega-Lite finds the specification wrong
 *
 * @example
 * ```ts
 * import { toSvg, zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const svg = await toSvg(zipf([4, 2, 1], "Zipf"));
 * assert.ok(svg.startsWith("<svg"));
 * ```
 */
export async function toSvg(chart: Chart): Promise<string> {
  const [{ compile }, { Error: ERROR, parse, View }] = await Promise.all([
    import("vega-lite"),
    import("vega"),
  ]);
  const view = new View(parse(compile(chart).spec), {
    renderer: "none",
    logLevel: ERROR,
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
