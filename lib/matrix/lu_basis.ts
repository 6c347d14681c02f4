import type { Matrix } from "./matrix.ts";

/**
 * A basis of A's columns that is not orthonormal, but well enough conditioned to go on
 * multiplying with, at a quarter of the cost: the factor L of Gaussian elimination with
 * row pivoting, A = LU, its rows in A's order. Its entries are at most 1 in size.
 *
 * Source: H. Li et al., "Algorithm 971: an implementation of a randomized algorithm for
 * principal component analysis", ACM Transactions on Mathematical Software 43 (2017),
 * https://doi.org/10.1145/3004053
 *
 * @param A m × n, m ≥ n
 * @returns L, m × n, of rank n whatever A's rank is; and the smallest pivot as a share of
 * the largest, from 0 to 1: near 0 if A's columns nearly depend on one another
 */
export function luBasis(A: Matrix): { L: Matrix; pivots: number } {
  const { rows: m, cols: n } = A;
  const L = A.clone();
  const l = L.data;
  const open = new Uint8Array(m).fill(1); // the rows that were no pivot yet
  const pivotRow = new Float64Array(n);
  let [smallest, largest] = [Infinity, 0];
  for (let r = 0; r < n; r++) {
    let pivot = -1;
    let most = -1;
    for (let i = 0; i < m; i++) {
      const size = Math.abs(l[i * n + r]!);
      if (open[i] === 1 && size > most) {
        most = size;
        pivot = i;
      }
    }
    smallest = Math.min(smallest, most);
    largest = Math.max(largest, most);
    open[pivot] = 0;
    const from = pivot * n;
    for (let c = r; c < n; c++) {
      pivotRow[c] = l[from + c]!;
      l[from + c] = c === r ? 1 : 0;
    }
    if (most === 0) continue;
    for (let i = 0; i < m; i++) {
      if (open[i] === 0) continue;
      const factor = l[i * n + r]! / pivotRow[r]!;
      l[i * n + r] = factor;
      for (let c = r + 1; c < n; c++) l[i * n + c]! -= factor * pivotRow[c]!;
    }
  }
  return { L, pivots: largest === 0 ? 0 : smallest / largest };
}
