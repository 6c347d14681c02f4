import { COLORS } from "./chart.ts";

/** How a line of a chart is drawn. */
export interface LineLook {
  color: string;
  /** Lengths of dashes and gaps in turn. */
  dash: number[];
  /** Pixels. */
  width: number;
}

/** Dashes of the second and of all later lines, so that no two neighbours are alike. */
const DASHES = [[7, 5], [3, 4], [11, 4, 2, 4], [5, 7], [8, 3, 2, 3, 2, 3], [4, 9], [
  2,
  6,
]];
/** Pixels of the first line, which lies below the others, and of the last one. */
const WIDEST = 5;
const NARROWEST = 2;

/**
 * Looks for lines that may lie one upon the other: the first, below all others, is broad
 * and solid, and every later one has gaps, through which those below are seen, and is
 * narrower. No two of them have the same colour and the same dashes.
 *
 * @param count how many lines
 *
 * @example
 * ```ts
 * import { lineLooks } from "./line_looks.ts";
 * import assert from "node:assert/strict";
 *
 * const [below, above] = lineLooks(2);
 * assert.ok(below.width > above.width && above.dash[1] > 0);
 * ```
 */
export function lineLooks(count: number): LineLook[] {
  return Array.from({ length: count }, (_, i) => ({
    color: COLORS[i % COLORS.length],
    dash: i === 0 ? [1, 0] : DASHES[(i - 1) % DASHES.length],
    width: count === 1 ? 2 : WIDEST - (WIDEST - NARROWEST) * i / (count - 1),
  }));
}
