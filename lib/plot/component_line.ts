import { type Chart, COLORS, LOOK, scaleFor } from "./chart.ts";

/** How many terms are drawn; the others are lower than a pixel. */
const STICKS = 800;
/** How many of the highest terms are named, where there is room. */
const LABELS = 6;
/** Pixels: the chart, and what a name needs. */
const WIDTH = 620;
const HEIGHT = 240;
const FONT = 11;
const LETTER = 6;
const LINE = 13;
const GAP = 4;

/**
 * One row of H over all terms: a stick per term at its column, the highest ones named.
 * It shows how few terms carry a topic.
 *
 * @param row the weights of one topic, one per term; what is not finite is left out
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
    .filter(({ weight }) => weight !== 0 && Number.isFinite(weight))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, STICKS);
  const names = readable(values, row.length);
  const x = {
    field: "column",
    type: "quantitative",
    title: "column of H (terms in alphabetical order)",
    scale: { domainMin: 0, domainMax: Math.max(1, row.length), nice: false },
    axis: { grid: false, tickCount: 6 },
  } as const;
  const y = {
    field: "weight",
    type: "quantitative",
    title: "weight",
    scale: scaleFor(values, {}),
    axis: { tickCount: 5 },
  } as const;
  return {
    ...LOOK,
    title,
    width: WIDTH,
    height: HEIGHT,
    layer: [
      { data: { values }, mark: { type: "rule", color: COLORS[0]! }, encoding: { x, y } },
      ...(["left", "right"] as const).map((align) => ({
        data: { values: names.filter((name) => name.align === align) },
        mark: {
          type: "text" as const,
          align,
          dx: align === "left" ? GAP : -GAP,
          dy: -2,
          fontSize: FONT,
        },
        encoding: { x, y, text: { field: "term" as const } },
      })),
    ],
  };
}

type Stick = { column: number; weight: number; term: string };

/** A name beside its stick, and the columns it covers. */
type Name = Stick & { align: "left" | "right"; from: number; to: number };

/** The names of the highest sticks: each to the right, or where no room is to the left. */
function readable(sticks: readonly Stick[], columns: number): Name[] {
  const highest = Math.abs(sticks[0]?.weight ?? 0);
  const names: Name[] = [];
  const fits = (name: Name) =>
    name.from >= 0 && name.to <= columns &&
    !names.some((other) =>
      other.from < name.to && name.from < other.to &&
      Math.abs(other.weight - name.weight) < LINE / HEIGHT * highest
    );
  for (const stick of sticks.slice(0, LABELS)) {
    const { column, term } = stick;
    const room = (GAP + LETTER * term.length) / WIDTH * columns;
    const sides: Name[] = [
      { ...stick, align: "left", from: column, to: column + room },
      { ...stick, align: "right", from: column - room, to: column },
    ];
    const name = sides.find(fits);
    if (name !== undefined) names.push(name);
  }
  return names;
}
