import { max, min } from "../matrix/mod.ts";
import { type Chart, COLORS, LOOK } from "./chart.ts";

/**
 * The time of one step of each version, on a logarithmic axis: a dot with its value. Dots,
 * because a bar would have to begin at 0, which a logarithmic axis does not have.
 *
 * @param rows per version its name, the milliseconds of one step, and, if all have one, the
 * group that gives the colour; from the top
 * @param title the line above the chart
 * @returns a Vega-Lite specification
 * @throws {RangeError} if a time is not a finite number above 0
 *
 * @example
 * ```ts
 * import { stepTimes } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = stepTimes(
 *   [{ name: "dense", milliseconds: 410 }, { name: "sparse", milliseconds: 1.26 }],
 *   "One step",
 * );
 * assert.ok(JSON.stringify(chart).includes("1.26 ms"));
 * ```
 */
export function stepTimes(
  rows: readonly { name: string; milliseconds: number; group?: string }[],
  title: string,
): Chart {
  for (const { name, milliseconds } of rows) {
    if (!(milliseconds > 0 && milliseconds < Infinity)) {
      throw new RangeError(
        `the time of “${name}” must be a number above 0, not ${milliseconds}`,
      );
    }
  }
  const times = rows.map(({ milliseconds }) => milliseconds);
  // Without rows the axis still needs two ends.
  const [least, most] = rows.length === 0 ? [1, 1] : [min(times), max(times)];
  const grouped = rows.every(({ group }) => group !== undefined);
  const encoding = {
    x: {
      field: "milliseconds",
      type: "quantitative",
      title: "milliseconds per step",
      // To the right of the last dot there is room for its value.
      scale: {
        type: "log",
        domainMin: least / 1.5,
        domainMax: 3 * most * (most / least) ** 0.15,
      },
      axis: { format: "~g", tickCount: 6, grid: false },
    },
    y: {
      field: "name",
      type: "nominal",
      sort: null,
      title: null,
      axis: { grid: true, domain: false, ticks: false, labelLimit: 400 },
    },
  } as const;
  return {
    ...LOOK,
    title,
    width: 460,
    height: 26 * rows.length,
    data: {
      values: rows.map((row) => ({ ...row, value: `${written(row.milliseconds)} ms` })),
    },
    layer: [
      {
        mark: { type: "circle", size: 90, opacity: 1, color: COLORS[0]! },
        encoding: {
          ...encoding,
          ...(grouped && {
            color: { field: "group", type: "nominal" as const, title: null, sort: null },
          }),
        },
      },
      // Written twice, first broad in the colour of the ground: the line behind is hidden.
      ...[{ stroke: "white", strokeWidth: 5, aria: false }, {}].map((look) => ({
        mark: {
          type: "text" as const,
          align: "left" as const,
          dx: 9,
          fontSize: 11,
          ...look,
        },
        encoding: { ...encoding, text: { field: "value" } },
      })),
    ],
  };
}

/** Three significant digits, without an exponent. */
function written(milliseconds: number): string {
  return milliseconds >= 100
    ? String(Math.round(milliseconds))
    : String(Number(milliseconds.toPrecision(3)));
}
