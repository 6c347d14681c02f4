import { Matrix, requireRow, requireSize } from "./matrix.ts";
import { requireDense } from "./require_dense.ts";

/**
 * A sparse matrix in compressed sparse row (CSR) form: only the non-zeros are stored.
 *
 * The non-zeros of row `i` are `data[p]` in columns `indices[p]`, for `p` from
 * `indptr[i]` up to, not including, `indptr[i + 1]`; columns rise within a row.
 * The document-term matrix of 20 Newsgroups has 134 thousand non-zeros among 54
 * million entries: stored like this it takes 1.6 MB instead of 432 MB.
 *
 * Its values may be changed in place, where they stand. `transpose` keeps its result for the
 * next call, and makes it anew where a value has changed.
 *
 * @example
 * ```ts
 * import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = SparseMatrix.fromDense(Matrix.from([[0, 2, 0], [1, 0, 3]]));
 * assert.deepEqual([...V.indptr], [0, 1, 3]);
 * assert.deepEqual([...V.indices], [1, 0, 2]);
 * assert.deepEqual([...V.data], [2, 1, 3]);
 * assert.deepEqual(V.toDense().toArray(), [[0, 2, 0], [1, 0, 3]]);
 * ```
 */
export class SparseMatrix {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** Where each row begins in `indices` and `data`; length `rows + 1`. */
  readonly indptr: Int32Array;
  /** The column of each stored entry. */
  readonly indices: Int32Array;
  /** The value of each stored entry. */
  readonly data: Float64Array;
  #transposed: SparseMatrix | undefined;
  /** The values that `#transposed` was made of. */
  #seen: Float64Array | undefined;

  /**
   * A matrix of these three arrays, which are kept, not copied.
   *
   * @param rows number of rows, a whole number from 0
   * @param cols number of columns, a whole number from 0
   * @param indptr where each row begins; length `rows + 1`, never falling
   * @param indices columns, rising within each row; length `indptr[rows]`
   * @param data values, as many as `indices`
   * @throws {RangeError} if the three arrays do not describe a `rows` × `cols` matrix
   * @throws {TypeError} if they are not an Int32Array, an Int32Array and a Float64Array
   */
  constructor(
    rows: number,
    cols: number,
    indptr: Int32Array,
    indices: Int32Array,
    data: Float64Array,
  ) {
    requireSize(rows, cols);
    if (
      !(indptr instanceof Int32Array && indices instanceof Int32Array &&
        data instanceof Float64Array)
    ) {
      throw new TypeError(
        "a sparse matrix is made of an Int32Array (indptr), an Int32Array (indices) and " +
          "a Float64Array (data)",
      );
    }
    const nonzeros = indices.length;
    if (
      indptr.length !== rows + 1 || indptr[0] !== 0 || indptr[rows] !== nonzeros ||
      data.length !== nonzeros
    ) {
      throw new RangeError(
        `these arrays are no ${rows} × ${cols} CSR matrix: indptr has ${indptr.length} ` +
          `entries and ends at ${
            indptr.at(-1)
          }, indices has ${nonzeros}, data ${data.length}`,
      );
    }
    for (let i = 0; i < rows; i++) {
      if (indptr[i + 1]! < indptr[i]!) {
        throw new RangeError(
          `row ${i} begins at ${indptr[i]} and ends at ${indptr[i + 1]}; ` +
            `indptr must never fall`,
        );
      }
    }
    for (let i = 0; i < rows; i++) {
      let previous = -1;
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        const column = indices[p]!;
        if (column <= previous || column >= cols) {
          throw new RangeError(
            `row ${i}: column ${column} after ${previous}; ` +
              `columns must rise within a row and stay below ${cols}`,
          );
        }
        previous = column;
      }
    }
    this.rows = rows;
    this.cols = cols;
    this.indptr = indptr;
    this.indices = indices;
    this.data = data;
  }

  /** Number of stored entries. */
  get nonzeros(): number {
    return this.data.length;
  }

  /**
   * The sparse form of a dense matrix; zeros are left out.
   *
   * @throws {TypeError} if A is no dense matrix
   */
  static fromDense(A: Matrix): SparseMatrix {
    requireDense("fromDense", A);
    const indptr = new Int32Array(A.rows + 1);
    const indices: number[] = [];
    const data: number[] = [];
    for (let i = 0; i < A.rows; i++) {
      for (let j = 0; j < A.cols; j++) {
        const value = A.data[i * A.cols + j]!;
        if (value !== 0) {
          indices.push(j);
          data.push(value);
        }
      }
      indptr[i + 1] = indices.length;
    }
    return new SparseMatrix(
      A.rows,
      A.cols,
      indptr,
      Int32Array.from(indices),
      Float64Array.from(data),
    );
  }

  /** The same matrix with its zeros written out: `rows * cols * 8` bytes. */
  toDense(): Matrix {
    const A = new Matrix(this.rows, this.cols);
    for (let i = 0; i < this.rows; i++) {
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) {
        A.data[i * this.cols + this.indices[p]!] = this.data[p]!;
      }
    }
    return A;
  }

  /**
   * The non-zeros of row `i`, as columns and values (views, not copies).
   *
   * @throws {RangeError} if there is no such row
   */
  row(i: number): { indices: Int32Array; data: Float64Array } {
    requireRow(this, i);
    const from = this.indptr[i]!;
    const to = this.indptr[i + 1]!;
    return {
      indices: this.indices.subarray(from, to),
      data: this.data.subarray(from, to),
    };
  }

  /**
   * The chosen rows, in the order given; a row may be chosen more than once.
   *
   * @throws {RangeError} if one of them does not exist
   */
  selectRows(rows: ArrayLike<number>): SparseMatrix {
    const indptr = new Int32Array(rows.length + 1);
    for (let r = 0; r < rows.length; r++) {
      const i = rows[r]!;
      requireRow(this, i);
      indptr[r + 1] = indptr[r]! + this.indptr[i + 1]! - this.indptr[i]!;
    }
    const indices = new Int32Array(indptr[rows.length]!);
    const data = new Float64Array(indptr[rows.length]!);
    for (let r = 0; r < rows.length; r++) {
      const row = this.row(rows[r]!);
      indices.set(row.indices, indptr[r]!);
      data.set(row.data, indptr[r]!);
    }
    return new SparseMatrix(rows.length, this.cols, indptr, indices, data);
  }

  /** The same places with other values: `change` is applied to each non-zero. */
  mapNonzeros(change: (value: number) => number): SparseMatrix {
    return new SparseMatrix(
      this.rows,
      this.cols,
      this.indptr,
      this.indices,
      this.data.map(change),
    );
  }

  /**
   * The transpose, again in CSR form. It is kept, because the solvers need it in every
   * iteration, until a value changes.
   */
  transpose(): SparseMatrix {
    if (this.#transposed === undefined || !sameNumbers(this.data, this.#seen!)) {
      const { rows, cols, indptr, indices, data } = this;
      const start = new Int32Array(cols + 1);
      for (let p = 0; p < indices.length; p++) start[indices[p]! + 1]!++;
      for (let j = 0; j < cols; j++) start[j + 1]! += start[j]!;
      const next = start.slice();
      const rowsOf = new Int32Array(indices.length);
      const values = new Float64Array(indices.length);
      for (let i = 0; i < rows; i++) {
        for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
          const place = next[indices[p]!]!++;
          rowsOf[place] = i;
          values[place] = data[p]!;
        }
      }
      this.#transposed = new SparseMatrix(cols, rows, start, rowsOf, values);
      this.#transposed.#transposed = this;
      this.#seen = data.slice();
      this.#transposed.#seen = values.slice();
    }
    return this.#transposed;
  }
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  for (let p = 0; p < a.length; p++) {
    if (a[p] !== b[p] && !Object.is(a[p], b[p])) return false;
  }
  return true;
}
