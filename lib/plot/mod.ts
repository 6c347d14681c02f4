/**
 * Charts as Vega-Lite specifications, and the two ways to draw them.
 *
 * @module
 */
export type { Chart } from "./chart.ts";
export { componentLine } from "./component_line.ts";
export { dotPlot } from "./dot_plot.ts";
export { errorCurve, type ErrorCurveOptions, type ErrorSeries } from "./error_curve.ts";
export { lineFit } from "./line_fit.ts";
export { stack } from "./stack.ts";
export { toHtml } from "./to_html.ts";
export { topicBars } from "./topic_bars.ts";
export { toSvg } from "./to_svg.ts";
export { writeChart } from "./write_chart.ts";
export { zipf } from "./zipf.ts";
