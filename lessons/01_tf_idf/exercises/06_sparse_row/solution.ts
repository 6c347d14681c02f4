import type { SparseMatrix } from "@nmf/lib/matrix";

/** Row i of A times x: a sum over the entries that are kept. */
export function rowTimes(A: SparseMatrix, i: number, x: readonly number[]): number {
  const { indptr, indices, data } = A;
  let sum = 0;
  // BLANK: a loop over the places of row i that adds to sum (about three lines)
  for (let p = indptr[i]; p < indptr[i + 1]; p++) {
    sum += data[p] * x[indices[p]];
  }
  // END BLANK
  return sum;
}
