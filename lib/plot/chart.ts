import type { TopLevelSpec } from "vega-lite";

/**
 * A chart: a Vega-Lite specification as plain data. Nothing is drawn until `toSvg` or
 * `toHtml` is asked to, so a chart can be printed, changed and tested like any object.
 */
export type Chart = TopLevelSpec;

/** Okabe and Ito's colours, which most colour-blind readers can tell apart. */
export const COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

/** For words that stand back. */
export const QUIET = "#666666";

/**
 * The scale of an axis. Where nothing is drawn along it, it gets ends of its own, for
 * Vega would write that it goes from NaN to NaN.
 */
export function scaleFor<const Scale extends object>(
  values: readonly unknown[],
  scale: Scale,
): Scale | Scale & { domain: [number, number] } {
  return values.length > 0 ? scale : { ...scale, domain: [1, 10] };
}

/** What all charts of the course share: one look, one font, one order of colours. */
export const LOOK = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  background: "white",
  padding: 16,
  config: {
    font: "Helvetica, Arial, sans-serif",
    title: { fontSize: 15, subtitleFontSize: 12, anchor: "start", offset: 12 },
    axis: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: "normal" },
    legend: { labelFontSize: 11, labelLimit: 400, titleFontSize: 12 },
    view: { stroke: null },
    range: { category: COLORS },
  },
} satisfies Pick<TopLevelSpec, "$schema" | "background" | "padding" | "config">;
