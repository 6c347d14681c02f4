import type { Matrix } from "./matrix.ts";

/** Sizes within this share of the largest are taken for equal to it but for rounding. */
const SAME = 1e-6;

/**
 * Singular vectors come in pairs that may both change sign. To give every run, machine and
 * algorithm the same ones, the entry of a left vector that is largest in size is made
 * positive, as in scikit-learn; of several as large, the first.
 *
 * @param U m × k, changed in place: each column a left singular vector
 * @param Vt k × n, changed in place: each row a right singular vector
 */
export function fixSigns(U: Matrix, Vt: Matrix): void {
  const { rows: m, cols: k, data } = U;
  for (let r = 0; r < k; r++) {
    let largest = 0;
    for (let i = 0; i < m; i++) largest = Math.max(largest, Math.abs(data[i * k + r]!));
    let first = 0;
    while (Math.abs(data[first * k + r]!) < (1 - SAME) * largest) first++;
    if (data[first * k + r]! >= 0) continue;
    for (let i = 0; i < m; i++) data[i * k + r] = 0 - data[i * k + r]!;
    const row = Vt.row(r);
    for (let j = 0; j < row.length; j++) row[j] = 0 - row[j]!;
  }
}
