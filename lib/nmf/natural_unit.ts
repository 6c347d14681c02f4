import { Matrix, max, norm, type SparseMatrix } from "../matrix/mod.ts";

/** Two numbers this close to one another, relatively, differ by rounding. */
const SAME = 1e-9;
/** How large the largest entry must be beside the smallest for V to be told to be counts. */
const COUNTS = 5;

/**
 * What counts as 1 in V.
 *
 * scikit-learn has a few fixed numbers (1e-6, 2⁻²³, and V's mean beside numbers of the size
 * of its root) that are meant for V as texts give it: counts, or TF-IDF rows of length 1.
 * Times this unit, or its root, they are the same numbers for such V, and V·s has a fit
 * like V's. The unit is
 *
 * - the smallest entry, if all are whole multiples of it and one is more than 5 of it: a
 *   single count;
 * - the length of the rows, if they all have the same (empty ones apart) and are more than
 *   one, as TF-IDF rows do;
 * - otherwise the power of ten for which the largest entry is between 0.67 and 6.7 units.
 *
 * The first two grow with V exactly; the third does if V grows by a power of ten.
 *
 * @param V m × n, dense or sparse, entries ≥ 0
 * @returns above 0; 1 if V is 0
 */
export function naturalUnit(V: Matrix | SparseMatrix): number {
  const largest = max(V);
  if (!(largest > 0)) return 1;
  let least = largest;
  for (const value of V.data) if (value > 0 && value < least) least = value;
  const powerOfTen = 10 ** Math.floor(Math.log10(1.5 * largest));
  if (V.data.every((value) => isWhole(value / least))) {
    return largest > COUNTS * least ? least : powerOfTen;
  }
  return commonRowLength(V) ?? powerOfTen;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= SAME * value;
}

function commonRowLength(V: Matrix | SparseMatrix): number | undefined {
  let common: number | undefined;
  let rows = 0;
  for (let i = 0; i < V.rows; i++) {
    const row = V.row(i);
    const values = row instanceof Float64Array ? row : row.data;
    const length = norm(new Matrix(1, values.length, values));
    if (length === 0) continue;
    common ??= length;
    if (Math.abs(length - common) > SAME * common) return undefined;
    rows++;
  }
  return rows > 1 ? common : undefined;
}
