import { type Chart, COLORS, LOOK, scaleFor } from "./chart.ts";

/** What the legend calls the dots and the line. */
const COUNTED = "counted";
const LAW = "Zipf's law: first count / rank";
const LAW_COLOR = "#777777";

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
  // Most ÷ rank comes to 1 at rank `most`; no rank is greater than the number of terms.
  const end = Math.max(1, Math.min(total, most));
  const law = values.length === 0
    ? []
    : [{ rank: 1, count: most }, { rank: end, count: most / end }];
  const encoding = {
    x: {
      field: "rank",
      type: "quantitative",
      scale: scaleFor(values, {
        type: "log",
        domainMin: 1,
        domainMax: Math.max(2, total),
        nice: false,
      }),
      title: "rank of the term",
      axis: { format: "~s", grid: false, tickCount: 6 },
    },
    y: {
      field: "count",
      type: "quantitative",
      scale: scaleFor(values, { type: "log" }),
      title: "times it occurs",
      axis: { format: "~s", grid: false },
    },
  } as const;
  const named = (name: string) => ({
    color: {
      datum: name,
      type: "nominal" as const,
      title: null,
      scale: { domain: [COUNTED, LAW], range: [COLORS[0], LAW_COLOR] },
    },
  });
  return {
    ...LOOK,
    title,
    width: 460,
    height: 300,
    layer: [
      {
        data: { values: law },
        mark: { type: "line", strokeDash: [5, 4], strokeWidth: 2 },
        encoding: { ...encoding, ...named(LAW) },
      },
      {
        data: { values },
        mark: { type: "circle", size: 18, opacity: 1 },
        encoding: { ...encoding, ...named(COUNTED) },
      },
    ],
  };
}
