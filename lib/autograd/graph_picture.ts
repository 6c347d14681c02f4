import { type Matrix, norm } from "../matrix/mod.ts";
import type { Tensor } from "./tensor.ts";

const MOST_TENSORS = 60;
const PADDING = 16;
const BETWEEN_COLUMNS = 56;
const BETWEEN_BOXES = 18;
const LINE = 18;
/** Room for a character of 12 pixels; the widest common font, DejaVu Sans, needs 7.7. */
const CHARACTER = 7.7;
const LABEL = 38;

/** A box for a tensor, or a place where an edge passes through a column without one. */
interface Place {
  tensor: Tensor | undefined;
  lines: Line[];
  x: number;
  /** The middle of its height. */
  y: number;
  width: number;
  height: number;
  /** Where its edges go: to a place one column to the right, at this height. */
  to: { place: Place; port: number }[];
}

interface Line {
  label: string;
  text: string;
}

/**
 * Draws how a tensor was computed: a box for each tensor with its value and its
 * gradient, arrows from the inputs to the results. Variables are blue, constants grey
 * with a dashed edge. Call it after `backward`; before, all gradients are 0.
 *
 * Matrices of up to four entries are written out, larger ones by shape and norm. Give
 * tensors a `name` to recognize them. A constant that is no tensor, such as the V of
 * `frobeniusLoss`, is not drawn.
 *
 * Each tensor stands in the column given by its longest way to the result. A column is
 * arranged from the one to its right: every box as near as it can be to the middle of
 * what it leads to. That is the layered drawing of Sugiyama, Tagawa and Toda, "Methods
 * for visual understanding of hierarchical system structures", IEEE Transactions on
 * Systems, Man, and Cybernetics 11 (1981), with a single pass over the columns.
 *
 * @param result the last tensor of the expression
 * @returns the text of an SVG file
 * @throws {RangeError} if the graph has more than 60 tensors
 *
 * @example
 * ```ts
 * import { graphPicture, Tensor } from "@nmf/lib/autograd";
 * import assert from "node:assert/strict";
 *
 * const x = new Tensor(3, { requiresGrad: true, name: "x" });
 * const y = x.mul(x).add(1);
 * y.backward();
 * const svg = graphPicture(y);
 * assert.ok(svg.startsWith("<svg"));
 * ```
 */
export function graphPicture(result: Tensor): string {
  const columns = arrange(result);
  const places = columns.flat();
  const top = Math.min(...places.map(({ y, height }) => y - height / 2));
  const bottom = Math.max(...places.map(({ y, height }) => y + height / 2));
  const [last] = columns[0]!;
  const width = last!.x + last!.width + PADDING;
  const height = bottom - top + 2 * PADDING;
  const box = `0 ${top - PADDING} ${width} ${height}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${width}" ` +
    `height="${height}" font-family="Helvetica, Arial, sans-serif" font-size="12">\n` +
    `<rect y="${top - PADDING}" width="${width}" height="${height}" fill="white"/>\n` +
    places.flatMap(drawEdges).join("") + places.map(drawBox).join("") + "</svg>\n";
}

/** All places with their coordinates, a column an array; the first is the rightmost. */
function arrange(result: Tensor): Place[][] {
  const columns: Place[][] = [];
  const depths = depthsOf(result);
  const boxes = new Map<Tensor, Place>();
  for (const [tensor, depth] of depths) {
    const box = boxOf(tensor);
    boxes.set(tensor, box);
    (columns[depth] ??= []).push(box);
  }
  for (const [tensor, depth] of depths) {
    tensor.inputs.forEach((input, i) => {
      // Operands arrive at different heights, so that x · x has two arrows.
      let place = boxes.get(tensor)!;
      let port = (i - (tensor.inputs.length - 1) / 2) * LINE;
      for (let between = depth + 1; between < depths.get(input)!; between++) {
        const bend = bendTo(place, port);
        columns[between]!.push(bend);
        place = bend;
        port = 0;
      }
      boxes.get(input)!.to.push({ place, port });
    });
  }
  columns.slice(1).forEach(placeInColumn);
  placeColumns(columns);
  return columns;
}

/** For every tensor of the graph, the length of its longest way to the result. */
function depthsOf(result: Tensor): Map<Tensor, number> {
  const found = new Set<Tensor>();
  const inputsFirst: Tensor[] = [];
  const visit = (tensor: Tensor) => {
    if (found.has(tensor)) return;
    found.add(tensor);
    if (found.size > MOST_TENSORS) {
      throw new RangeError(
        `graphPicture: more than ${MOST_TENSORS} tensors; draw a part of the expression`,
      );
    }
    tensor.inputs.forEach(visit);
    inputsFirst.push(tensor);
  };
  visit(result);
  const depths = new Map([[result, 0]]);
  for (const tensor of inputsFirst.reverse()) {
    const depth = depths.get(tensor)! + 1;
    for (const input of tensor.inputs) {
      depths.set(input, Math.max(depth, depths.get(input) ?? 0));
    }
  }
  return depths;
}

function boxOf(tensor: Tensor): Place {
  const lines = [{ label: titleOf(tensor), text: "" }];
  lines.push({ label: "value", text: write(tensor.value) });
  if (tensor.requiresGrad) lines.push({ label: "grad", text: write(tensor.grad) });
  const widths = lines.map(({ label, text }) =>
    text === "" ? label.length * CHARACTER : LABEL + text.length * CHARACTER
  );
  const width = Math.ceil(Math.max(...widths)) + 20;
  const height = Math.max(lines.length, tensor.inputs.length) * LINE + 10;
  return { tensor, lines, x: 0, y: 0, width, height, to: [] };
}

function bendTo(place: Place, port: number): Place {
  return {
    tensor: undefined,
    lines: [],
    x: 0,
    y: 0,
    width: 0,
    height: 0,
    to: [{ place, port }],
  };
}

/** The name and the operation, as far as there are any. */
function titleOf({ name, operation, requiresGrad }: Tensor): string {
  const made = operation.replaceAll("-", "−").replaceAll("Infinity", "∞");
  if (made !== "") return name === "" ? made : `${name} = ${made}`;
  return name !== "" ? name : requiresGrad ? "variable" : "constant";
}

function write(A: Matrix): string {
  if (A.data.length > 4) return `${A.rows} × ${A.cols}, norm ${writeNumber(norm(A))}`;
  const rows = A.toArray().map((row) => row.map(writeNumber).join(" "));
  return A.data.length === 1 ? rows[0]! : `[${rows.join("; ")}]`;
}

function writeNumber(value: number): string {
  return String(Number(value.toPrecision(4))).replaceAll("-", "−");
}

/** Sets the heights: each place where its edges lead to, then apart from one another. */
function placeInColumn(column: Place[]): void {
  const wish = ({ to }: Place) =>
    to.reduce((total, { place, port }) => total + place.y + port, 0) / to.length;
  column.sort((a, b) => wish(a) - wish(b));
  const wishes = column.map(wish);
  let free = -Infinity;
  column.forEach((place, i) => {
    place.y = Math.max(wishes[i]!, free + place.height / 2);
    free = place.y + place.height / 2 + BETWEEN_BOXES;
  });
  // Pushing apart only went down; go back up by what the column went down on average.
  const pushed = column.reduce((total, place, i) => total + place.y - wishes[i]!, 0);
  for (const place of column) place.y = Math.round(place.y - pushed / column.length);
}

/** Sets the columns side by side; all places of a column are as wide as its widest. */
function placeColumns(columns: Place[][]): void {
  let x = PADDING;
  for (const column of columns.toReversed()) {
    const width = Math.max(...column.map((place) => place.width));
    for (const place of column) Object.assign(place, { x, width });
    x += width + BETWEEN_COLUMNS;
  }
}

function drawEdges({ tensor, x, y, width, to }: Place): string[] {
  return to.map(({ place, port }) => {
    // A bend is passed straight through, a box is left on its right side.
    const from = `M ${tensor ? x + width : x} ${y} H ${x + width}`;
    const end = place.x - (place.tensor ? 1 : 0);
    const middle = (x + width + end) / 2;
    const target = place.y + port;
    const curve = `C ${middle} ${y} ${middle} ${target} ${end} ${target}`;
    const head = place.tensor ? `M ${end - 6} ${target - 4} l 6 4 l -6 4` : "";
    return `<path d="${from} ${curve} ${head}" fill="none" stroke="#777"/>\n`;
  });
}

function drawBox({ tensor, lines, x, y, width, height }: Place): string {
  if (tensor === undefined) return "";
  const top = y - height / 2;
  const look = !tensor.requiresGrad
    ? `fill="#f4f4f4" stroke="#999" stroke-dasharray="4 3"`
    : tensor.operation === ""
    ? `fill="#e3f0f8" stroke="#0072B2" stroke-width="1.5"`
    : `fill="white" stroke="#333"`;
  const rows = lines.map(({ label, text }, i) => {
    const at = `y="${top + (i + 1) * LINE}"`;
    if (i === 0) {
      return `<text x="${x + 10}" ${at} font-weight="bold">${escape(label)}</text>`;
    }
    return `<text x="${x + 10}" ${at} fill="#666">${label}</text>` +
      `<text x="${x + 10 + LABEL}" ${at}>${text}</text>`;
  });
  return `<rect x="${x}" y="${top}" width="${width}" height="${height}" rx="5" ${look}/>` +
    `${rows.join("")}\n`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
