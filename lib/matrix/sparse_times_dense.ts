import { Matrix } from "./matrix.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";
import { each, unrolled, WIDEST_UNROLLED } from "./unroll.ts";

/**
 * AB for sparse A and dense B, row by row: row i of AB is a sum of rows of B, of those
 * alone that row i of A has non-zeros for, weighted by them.
 *
 * @param A m × k
 * @param B k × n
 * @returns m × n
 */
export function sparseTimesDense(A: SparseMatrix, B: Matrix): Matrix {
  const C = new Matrix(A.rows, B.cols);
  const loop = B.cols <= WIDEST_UNROLLED ? unrolledLoop(B.cols) : plainLoop;
  loop(A.rows, B.cols, A.indptr, A.indices, A.data, B.data, C.data);
  return C;
}

/**
 * (AB)ᵀ, the same sums written down where they stand in the transpose.
 *
 * @param A m × k
 * @param B k × n
 * @returns n × m
 */
export function transposedSparseTimesDense(A: SparseMatrix, B: Matrix): Matrix {
  const C = new Matrix(B.cols, A.rows);
  const loop = B.cols <= WIDEST_UNROLLED
    ? unrolledTransposedLoop(B.cols)
    : plainTransposedLoop;
  loop(A.rows, B.cols, A.indptr, A.indices, A.data, B.data, C.data);
  return C;
}

type Loop = (
  rows: number,
  width: number,
  indptr: Int32Array,
  indices: Int32Array,
  data: Float64Array,
  b: Float64Array,
  c: Float64Array,
) => void;
const PARAMETERS = ["rows", "width", "indptr", "indices", "data", "b", "c"];

const plainLoop: Loop = (rows, width, indptr, indices, data, b, c) => {
  for (let i = 0; i < rows; i++) {
    const to = i * width;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const weight = data[p]!;
      const from = indices[p]! * width;
      for (let j = 0; j < width; j++) c[to + j]! += weight * b[from + j]!;
    }
  }
};

const plainTransposedLoop: Loop = (rows, width, indptr, indices, data, b, c) => {
  const sums = new Float64Array(width);
  for (let i = 0; i < rows; i++) {
    sums.fill(0);
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const weight = data[p]!;
      const from = indices[p]! * width;
      for (let j = 0; j < width; j++) sums[j]! += weight * b[from + j]!;
    }
    for (let j = 0; j < width; j++) c[j * rows + i] = sums[j]!;
  }
};

/** Both with the sums of a row in registers; they differ in where sum r is written. */
const writtenOut = (place: (r: number, k: number) => string) =>
  unrolled<Loop>(PARAMETERS, (k) => `
    for (let i = 0; i < rows; i++) {
      ${each(k, (r) => `let s${r} = 0;`)}
      const end = indptr[i + 1];
      for (let p = indptr[i]; p < end; p++) {
        const weight = data[p];
        const from = indices[p] * ${k};
        ${each(k, (r) => `s${r} += weight * b[from + ${r}];`)}
      }
      ${each(k, (r) => `c[${place(r, k)}] = s${r};`)}
    }`);
const unrolledLoop = writtenOut((r, k) => `i * ${k} + ${r}`);
const unrolledTransposedLoop = writtenOut((r) => `${r} * rows + i`);
