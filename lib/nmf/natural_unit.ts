import { type Matrix, max, min, norm, type SparseMatrix } from "../matrix/mod.ts";

/** Two numbers this close to one another, relatively, differ by rounding. */
const SAME = 1e-12;
/** How often the least of counts is met, and as which share of them, at the least. */
const OFTEN = 3;
const SHARE = 0.25;
/** No count is larger. */
const LARGEST_COUNT = 1e6;

/**
 * What counts as 1 in V.
 *
 * scikit-learn has a few fixed numbers (1e-6, 2⁻²³, and V's mean beside numbers of the size
 * of its root) that are meant for V as texts give it: counts, or TF-IDF rows of length 1.
 * Times this unit, or its root, they are the same numbers for such V, and V·s has a fit
 * like V's. The unit is
 *
 * - the smallest entry, if all are whole multiples of it and it is itself a quarter of them
 *   (and met three times): a single count;
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
  return singleCount(V, largest) ?? commonRowLength(V) ??
    10 ** Math.floor(Math.log10(1.5 * largest));
}

function singleCount(V: Matrix | SparseMatrix, largest: number): number | undefined {
  const values = V.data.filter((value) => value > 0);
  const least = min(values);
  let met = 0;
  for (const value of values) {
    const count = value / least;
    const whole = Math.round(count);
    if (Math.abs(count - whole) > SAME * count) return undefined;
    if (whole === 1) met++;
  }
  const common = met >= OFTEN && met >= SHARE * values.length;
  return common && largest <= LARGEST_COUNT * least ? least : undefined;
}

function commonRowLength(V: Matrix | SparseMatrix): number | undefined {
  let common: number | undefined;
  let rows = 0;
  for (let i = 0; i < V.rows; i++) {
    const row = V.row(i);
    const values = row instanceof Float64Array ? row : row.data;
    const length = norm(values);
    if (length === 0) continue;
    common ??= length;
    if (Math.abs(length - common) > SAME * common) return undefined;
    rows++;
  }
  return rows > 1 ? common : undefined;
}
