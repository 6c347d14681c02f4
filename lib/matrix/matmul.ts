import { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";
import { sparseTimesDense, transposedSparseTimesDense } from "./sparse_times_dense.ts";
import { transpose } from "./transpose.ts";
import { each, unrolled, WIDEST_UNROLLED } from "./unroll.ts";

/**
 * The matrix product AB.
 *
 * One of the two may be sparse; then only its non-zeros are visited, and the cost is
 * (non-zeros × the other's width) multiplications instead of (rows × cols × width).
 *
 * @param A m × k
 * @param B k × n
 * @returns m × n, dense
 * @throws {RangeError} if A has not as many columns as B has rows
 * @throws {TypeError} if both are sparse
 *
 * @example
 * ```ts
 * import { Matrix, matmul } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[1, 2], [3, 4]]);
 * const B = Matrix.from([[5], [6]]);
 * assert.deepEqual(matmul(A, B).toArray(), [[17], [39]]);
 * ```
 */
export function matmul(A: Matrix | SparseMatrix, B: Matrix | SparseMatrix): Matrix {
  if (A.cols !== B.rows) {
    throw new RangeError(
      `matmul: A is ${A.rows} × ${A.cols} and B is ${B.rows} × ${B.cols}; ` +
        `the columns of A must be as many as the rows of B`,
    );
  }
  if (A instanceof Matrix) {
    if (B instanceof Matrix) return denseTimesDense(A, B);
    // AB = (BᵀAᵀ)ᵀ turns dense × sparse into the fast case.
    return transposedSparseTimesDense(B.transpose(), transpose(A));
  }
  if (B instanceof Matrix) return sparseTimesDense(A, B);
  throw new TypeError("matmul: at most one of the two may be sparse");
}

/** Row by row: row i of AB is a sum of rows of B, weighted by row i of A. */
function denseTimesDense(A: Matrix, B: Matrix): Matrix {
  const C = new Matrix(A.rows, B.cols);
  const loop = A.cols <= WIDEST_UNROLLED ? unrolledDense(A.cols) : plainDense;
  loop(A.rows, A.cols, B.cols, A.data, B.data, C.data);
  return C;
}

type DenseLoop = (
  rows: number,
  inner: number,
  width: number,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
) => void;

const plainDense: DenseLoop = (rows, inner, width, a, b, c) => {
  for (let i = 0; i < rows; i++) {
    const to = i * width;
    for (let r = 0; r < inner; r++) {
      const weight = a[i * inner + r]!;
      const from = r * width;
      for (let j = 0; j < width; j++) c[to + j]! += weight * b[from + j]!;
    }
  }
};

// The sum begins with 0, as in the other loops: a sum of −0 alone would be −0.
const unrolledDense = unrolled<DenseLoop>(
  ["rows", "inner", "width", "a", "b", "c"],
  (k) => `
    for (let i = 0; i < rows; i++) {
      ${each(k, (r) => `const a${r} = a[i * ${k} + ${r}];`)}
      const to = i * width;
      for (let j = 0; j < width; j++) {
        c[to + j] = 0${each(k, (r) => ` + a${r} * b[${r} * width + j]`)};
      }
    }`,
);
