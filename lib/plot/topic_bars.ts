import { type Chart, COLORS, LOOK } from "./chart.ts";

/**
 * Topics as bars: one small panel per topic, its strongest terms from the top.
 *
 * @param topics per topic its terms and weights, strongest first; see `topicTerms`. A term
 * whose weight is not finite has no bar
 * @param title the line above the chart
 * @param names the panels' names; "topic 1", "topic 2" … when left out
 * @returns a Vega-Lite specification
 * @throws {RangeError} if there is not one name for every topic
 *
 * @example
 * ```ts
 * import { topicBars } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = topicBars([[{ term: "moon", weight: 0.7 }]], "Topics");
 * assert.ok(JSON.stringify(chart).includes("moon"));
 * ```
 */
export function topicBars(
  topics: readonly (readonly { term: string; weight: number }[])[],
  title: string,
  names: readonly string[] = topics.map((_, i) => `topic ${i + 1}`),
): Chart {
  if (names.length !== topics.length) {
    throw new RangeError(`${topics.length} topics, but ${names.length} names`);
  }
  return {
    ...LOOK,
    title,
    columns: 3,
    spacing: 24,
    concat: topics.map((terms, i) => ({
      title: { text: names[i]!, fontSize: 12, offset: 4, frame: "group" },
      width: 150,
      height: { step: 16 },
      data: { values: terms.map(({ term, weight }) => ({ term, weight })) },
      mark: { type: "bar", color: COLORS[i % COLORS.length]! },
      encoding: {
        y: {
          field: "term",
          type: "nominal",
          sort: null,
          title: null,
          axis: { domain: false, ticks: false, labelLimit: 130 },
        },
        x: {
          field: "weight",
          type: "quantitative",
          title: "weight",
          axis: { tickCount: 3, grid: false },
        },
      },
    })),
  };
}
