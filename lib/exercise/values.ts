import { Matrix } from "../matrix/mod.ts";

/** What an exercise compares and shows: numbers, words, lists of them, matrices. */
export type Value =
  | number
  | string
  | boolean
  | readonly (number | string | boolean)[]
  | Float64Array
  | Float32Array
  | Matrix;

/** Which kind of value something is, or undefined if it is none that an exercise knows. */
export function kindOf(
  value: unknown,
): "matrix" | "list" | "number" | "string" | "boolean" | undefined {
  if (value instanceof Matrix) return "matrix";
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return "list";
  const kind = typeof value;
  return kind === "number" || kind === "string" || kind === "boolean" ? kind : undefined;
}

/** The size of a value, in words. */
export function shapeOf(value: Value): string {
  if (value instanceof Matrix) return `${value.rows} × ${value.cols}`;
  if (kindOf(value) === "list") return `a list of ${(value as unknown[]).length}`;
  return `one ${kindOf(value)}`;
}

/** The numbers in a value, in the order in which they are read. */
export function numbersOf(value: Value): number[] {
  if (value instanceof Matrix) return [...value.data];
  if (typeof value === "number") return [value];
  if (kindOf(value) !== "list") return [];
  return Array.from(value as ArrayLike<unknown>).filter((x) =>
    typeof x === "number"
  ) as number[];
}

/**
 * Whether two values are the same: numbers to within a share of the largest expected one,
 * the rest exactly.
 *
 * @param tolerance the share
 */
export function sameValue(a: Value, b: Value, tolerance: number): boolean {
  if (kindOf(a) !== kindOf(b) || shapeOf(a) !== shapeOf(b)) return false;
  const expected = numbersOf(b);
  const scale = expected.reduce(
    (most, x) => Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most,
    0,
  ) || 1;
  const numbers = numbersOf(a);
  const near = numbers.length === expected.length &&
    numbers.every((x, p) =>
      Object.is(x, expected[p]) || Math.abs(x - expected[p]) <= tolerance * scale
    );
  return near && others(a).every((x, p) => x === others(b)[p]);
}

/** What in a value is no number. */
function others(value: Value): unknown[] {
  if (value instanceof Matrix || typeof value === "number") return [];
  if (kindOf(value) !== "list") return [value];
  return Array.from(value as ArrayLike<unknown>).filter((x) => typeof x !== "number");
}
