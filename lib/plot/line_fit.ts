import { max, min } from "../matrix/mod.ts";
import { type Chart, LOOK, scaleFor } from "./chart.ts";
import { lineLooks } from "./line_looks.ts";

/**
 * Points in the plane and lines y = ax + b through them.
 *
 * @param points the data; one with a coordinate that is not finite is left out
 * @param lines name, slope a and intercept b of each line; it goes from the first point's x
 * to the last one's, and is left out where that is not finite
 * @param title the line above the chart
 * @returns a Vega-Lite specification
 *
 * @example
 * ```ts
 * import { lineFit } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = lineFit([{ x: 0, y: 8 }], [{ name: "fit", a: 3, b: 8 }], "A line");
 * assert.ok(JSON.stringify(chart).includes("fit"));
 * ```
 */
export function lineFit(
  points: readonly { x: number; y: number }[],
  lines: readonly { name: string; a: number; b: number }[],
  title: string,
): Chart {
  const drawn = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const xs = drawn.map(({ x }) => x);
  const ends = [min(xs), max(xs)];
  const values = lines.flatMap(({ name, a, b }) =>
    ends.map((x) => ({ name, x, y: a * x + b }))
  ).filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const looks = lineLooks(lines.length);
  const legend = <T>(range: T[]) => ({
    field: "name",
    type: "nominal" as const,
    title: null,
    sort: null,
    scale: { type: "ordinal" as const, domain: lines.map(({ name }) => name), range },
    legend: { symbolSize: 400, rowPadding: 0 },
  });
  const encoding = {
    x: { field: "x", type: "quantitative", title: "x", scale: scaleFor(drawn, {}) },
    y: { field: "y", type: "quantitative", title: "y", scale: scaleFor(drawn, {}) },
  } as const;
  return {
    ...LOOK,
    title,
    width: 400,
    height: 280,
    layer: [
      {
        data: { values: drawn.map((point) => ({ ...point })) },
        mark: { type: "circle", size: 16, color: "#888" },
        encoding,
      },
      {
        data: { values },
        mark: { type: "line" },
        encoding: {
          ...encoding,
          color: legend(looks.map(({ color }) => color)),
          strokeDash: legend(looks.map(({ dash }) => dash)),
          strokeWidth: { ...legend(looks.map(({ width }) => width)), type: "ordinal" },
        },
      },
    ],
  };
}
