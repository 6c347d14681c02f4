import { type Chart, COLORS, LOOK, QUIET } from "./chart.ts";

/** What the colours of a chart become on a dark page; other greys stay as they are. */
const IN_DARK = new Map<unknown, string>([
  ["white", "#1b1d21"],
  [QUIET, "#a3a8b0"],
  ...COLORS.map((color, i): [string, string] => [
    color,
    ["#4DA6E0", "#FF8A4C", "#2FC79A", "#E09BC2", "#F2B138", "#8CCBF2"][i]!,
  ]),
]);
const TEXT = "#e4e6ea";
const LINES = "#5c6169";
const GRID = "#32363c";

/**
 * The same chart for a dark page: light text on a dark ground, and each of `COLORS` a
 * little lighter, so that it stands out as well as it does on white.
 *
 * @param chart a Vega-Lite specification of this folder
 * @returns a new specification; the first one stays as it was
 *
 * @example
 * ```ts
 * import { dark, zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * assert.equal(dark(zipf([4, 2, 1], "Zipf")).background, "#1b1d21");
 * ```
 */
export function dark(chart: Chart): Chart {
  const config = { ...LOOK.config, ...chart.config };
  return {
    ...recolored(chart) as Chart,
    config: {
      ...config,
      title: { ...config.title, color: TEXT, subtitleColor: TEXT },
      axis: {
        ...config.axis,
        labelColor: TEXT,
        titleColor: TEXT,
        domainColor: LINES,
        tickColor: LINES,
        gridColor: GRID,
      },
      legend: { ...config.legend, labelColor: TEXT, titleColor: TEXT },
      text: { color: TEXT },
      rule: { color: LINES },
      range: { category: COLORS.map((color) => IN_DARK.get(color)!) },
    },
  };
}

/** A copy of a part of a chart with its colours exchanged; the data are left alone. */
function recolored(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(recolored);
  if (typeof part !== "object" || part === null) return IN_DARK.get(part) ?? part;
  return Object.fromEntries(
    Object.entries(part).map((
      [key, value],
    ) => [key, key === "data" ? value : recolored(value)]),
  );
}
