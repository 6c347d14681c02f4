import { max, min } from "../matrix/mod.ts";
import { type Chart, LOOK, scaleFor } from "./chart.ts";
import { lineLooks } from "./line_looks.ts";

/** One line of an error curve. */
export interface ErrorSeries {
  /** What the legend calls it. */
  name: string;
  /** The error after so many iterations, and after so many seconds where they are kept. */
  points: readonly { iteration: number; seconds?: number; error: number }[];
}

/** What `errorCurve` may be told. */
export interface ErrorCurveOptions {
  /** An error that nothing can go below, drawn as a dashed line with its name. */
  floor?: { name: string; error: number };
  /** What runs from left to right; "iteration" when left out. */
  against?: "iteration" | "seconds";
  /** The name of the horizontal axis; what `against` says when left out. */
  counted?: string;
  /**
   * A logarithmic horizontal axis. Of seconds it has no 0, and the start is left out. Of
   * iterations it is that of 1 + i, so that the start, iteration 0, is seen.
   */
  log?: boolean;
  /** The largest error that is drawn; a line above it is cut off. None when left out. */
  highest?: number;
}

/** Long enough to tell the dashes apart. */
const LONG_SYMBOLS = { symbolType: "stroke", symbolSize: 400, rowPadding: 0 };
const FLOOR_COLOR = "#777777";
const FLOOR_DASH = [5, 4];
const FLOOR_WIDTH = 1.5;
/** The places that an axis of iterations names where it is logarithmic. */
const NAMED = [0, 1, 10, 100, 1000, 10000, 100000];

/**
 * The error ‖V − WH‖ against iterations or seconds, one line per method.
 *
 * @param series the lines; a point whose error or time is not finite is left out
 * @param title the line above the chart
 * @param options a floor, and what the horizontal axis is
 * @returns a Vega-Lite specification
 * @throws {RangeError} if the axis is seconds, and a point has none; or the highest error
 * that is to be drawn is not finite
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
  { floor, against = "iteration", counted = against, log = false, highest }:
    ErrorCurveOptions = {},
): Chart {
  if (highest !== undefined && !Number.isFinite(highest)) {
    throw new RangeError(`the highest error to draw must be finite, not ${highest}`);
  }
  // A floor that is no number cannot be drawn.
  const line = Number.isFinite(floor?.error) ? floor : undefined;
  const values = series.flatMap(({ name, points }) =>
    points
      .filter(({ error, iteration }) =>
        Number.isFinite(error) && !(log && against === "seconds" && iteration <= 0)
      )
      .map((point) => {
        const along = point[against];
        if (along === undefined) {
          throw new RangeError(`a point of “${name}” has no seconds`);
        }
        return { name, [against]: along, error: point.error };
      })
      .filter((value) => Number.isFinite(value[against]))
  );
  const along = values.map((value) => Number(value[against]));
  const names = series.map(({ name }) => name);
  const looks = lineLooks(names.length);
  const several = names.length > 1;
  const legend = <T>(range: T[], ofFloor: T) => ({
    field: "name",
    type: "nominal" as const,
    title: null,
    sort: null,
    scale: floor === undefined ? { type: "ordinal" as const, domain: names, range } : {
      type: "ordinal" as const,
      domain: [...names, floor.name],
      range: [...range, ofFloor],
    },
    ...(several && { legend: LONG_SYMBOLS }),
  });
  // A line cut off at the top leaves the bottom where it is: a little below the floor.
  const lowest = Math.min(
    line?.error ?? Infinity,
    min(values.map(({ error }) => error)),
  );
  const cut = highest === undefined || lowest === Infinity
    ? {}
    : { domainMin: lowest - 0.05 * (highest - lowest), domainMax: highest };
  return {
    ...LOOK,
    title,
    width: 520,
    height: 300,
    encoding: {
      color: legend(looks.map(({ color }) => color), FLOOR_COLOR),
      ...(several && {
        strokeDash: legend(looks.map(({ dash }) => dash), FLOOR_DASH),
        strokeWidth: {
          ...legend(looks.map(({ width }) => width), FLOOR_WIDTH),
          type: "ordinal",
        },
      }),
      y: {
        field: "error",
        type: "quantitative",
        title: "‖V − WH‖",
        scale: scaleFor(line === undefined ? values : [line], { zero: false, ...cut }),
      },
    },
    layer: [
      {
        data: { values },
        mark: {
          type: "line",
          ...(!several && { strokeWidth: 2 }),
          // Few points are marked, so that the lines between them claim nothing.
          point: values.length <= 80,
          ...(highest !== undefined && { clip: true }),
        },
        encoding: {
          x: {
            field: against,
            type: "quantitative",
            title: counted,
            scale: log && against === "seconds"
              ? scaleFor(values, { type: "log", nice: false })
              : {
                ...(log && { type: "symlog", constant: 1 }),
                domainMin: 0,
                domainMax: Math.max(
                  against === "iteration" || along.length === 0 ? 1 : 0,
                  max(along),
                ),
                nice: false,
              },
            axis: {
              grid: false,
              tickCount: 6,
              ...(log && { labelSeparation: 8 }),
              ...(log && against === "iteration" && {
                values: NAMED.filter((place) => place <= max(along)),
                labelOverlap: false,
              }),
            },
          },
        },
      },
      ...(line === undefined ? [] : [{
        data: { values: [line] },
        mark: {
          type: "rule" as const,
          strokeDash: FLOOR_DASH,
          strokeWidth: FLOOR_WIDTH,
        },
      }]),
    ],
  };
}
