import { largestDifference, type Matrix, max, SparseMatrix } from "../matrix/mod.ts";

/** The same V three times: dense, sparse, and sparse with every zero stored. */
export function formsOf(V: Matrix): Record<string, Matrix | SparseMatrix> {
  return {
    dense: V,
    sparse: SparseMatrix.fromDense(V),
    "sparse with stored zeros": new SparseMatrix(
      V.rows,
      V.cols,
      Int32Array.from({ length: V.rows + 1 }, (_, i) => i * V.cols),
      Int32Array.from(V.data, (_, p) => p % V.cols),
      V.data.slice(),
    ),
  };
}

/** The largest difference of two matrices, as a share of the largest entry expected. */
export function relativeDifference(actual: Matrix, expected: Matrix): number {
  const difference = largestDifference(actual, expected);
  return difference === 0 ? 0 : difference / max(expected.data.map(Math.abs));
}
