import { type Chart, COLORS, LOOK, scaleFor } from "./chart.ts";

/**
 * A dot for the median of several runs and a line from the lowest to the highest, one row
 * per method: how good is it, and how sure can one be of it?
 *
 * @param rows per method its name, the three numbers, and, if all have one, the group that
 * gives the colour; from the top. A row whose median is not finite stays empty; where the
 * lowest or the highest is not, the line ends at the median
 * @param axis what the numbers are
 * @param title the line above the chart
 * @param options `log` for a logarithmic axis
 * @returns a Vega-Lite specification
 * @throws {RangeError} if the axis is logarithmic, and a number is not above 0
 *
 * @example
 * ```ts
 * import { rangePlot } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const rows = [{ name: "MU", median: 43.65, low: 43.64, high: 43.71 }];
 * const chart = rangePlot(rows, "error ‖V − WH‖", "Five seeds");
 * assert.ok(JSON.stringify(chart).includes("43.71"));
 * ```
 */
export function rangePlot(
  rows: readonly {
    name: string;
    median: number;
    low: number;
    high: number;
    group?: string;
  }[],
  axis: string,
  title: string,
  { log = false }: { log?: boolean } = {},
): Chart {
  const finite = rows.filter(({ median }) => Number.isFinite(median));
  for (const { name, low } of finite) {
    if (log && !(low > 0)) {
      throw new RangeError(`on a logarithmic axis “${name}” must be above 0, not ${low}`);
    }
  }
  const grouped = rows.every(({ group }) => group !== undefined);
  const scale = scaleFor(
    finite,
    log
      ? { type: "log", nice: false, padding: 14 } as const
      : { zero: false, padding: 14 },
  );
  return {
    ...LOOK,
    title,
    width: 460,
    height: 22 * rows.length,
    data: {
      values: finite.map((row) => ({
        ...row,
        from: Number.isFinite(row.low) ? row.low : row.median,
        to: Number.isFinite(row.high) ? row.high : row.median,
      })),
    },
    encoding: {
      y: {
        field: "name",
        type: "nominal",
        sort: null,
        title: null,
        scale: { domain: rows.map(({ name }) => name) },
        axis: { grid: true, domain: false, ticks: false, labelLimit: 400 },
      },
      ...(grouped && {
        color: { field: "group", type: "nominal" as const, title: null, sort: null },
      }),
      tooltip: [
        { field: "name" },
        ...["low", "median", "high"].map((field) => ({
          field,
          type: "quantitative" as const,
          format: ".5~g",
        })),
      ],
    },
    layer: [
      {
        mark: { type: "rule", strokeWidth: 2.5, color: COLORS[0]! },
        encoding: {
          x: {
            field: "from",
            type: "quantitative",
            title: axis,
            scale,
            axis: { tickCount: 6, ...(log && { format: "~g", grid: false }) },
          },
          x2: { field: "to" },
        },
      },
      {
        mark: { type: "circle", size: 80, opacity: 1, color: COLORS[0]! },
        encoding: { x: { field: "median", type: "quantitative" } },
      },
    ],
  };
}
