import { type Chart, LOOK, scaleFor } from "./chart.ts";

/**
 * One dot per run along an axis of numbers: which runs end at the same place?
 *
 * @param dots per run its name, its value, and the group that gives the colour; a run
 * whose value is not finite has its name only
 * @param axis what the numbers are
 * @param title the line above the chart
 * @returns a Vega-Lite specification
 *
 * @example
 * ```ts
 * import { dotPlot } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = dotPlot([{ name: "seed 1", value: 43.7, group: "worse" }], "error", "Ten starts");
 * assert.ok(JSON.stringify(chart).includes("seed 1"));
 * ```
 */
export function dotPlot(
  dots: readonly { name: string; value: number; group: string }[],
  axis: string,
  title: string,
): Chart {
  const finite = dots.filter(({ value }) => Number.isFinite(value));
  return {
    ...LOOK,
    title,
    width: 460,
    height: { step: 20 },
    data: { values: finite.map((dot) => ({ ...dot })) },
    // Outlines of several shapes: two dots at one place are both seen.
    mark: { type: "point", size: 90, strokeWidth: 2, filled: false, opacity: 1 },
    encoding: {
      x: {
        field: "value",
        type: "quantitative",
        title: axis,
        scale: scaleFor(finite, { zero: false, padding: 14 }),
      },
      y: {
        field: "name",
        type: "nominal",
        sort: null,
        title: null,
        scale: { domain: [...new Set(dots.map(({ name }) => name))] },
        axis: { grid: true, domain: false, ticks: false },
      },
      color: { field: "group", type: "nominal", title: null, sort: null },
      shape: { field: "group", type: "nominal", title: null, sort: null },
    },
  };
}
