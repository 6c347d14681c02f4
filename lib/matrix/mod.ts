/**
 * Dense and sparse matrices, and the operations the lessons read like formulas.
 *
 * @module
 */
export { argsort } from "./argsort.ts";
export { add, clampMin, div, map, mul, sub } from "./elementwise.ts";
export type { Factors } from "./factors.ts";
export { frobeniusError } from "./frobenius_error.ts";
export { gram } from "./gram.ts";
export { gramRows } from "./gram_rows.ts";
export { jacobiSvd, type Svd } from "./jacobi_svd.ts";
export { largestDifference } from "./largest_difference.ts";
export { matmul } from "./matmul.ts";
export { Matrix } from "./matrix.ts";
export { median } from "./median.ts";
export { type Qr, qr } from "./qr.ts";
export { normalMatrix, Random, uniformMatrix } from "./random.ts";
export { columnSums, countNegatives, dot, max, min, norm, sum } from "./reduce.ts";
export { SparseMatrix } from "./sparse_matrix.ts";
export { svdFloor } from "./svd_floor.ts";
export { transpose } from "./transpose.ts";
export { transposedMatmul } from "./transposed_matmul.ts";
export {
  type TruncatedSvd,
  truncatedSvd,
  type TruncatedSvdOptions,
} from "./truncated_svd.ts";
