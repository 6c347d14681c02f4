import { type Matrix, max } from "../matrix/mod.ts";
import { type Chart, COLORS, LOOK } from "./chart.ts";

/** More documents than this are drawn as means of several. */
const MOST_ROWS = 400;
/** The height that the rows share, as far as whole pixels allow. */
const HEIGHT = 600;

/**
 * Documents × topics as a heat map: the rows of W, each divided by its sum, so that a cell
 * is the share of a topic in a document. Documents stand in order of their category, in a
 * category by their strongest topic. Where topics are categories, each category has one dark block.
 *
 * Entries below 0 and those that are not finite count as 0. A document without topics is an empty row, the last of its
 * category. Of more than 400 documents, neighbours of one category are drawn as their mean.
 *
 * @param W documents × topics
 * @param categories the category of each document; they are drawn in alphabetical order
 * @param title the line above the chart
 * @param names the topics' names; 1, 2 … when left out
 * @returns a Vega-Lite specification
 * @throws {RangeError} if there is not one category for every document, or not one name
 * for every topic
 *
 * @example
 * ```ts
 * import { documentTopics } from "@nmf/lib/plot";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const W = Matrix.from([[3, 1], [0, 2]]);
 * const chart = documentTopics(W, ["space", "cooking"], "Documents and topics");
 * assert.ok(JSON.stringify(chart).includes('"share":0.75'));
 * ```
 */
export function documentTopics(
  W: Matrix,
  categories: readonly string[],
  title: string,
  names?: readonly string[],
): Chart {
  if (categories.length !== W.rows) {
    throw new RangeError(`${W.rows} documents, but ${categories.length} categories`);
  }
  if (names !== undefined && names.length !== W.cols) {
    throw new RangeError(`${W.cols} topics, but ${names.length} names`);
  }
  const shares = W.toArray().map(sharesOf);
  const size = Math.max(1, Math.ceil(W.rows / MOST_ROWS));
  const rows: number[][] = [];
  const bands: { from: number; middle: number; label: string }[] = [];
  for (const category of [...new Set(categories)].sort()) {
    const members = shares.filter((_, i) => categories[i] === category).sort(byStrongest);
    const from = rows.length;
    for (let i = 0; i < members.length; i += size) {
      rows.push(mean(members.slice(i, i + size)));
    }
    bands.push({
      from,
      middle: (from + rows.length) / 2,
      label: `${category} (${members.length})`,
    });
  }
  const values = rows.flatMap((row, y) =>
    row.map((share, topic) => ({
      y,
      below: y + 1,
      topic: topic + 1,
      share: Number(share.toFixed(3)),
    })).filter(({ share }) => share > 0)
  );
  const labels = Object.fromEntries(bands.map(({ middle, label }) => [middle, label]));
  const y = {
    type: "quantitative",
    title: null,
    scale: {
      domainMin: 0,
      domainMax: Math.max(1, rows.length),
      nice: false,
      reverse: true,
    },
    axis: {
      values: bands.map(({ middle }) => middle),
      labelExpr: `${JSON.stringify(labels)}[datum.value]`,
      labelLimit: 400,
      labelOverlap: true,
      grid: false,
      ticks: false,
      domain: false,
    },
  } as const;
  return {
    ...LOOK,
    title: size === 1 ? title : {
      text: title,
      subtitle: `a line is the mean of up to ${size} documents`,
    },
    width: { step: 44 },
    height: rows.length * Math.max(1, Math.round(HEIGHT / Math.max(1, rows.length))),
    layer: [
      {
        data: { values },
        // Without the texts for screen readers, of each cell, the picture is half as large.
        mark: { type: "rect", aria: false },
        encoding: {
          x: {
            field: "topic",
            type: "ordinal",
            title: names === undefined ? "topic" : null,
            scale: {
              domain: Array.from({ length: W.cols }, (_, j) => j + 1),
              paddingInner: 0.06,
            },
            axis: {
              orient: "top",
              labelAngle: 0,
              ticks: false,
              domain: false,
              ...(names !== undefined && {
                labelAngle: -35,
                labelAlign: "left" as const,
                labelExpr: `${JSON.stringify(names)}[datum.value - 1]`,
                labelLimit: 400,
              }),
            },
          },
          y: { field: "y", ...y },
          y2: { field: "below" },
          color: {
            field: "share",
            type: "quantitative",
            title: "share",
            scale: { domain: [0, 1], range: ["white", COLORS[0]!], interpolate: "rgb" },
          },
        },
      },
      {
        data: { values: bands.slice(1).map(({ from }) => ({ from })) },
        mark: { type: "rule", color: "#777777", strokeWidth: 1 },
        encoding: { y: { field: "from", ...y } },
      },
    ],
  };
}

/** A row of W divided by its sum, negatives and what is not finite left out. */
function sharesOf(row: readonly number[]): number[] {
  const positive = row.map((weight) => Number.isFinite(weight) ? Math.max(0, weight) : 0);
  const total = positive.reduce((sum, weight) => sum + weight, 0);
  return positive.map((weight) => total === 0 ? 0 : weight / total);
}

/** By the place of the largest share, then the larger share first; empty rows last. */
function byStrongest(a: readonly number[], b: readonly number[]): number {
  const [most, other] = [max(a), max(b)];
  const place = (row: readonly number[], share: number) =>
    share === 0 ? row.length : row.indexOf(share);
  return place(a, most) - place(b, other) || other - most;
}

function mean(rows: readonly number[][]): number[] {
  return rows[0]!.map((_, j) =>
    rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length
  );
}
