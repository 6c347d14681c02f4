/**
 * The charts of the course as Vega-Lite specifications: data alone, which a page draws as
 * well as a program.
 *
 * @module
 */
export type { Chart } from "./chart.ts";
export { componentLine } from "./component_line.ts";
export { dark } from "./dark.ts";
export { documentTopics } from "./document_topics.ts";
export { dotPlot } from "./dot_plot.ts";
export { errorCurve, type ErrorCurveOptions, type ErrorSeries } from "./error_curve.ts";
export { lineFit } from "./line_fit.ts";
export { rangePlot } from "./range_plot.ts";
export { stack } from "./stack.ts";
export { stepTimes } from "./step_times.ts";
export { topicBars } from "./topic_bars.ts";
export { type SideBySideOptions, topicsSideBySide } from "./topics_side_by_side.ts";
export { withWidth } from "./with_width.ts";
export { zipf } from "./zipf.ts";
