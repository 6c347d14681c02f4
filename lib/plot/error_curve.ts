import { type Chart, LOOK } from "./chart.ts";

/** One line of an error curve. */
export interface ErrorSeries {
  /** What the legend calls it. */
  name: string;
  /** The error after so many iterations. */
  points: readonly { iteration: number; error: number }[];
}

/**
 * The error ‖V − WH‖ against iterations, one line per method.
 *
 * @param series the lines
 * @param title the line above the chart
 * @param floor an error that nothing can go below, drawn as a dashed line with its name
 * @returns a Vega-Lite specification
 *
 * @example
 * ```ts
 * import { errorCurve } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const points = [{ iteration: 0, error: 44 }, { iteration: 10, error: 43.7 }];
 * const chart = errorCurve([{ name: "MU", points }], "Error");
 * assert.ok(JSON.stringify(chart).includes("43.7"));
 * ```
 */
export function errorCurve(
  series: readonly ErrorSeries[],
  title: string,
  floor?: { name: string; error: number },
): Chart {
  const values = series.flatMap(({ name, points }) =>
    points
      .filter(({ error }) => Number.isFinite(error))
      .map(({ iteration, error }) => ({ name, iteration, error }))
  );
  const last = Math.max(1, ...values.map(({ iteration }) => iteration));
  return {
    ...LOOK,
    title,
    width: 520,
    height: 300,
    layer: [
      {
        data: { values },
        mark: { type: "line", strokeWidth: 2, interpolate: "linear" },
        encoding: {
          x: {
            field: "iteration",
            type: "quantitative",
            title: "iteration",
            scale: { domain: [0, last], nice: false },
            axis: { grid: false, tickCount: 6 },
          },
          y: {
            field: "error",
            type: "quantitative",
            title: "‖V − WH‖",
            scale: { zero: false },
          },
          color: {
            field: "name",
            type: "nominal",
            sort: null,
            title: null,
            scale: { domain: series.map(({ name }) => name) },
          },
        },
      },
      ...(floor === undefined ? [] : floorLayers(floor)),
    ],
  };
}

function floorLayers(floor: { name: string; error: number }) {
  const data = { values: [{ ...floor, start: 0 }] };
  const y = { field: "error", type: "quantitative" as const };
  return [
    {
      data,
      mark: { type: "rule" as const, strokeDash: [5, 4], color: "#555" },
      encoding: { y },
    },
    {
      data,
      mark: {
        type: "text" as const,
        align: "left" as const,
        dx: 6,
        dy: -7,
        color: "#555",
      },
      encoding: {
        x: { field: "start", type: "quantitative" as const },
        y,
        text: { field: "name" },
      },
    },
  ];
}
