import { type Chart, COLORS, LOOK } from "./chart.ts";

/** One line of an error curve. */
export interface ErrorSeries {
  /** What the legend calls it. */
  name: string;
  /** The error after so many iterations. */
  points: readonly { iteration: number; error: number }[];
}

/** What `errorCurve` may be told. */
export interface ErrorCurveOptions {
  /** An error that nothing can go below, drawn as a dashed line with its name. */
  floor?: { name: string; error: number };
  /** What is counted from left to right; "iteration" when left out. */
  counted?: string;
}

/**
 * The error ‖V − WH‖ against iterations, one line per method.
 *
 * @param series the lines; a point whose error is not finite is left out
 * @param title the line above the chart
 * @param options a floor, and the name of the horizontal axis
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
  { floor, counted = "iteration" }: ErrorCurveOptions = {},
): Chart {
  const values = series.flatMap(({ name, points }) =>
    points
      .filter(({ error }) => Number.isFinite(error))
      .map(({ iteration, error }) => ({ name, iteration, error }))
  );
  const names = series.map(({ name }) => name);
  const colors = names.map((_, i) => COLORS[i % COLORS.length]!);
  return {
    ...LOOK,
    title,
    width: 520,
    height: 300,
    encoding: {
      color: {
        field: "name",
        type: "nominal",
        title: null,
        sort: null,
        scale: floor === undefined
          ? { domain: names, range: colors }
          : { domain: [...names, floor.name], range: [...colors, "#777777"] },
      },
      y: {
        field: "error",
        type: "quantitative",
        title: "‖V − WH‖",
        scale: { zero: false },
      },
    },
    layer: [
      {
        data: { values },
        // Few points are marked, so that the lines between them claim nothing.
        mark: { type: "line", strokeWidth: 2, point: values.length <= 80 },
        encoding: {
          x: {
            field: "iteration",
            type: "quantitative",
            title: counted,
            scale: {
              domainMin: 0,
              domainMax: Math.max(1, ...values.map(({ iteration }) => iteration)),
              nice: false,
            },
            axis: { grid: false, tickCount: 6 },
          },
        },
      },
      ...(floor === undefined ? [] : [{
        data: { values: [floor] },
        mark: { type: "rule" as const, strokeDash: [5, 4], strokeWidth: 1.5 },
      }]),
    ],
  };
}
