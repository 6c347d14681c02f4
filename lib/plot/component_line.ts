import { type Chart, COLORS, LOOK } from "./chart.ts";

/** How many terms are drawn; the others are lower than a pixel. */
const STICKS = 800;
/** How many of the highest terms are named, where there is room. */
const LABELS = 6;

/**
 * One row of H over all terms: a stick per term at its column, the highest ones named.
 * It shows how few terms carry a topic.
 *
 * @param row the weights of one topic, one per term
 * @param featureNames the term of each column
 * @param title the line above the chart
 * @returns a Vega-Lite specification; the 800 strongest terms are drawn
 * @throws {RangeError} if there is not one name for every weight
 *
 * @example
 * ```ts
 * import { componentLine } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = componentLine([0, 0.7, 0.1], ["oven", "moon", "tire"], "Topic 1");
 * assert.ok(JSON.stringify(chart).includes("moon"));
 * ```
 */
export function componentLine(
  row: ArrayLike<number>,
  featureNames: readonly string[],
  title: string,
): Chart {
  if (row.length !== featureNames.length) {
    throw new RangeError(`${row.length} weights, but ${featureNames.length} names`);
  }
  const values = Array.from(row, (weight, column) => ({
    column,
    weight,
    term: featureNames[column]!,
  }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, STICKS);
  const x = {
    field: "column",
    type: "quantitative",
    title: "column of H (terms in alphabetical order)",
    scale: { domainMin: 0, domainMax: row.length, nice: false },
    axis: { grid: false, tickCount: 6 },
  } as const;
  const y = {
    field: "weight",
    type: "quantitative",
    title: "weight",
    axis: { tickCount: 5 },
  } as const;
  return {
    ...LOOK,
    title,
    width: 620,
    height: 240,
    layer: [
      { data: { values }, mark: { type: "rule", color: COLORS[0]! }, encoding: { x, y } },
      {
        data: { values: readable(values, row.length) },
        mark: { type: "text", align: "left", dx: 4, dy: -2, fontSize: 11 },
        encoding: { x, y, text: { field: "term" } },
      },
    ],
  };
}

type Stick = { column: number; weight: number; term: string };

/** The highest sticks whose names do not run into one another's or off the chart. */
function readable(sticks: readonly Stick[], columns: number): Stick[] {
  const highest = Math.abs(sticks[0]?.weight ?? 0);
  const named: Stick[] = [];
  for (const stick of sticks.slice(0, LABELS)) {
    const collides = named.some((other) =>
      Math.abs(other.column - stick.column) < 0.14 * columns &&
      Math.abs(other.weight - stick.weight) < 0.06 * highest
    );
    if (!collides && stick.column < 0.95 * columns) named.push(stick);
  }
  return named;
}
