/**
 * A dense matrix of 64-bit floats, stored row by row.
 *
 * Entry `(i, j)` stands at `data[i * cols + j]`. The operations live beside this
 * class as plain functions, so that a formula reads like one:
 * `H = mul(H, div(transposedMatmul(W, V), matmul(gram(W), H)))`.
 *
 * @example
 * ```ts
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[1, 2, 3], [4, 5, 6]]);
 * assert.equal(A.at(1, 0), 4);
 * assert.deepEqual(A.toArray(), [[1, 2, 3], [4, 5, 6]]);
 * ```
 */
export class Matrix {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** The entries, row by row; length `rows * cols`. */
  readonly data: Float64Array;

  /**
   * A matrix of these entries.
   *
   * @param rows number of rows, a whole number from 0
   * @param cols number of columns, a whole number from 0
   * @param data the entries row by row; zeros when left out. It is kept, not copied.
   * @throws {RangeError} if a size is not a whole number, or `data` has another length
   * @throws {TypeError} if `data` is no Float64Array
   */
  constructor(rows: number, cols: number, data?: Float64Array) {
    requireSize(rows, cols);
    if (data !== undefined && !(data instanceof Float64Array)) {
      throw new TypeError("the entries of a matrix are a Float64Array; see Matrix.from");
    }
    if (data !== undefined && data.length !== rows * cols) {
      throw new RangeError(
        `a ${rows} × ${cols} matrix has ${rows * cols} entries, not ${data.length}`,
      );
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data ?? new Float64Array(rows * cols);
  }

  /**
   * A matrix from an array of rows.
   *
   * @throws {RangeError} if the rows differ in length
   * @throws {TypeError} if an entry is not a number
   */
  static from(rows: readonly ArrayLike<number>[]): Matrix {
    const cols = rows[0]?.length ?? 0;
    const A = new Matrix(rows.length, cols);
    rows.forEach((row, i) => {
      if (row.length !== cols) {
        throw new RangeError(`row ${i} has ${row.length} entries, row 0 has ${cols}`);
      }
      for (let j = 0; j < cols; j++) {
        const value = row[j];
        if (typeof value !== "number") {
          throw new TypeError(`entry (${i}, ${j}) is no number but ${typeof value}`);
        }
        A.data[i * cols + j] = value;
      }
    });
    return A;
  }

  /**
   * Entry in row `i`, column `j`, both counted from 0.
   *
   * @throws {RangeError} if there is no such row or column
   */
  at(i: number, j: number): number {
    const value = this.data[i * this.cols + j];
    // In this form the check costs a quarter of a nanosecond.
    return value !== undefined && j >= 0 && j < this.cols && i === (i | 0)
      ? value
      : this.#outside(i, j);
  }

  #outside(i: number, j: number): never {
    throw new RangeError(
      `a ${this.rows} × ${this.cols} matrix has no entry (${i}, ${j})`,
    );
  }

  /**
   * Row `i` as a view: writing to it writes to the matrix.
   *
   * @throws {RangeError} if there is no such row
   */
  row(i: number): Float64Array {
    requireRow(this, i);
    return this.data.subarray(i * this.cols, (i + 1) * this.cols);
  }

  /** A copy with its own entries. */
  clone(): Matrix {
    return new Matrix(this.rows, this.cols, this.data.slice());
  }

  /** The rows as arrays of plain numbers. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }
}

/** @throws {RangeError} if a matrix cannot have this shape */
export function requireSize(rows: number, cols: number): void {
  for (const size of [rows, cols]) {
    if (!Number.isInteger(size) || size < 0) {
      throw new RangeError(`a matrix cannot be ${rows} × ${cols}`);
    }
  }
}

/** @throws {RangeError} if A has no row i */
export function requireRow(A: { rows: number; cols: number }, i: number): void {
  if (!(i >= 0 && i < A.rows && Number.isInteger(i))) {
    throw new RangeError(`a ${A.rows} × ${A.cols} matrix has no row ${i}`);
  }
}
