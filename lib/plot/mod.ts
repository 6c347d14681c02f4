/**
 * Charts as Vega-Lite specifications, and the two ways to draw them.
 *
 * @module
 */
export * from "./charts.ts";
export { toHtml } from "./to_html.ts";
export { toSvg } from "./to_svg.ts";
export { inScript, vegaScripts } from "./vega_scripts.ts";
export { writeCharts } from "./write_charts.ts";
