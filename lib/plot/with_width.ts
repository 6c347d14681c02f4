import { type Chart, LOOK } from "./chart.ts";

/** A panel of `topicBars` with its words, its axis and the space after it. */
const PANEL = 300;
/** Width of a letter of the title; most are narrower. */
const LETTER = 7.2;
/** The width that titles must fit into where the chart's own is not known: a phone's. */
const PHONE = 358;

/**
 * The same chart with another width: of the whole picture, axes, legend and padding
 * included. The legend moves below the chart and a long title is broken into lines, so
 * that 320 pixels and up will do.
 *
 * With "container" the picture is as wide as the element of the page it stands in, and
 * follows it. For `topicBars`, whose panels are of one size, give a number: the panels
 * stand side by side as far as there is room. For `topicsSideBySide` take four words per
 * line on a narrow page, see there.
 *
 * @param chart a Vega-Lite specification of this folder
 * @param width pixels, or "container"
 * @returns a new specification; the first one stays as it was
 * @throws {RangeError} if the width is not above 0; for a `stack`, the parts of which have widths of their own, and for
 * `topicBars` with "container"
 *
 * @example
 * ```ts
 * import { toSvg, withWidth, zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const svg = await toSvg(withWidth(zipf([4, 2, 1], "Zipf"), 358));
 * assert.ok(svg.includes('width="358"'));
 * ```
 */
export function withWidth(chart: Chart, width: number | "container"): Chart {
  if (width !== "container" && !(width > 0 && width < Infinity)) {
    throw new RangeError(
      `withWidth: a width is a number of pixels above 0, not ${width}`,
    );
  }
  const lines = Math.floor(
    ((width === "container" ? PHONE : width) - 2 * LOOK.padding) / LETTER,
  );
  const renamed: Chart = chart.title === undefined
    ? chart
    : { ...chart, title: broken(chart.title, lines) };
  if ("concat" in renamed && width !== "container") {
    return { ...renamed, columns: Math.max(1, Math.floor(width / PANEL)) };
  }
  if (!("mark" in renamed || "layer" in renamed)) {
    throw new RangeError(`withWidth: a chart of several panels cannot be ${width} wide`);
  }
  const columns = { expr: "width < 480 ? 1 : 2" };
  return {
    ...renamed,
    width,
    autosize: { type: "fit-x", contains: "padding" },
    config: {
      ...chart.config,
      // A long title of a short axis runs on to the left, under the axis's labels.
      axisX: { titleAnchor: "end" },
      legend: { ...chart.config?.legend, orient: "bottom", columns },
    },
  };
}

type Title = NonNullable<Chart["title"]>;

/** A title, and what stands under it, in lines of so many letters at most. */
function broken(title: Title, letters: number): Title {
  if (typeof title === "string") return linesOf(title, letters);
  if (Array.isArray(title) || !("text" in title)) return title;
  const { text, subtitle } = title;
  return {
    ...title,
    ...(typeof text === "string" && { text: linesOf(text, letters) }),
    // Set smaller, a line of the subtitle holds more.
    ...(typeof subtitle === "string" && { subtitle: linesOf(subtitle, 1.2 * letters) }),
  };
}

function linesOf(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
