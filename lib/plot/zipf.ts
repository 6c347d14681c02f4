import { type Chart, COLORS, LOOK, scaleFor } from "./chart.ts";

/**
 * Zipf's law: how often each term occurs, against its rank, both axes logarithmic.
 * Text of any kind falls close to a straight line of slope −1, which is drawn with it.
 *
 * Source: G. K. Zipf, "Human Behavior and the Principle of Least Effort", 1949.
 *
 * @param counts how often each term occurs, in any order
 * @param title the line above the chart
 * @throws {RangeError} if a count is not a finite number from 0
 * @returns a Vega-Lite specification; ranks are thinned out evenly on the log axis
 *
 * @example
 * ```ts
 * import { zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = zipf([1, 8, 2, 4], "Zipf");
 * assert.ok(JSON.stringify(chart).includes('"rank":1,"count":8'));
 * ```
 */
export function zipf(counts: ArrayLike<number>, title: string): Chart {
  for (let i = 0; i < counts.length; i++) {
    if (!(counts[i]! >= 0 && counts[i]! < Infinity)) {
      throw new RangeError(`a term cannot occur ${counts[i]} times`);
    }
  }
  const falling = Float64Array.from(counts).sort().reverse();
  const total = falling.length;
  const ranks = new Set<number>();
  for (let rank = 1; rank <= total; rank = Math.max(rank + 1, rank * 1.03)) {
    ranks.add(Math.round(rank));
  }
  if (total > 0) ranks.add(total);
  const values = [...ranks].filter((rank) => falling[rank - 1]! > 0)
    .map((rank) => ({ rank, count: falling[rank - 1]! }));
  const most = falling[0] ?? 1;
  const line = values.length === 0
    ? []
    : [{ rank: 1, count: most }, { rank: Math.min(total, most), count: 1 }];
  if (line.length > 0 && most > total) line[1]!.count = most / total;
  const encoding = {
    x: {
      field: "rank",
      type: "quantitative",
      scale: scaleFor(values, { type: "log" }),
      title: "rank of the term",
      axis: { format: "~s", grid: false },
    },
    y: {
      field: "count",
      type: "quantitative",
      scale: scaleFor(values, { type: "log" }),
      title: "times it occurs",
      axis: { format: "~s", grid: false },
    },
  } as const;
  return {
    ...LOOK,
    title,
    width: 460,
    height: 300,
    layer: [
      {
        data: { values: line },
        mark: { type: "line", strokeDash: [5, 4], color: "#999" },
        encoding,
      },
      {
        data: { values },
        mark: { type: "circle", size: 18, color: COLORS[0]! },
        encoding,
      },
    ],
  };
}
