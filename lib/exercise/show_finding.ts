import { Matrix } from "../matrix/mod.ts";
import type { Finding } from "./finding.ts";
import type { Value } from "./values.ts";

/**
 * A finding as lines of text: a mark, what should hold, and where it does not, what is
 * wrong, the small input, and what was expected beside what came.
 *
 * @param finding what a check found
 * @returns lines of at most about 90 characters
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { showFinding } from "@nmf/lib/exercise";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * const lines = showFinding({
 *   what: "H is right",
 *   ok: false,
 *   says: "The entry in row 0, column 1 is 3, and 2 is expected.",
 *   expected: Matrix.from([[1, 2]]),
 *   came: Matrix.from([[1, 3]]),
 * });
 * assert.deepEqual(lines.slice(-2), ["    expected   came", "      1  2       1  3 ←"]);
 * ```
 */
export function showFinding(finding: Finding): string[] {
  const { what, ok, says, given = {}, expected, came } = finding;
  if (ok) return [`  ✓ ${what}`];
  const lines = [`  ✗ ${what}`];
  if (says !== undefined) lines.push("", ...wrap(says, 86).map((line) => `    ${line}`));
  if (Object.keys(given).length > 0) lines.push("", "    for", ...beside(given));
  const compared = {
    ...(expected !== undefined && { expected }),
    ...(came !== undefined && { came }),
  };
  if (Object.keys(compared).length > 0) lines.push("", ...beside(compared));
  return lines;
}

const SPACE = 3;
const WIDTH = 86;

/** Values side by side, each below its name; where there are two, differing rows are marked. */
function beside(values: Record<string, Value>): string[] {
  const blocks = Object.entries(values).map(([name, value]) => {
    const rows = rowsOf(value);
    const width = Math.max(name.length, ...rows.map((row) => row.length + 2));
    return { name, rows, width };
  });
  const total = blocks.reduce((sum, { width }) => sum + width + SPACE, 0);
  if (total > WIDTH) {
    return blocks.flatMap((
      { name, rows },
    ) => [`    ${name}`, ...rows.map((r) => `      ${r}`)]);
  }
  const height = Math.max(...blocks.map(({ rows }) => rows.length));
  const marked = "expected" in values && "came" in values;
  const line = (cells: string[]) =>
    ("    " + cells.map((cell, b) => cell.padEnd(blocks[b].width + SPACE)).join(""))
      .trimEnd();
  return [
    line(blocks.map(({ name }) => name)),
    ...Array.from({ length: height }, (_, i) => {
      const text = line(
        blocks.map(({ rows }) => rows[i] === undefined ? "" : `  ${rows[i]}`),
      );
      const differs = marked && blocks[0].rows[i] !== blocks[1].rows[i];
      return differs ? `${text} ←` : text;
    }),
  ];
}

/** A value as rows of text; the columns of a matrix stand below one another. */
function rowsOf(value: Value): string[] {
  if (value instanceof Matrix) {
    const rows = value.toArray().map((row) => row.map(short));
    const widths = Array.from(
      { length: value.cols },
      (_, j) => Math.max(...rows.map((row) => row[j].length)),
    );
    return rows.map((row) => row.map((text, j) => text.padStart(widths[j])).join("  "));
  }
  if (typeof value === "number") return [short(value)];
  if (typeof value === "string") return value.split("\n");
  if (typeof value === "boolean") return [`${value}`];
  const entries: unknown[] = Array.from(value as ArrayLike<unknown>);
  return [entries.map((x) => typeof x === "number" ? short(x) : `${x}`).join("  ")];
}

/** A number in at most six digits. */
function short(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return `${value}`;
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) return value.toExponential(3);
  return `${Number(value.toPrecision(5))}`;
}

function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.split(" ")) {
      const last = lines[lines.length - 1];
      if (last !== "" && last.length + word.length + 1 > width) lines.push(word);
      else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    }
    return lines;
  });
}
