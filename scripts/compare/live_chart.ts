import { type Chart, dark, withWidth } from "@nmf/lib/plot";
import type { Figure } from "./charts.ts";

/** A chart in each form that a page may need. */
export interface LiveChart {
  wide: { light: Chart; dark: Chart };
  narrow?: { light: Chart; dark: Chart };
}

/**
 * A figure as the page draws it: light or dark, wide or narrow, with what is under the
 * pointer. In a chart of lines `chosen` names the one that is seen alone; the page has a
 * button for each in place of a legend.
 */
export function liveChart({ chart, narrow, ownWidth }: Figure): LiveChart {
  const fitted = (chart: Chart) => ownWidth ? chart : withWidth(chart, "container");
  const both = (chart: Chart) => ({ light: chart, dark: dark(chart) });
  return {
    wide: both(alive(fitted(chart))),
    ...(narrow && { narrow: both(alive(withWidth(narrow, "container"))) }),
  };
}

/** Whether a chart is of lines that can be chosen. */
export function hasLines(chart: Chart): boolean {
  return "layer" in chart && chart.layer[0] !== undefined && "mark" in chart.layer[0] &&
    isLine(chart.layer[0].mark);
}

function alive(chart: Chart): Chart {
  const config = { ...chart.config, mark: { tooltip: true } };
  if (!("layer" in chart) || !hasLines(chart)) return { ...chart, config };
  const [first, ...others] = chart.layer as [LineLayer, ...LineLayer[]];
  const lines = {
    ...first,
    encoding: {
      ...first.encoding,
      opacity: {
        condition: { test: "chosen === '' || chosen === datum.name", value: 1 },
        value: 0.1,
      },
    },
  };
  // A line answers the pointer as a whole; dots that are not seen answer at each point.
  const dots = {
    ...first,
    mark: {
      type: "circle",
      size: 80,
      opacity: 0,
      clip: true,
      tooltip: true,
      // Read aloud they would be hundreds; the tables have the numbers.
      aria: false,
    },
    encoding: {
      ...first.encoding,
      color: { value: "transparent" },
      strokeDash: { value: [1, 0] },
      strokeWidth: { value: 1 },
      tooltip: ["name", ...alongOf(first.encoding), "error"].map((field) => ({ field })),
    },
  };
  const encoding = Object.entries(chart.encoding as Record<string, object>)
    .map(([channel, how]) => [
      channel,
      // Each of the channels that tell lines apart has the legend.
      LOOKS.has(channel) ? { ...how, legend: null } : how,
    ]);
  return {
    ...chart,
    config,
    params: [{ name: "chosen", value: "" }],
    encoding: Object.fromEntries(encoding),
    layer: [lines, dots, ...others],
  } as Chart;
}

/** What may tell a line from others. */
const LOOKS: ReadonlySet<string> = new Set(["color", "strokeDash", "strokeWidth"]);

interface LineLayer {
  mark?: unknown;
  encoding?: Record<string, unknown>;
}

/** The field of the horizontal axis, if it has one. */
function alongOf(encoding: unknown): string[] {
  const x = (encoding as { x?: { field?: string } } | undefined)?.x;
  return x?.field === undefined ? [] : [x.field];
}

function isLine(mark: unknown): boolean {
  return typeof mark === "object" && mark !== null && "type" in mark &&
    mark.type === "line";
}
