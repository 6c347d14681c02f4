import { type Chart, LOOK } from "./chart.ts";

/**
 * Points in the plane and lines y = ax + b through them.
 *
 * @param points the data
 * @param lines name, slope a and intercept b of each line
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
  const xs = points.map(({ x }) => x);
  const ends = [Math.min(...xs), Math.max(...xs)];
  const values = lines.flatMap(({ name, a, b }) =>
    ends.map((x) => ({ name, x, y: a * x + b }))
  );
  const encoding = {
    x: { field: "x", type: "quantitative", title: "x" },
    y: { field: "y", type: "quantitative", title: "y" },
  } as const;
  return {
    ...LOOK,
    title,
    width: 400,
    height: 280,
    layer: [
      {
        data: { values: points.map((point) => ({ ...point })) },
        mark: { type: "circle", size: 40, color: "#888" },
        encoding,
      },
      {
        data: { values },
        mark: { type: "line", strokeWidth: 2 },
        encoding: {
          ...encoding,
          color: {
            field: "name",
            type: "nominal",
            title: null,
            sort: null,
            scale: { domain: lines.map(({ name }) => name) },
          },
        },
      },
    ],
  };
}
