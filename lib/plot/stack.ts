import { type Chart, LOOK } from "./chart.ts";

/**
 * Several charts in one picture, one below the other.
 *
 * @param charts the parts, from the top; each keeps its own title and axes
 * @returns a Vega-Lite specification
 *
 * @example
 * ```ts
 * import { stack, zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = stack([zipf([2, 1], "one text"), zipf([3, 1], "another")]);
 * assert.ok(JSON.stringify(chart).includes("another"));
 * ```
 */
export function stack(charts: readonly Chart[]): Chart {
  const vconcat = charts.map((chart) =>
    Object.fromEntries(Object.entries(chart).filter(([key]) => !(key in LOOK)))
  );
  const whole = {
    ...LOOK,
    spacing: 36,
    resolve: { scale: { color: "independent" } },
    vconcat,
  };
  // The parts are whole charts less what they share, which Vega-Lite's types cannot say.
  return whole as unknown as Chart;
}
