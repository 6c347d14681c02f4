import { Matrix } from "./matrix.ts";
import { requireDense } from "./require_dense.ts";
import { norm } from "./reduce.ts";
import { transpose } from "./transpose.ts";

/** The QR decomposition of an m × n matrix, m ≥ n. */
export interface Qr {
  /** m × n, orthonormal columns. */
  Q: Matrix;
  /** n × n, upper triangular. */
  R: Matrix;
}

/**
 * A = QR: an orthonormal basis Q of A's columns, and their coordinates R in it.
 *
 * By Householder reflections: column r is reflected onto the r-th axis, which sets what
 * stands below the diagonal to zero, and the later columns with it. Q is the reflections
 * applied to the axes in reverse order. As a product of reflections it is orthonormal
 * whatever A is: a column that depends on those before gets a direction of its own, where
 * Gram–Schmidt would leave a column of rounding errors.
 *
 * Source: A. S. Householder, "Unitary triangularization of a nonsymmetric matrix", Journal
 * of the ACM 5 (1958), https://doi.org/10.1145/320941.320947
 *
 * @param A m × n, m ≥ n
 * @returns Q (m × n) and R (n × n)
 * @throws {RangeError} if A has more columns than rows, or its norm is not finite
 * @throws {TypeError} if A is sparse
 *
 * @example
 * ```ts
 * import { gram, matmul, Matrix, qr } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[3, 6], [4, 8]]); // the second column is twice the first
 * const { Q, R } = qr(A);
 * assert.ok(Math.abs(gram(Q).at(0, 1)) < 1e-15 && Math.abs(gram(Q).at(1, 1) - 1) < 1e-15);
 * assert.ok(Math.abs(matmul(Q, R).at(1, 1) - 8) < 1e-14);
 * ```
 */
export function qr(A: Matrix): Qr {
  requireDense("qr", A);
  const { rows: m, cols: n } = A;
  if (m < n) {
    throw new RangeError(
      `qr: a ${m} × ${n} matrix has more columns than rows; take its transpose`,
    );
  }
  if (!Number.isFinite(norm(A))) throw new RangeError("qr: the norm of A is not finite");
  const columns = transpose(A); // row r is column r of A, so that loops run along it
  const factors = new Float64Array(n);
  const R = new Matrix(n, n);
  for (let r = 0; r < n; r++) {
    const column = columns.row(r);
    for (let i = 0; i < r; i++) R.data[i * n + r] = column[i]!;
    const { kept, factor } = toReflection(column.subarray(r));
    R.data[r * n + r] = kept;
    factors[r] = factor;
    for (let q = r + 1; q < n; q++) reflect(columns.row(q), column, factor, r);
  }
  const axes = new Matrix(n, m);
  for (let r = n - 1; r >= 0; r--) {
    axes.data[r * m + r] = 1;
    for (let q = r; q < n; q++) reflect(axes.row(q), columns.row(r), factors[r]!, r);
  }
  return { Q: transpose(axes), R };
}

/** Below this, what is divided or squared may have lost digits. */
const TINY = 2 ** -900;
const LARGE = 2 ** 1000;

/**
 * Makes of x the vector v, with 1 in front, and the factor f of the reflection 1 − f vvᵀ
 * that takes x onto the first axis; f = 0 where x is 0.
 *
 * @returns f, and what is kept of x: its entry on the axis
 */
function toReflection(x: Float64Array): { kept: number; factor: number } {
  const length = norm(x);
  if (length === 0) return { kept: 0, factor: 0 };
  if (length < TINY) {
    // So small a number has few digits left; a power of two brings them back to where
    // all fit, and loses none.
    for (let i = 0; i < x.length; i++) x[i]! *= LARGE;
    const { kept, factor } = toReflection(x);
    return { kept: kept / LARGE, factor };
  }
  const first = x[0]!;
  // Away from the sign that x begins with, so that nothing cancels.
  const kept = first > 0 ? -length : length;
  for (let i = 1; i < x.length; i++) x[i]! /= first - kept;
  x[0] = 1;
  return { kept, factor: 1 - first / kept };
}

/** x − f v (v · x), from entry `from` on. */
function reflect(x: Float64Array, v: Float64Array, factor: number, from: number): void {
  let overlap = 0;
  for (let i = from; i < x.length; i++) overlap += v[i]! * x[i]!;
  overlap *= factor;
  for (let i = from; i < x.length; i++) x[i]! -= overlap * v[i]!;
}
