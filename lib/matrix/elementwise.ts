import { Matrix } from "./matrix.ts";
import { requireDense } from "./require_dense.ts";

// The four operations repeat one loop instead of sharing it with the operation as a
// parameter: the engine cannot inline a parameter, and the loop would be five times slower.

/**
 * A + B, entry by entry.
 *
 * @param A m × n
 * @param B m × n, or a number that is added to every entry
 * @returns m × n, new
 * @throws {RangeError} if the shapes differ
 * @throws {TypeError} if one is sparse
 *
 * @example
 * ```ts
 * import { add, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[1, 2], [3, 4]]);
 * assert.deepEqual(add(A, A).toArray(), [[2, 4], [6, 8]]);
 * assert.deepEqual(add(A, 10).toArray(), [[11, 12], [13, 14]]);
 * ```
 */
export function add(A: Matrix, B: Matrix | number): Matrix {
  requireDense("add", A);
  const a = A.data;
  const result = new Float64Array(a.length);
  if (typeof B === "number") {
    for (let p = 0; p < result.length; p++) result[p] = a[p]! + B;
  } else {
    const b = sameShape("add", A, B).data;
    for (let p = 0; p < result.length; p++) result[p] = a[p]! + b[p]!;
  }
  return new Matrix(A.rows, A.cols, result);
}

/**
 * A − B, entry by entry.
 *
 * @param A m × n
 * @param B m × n, or a number that is taken from every entry
 * @returns m × n, new
 * @throws {RangeError} if the shapes differ
 * @throws {TypeError} if one is sparse
 *
 * @example
 * ```ts
 * import { Matrix, sub } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[5, 6]]);
 * assert.deepEqual(sub(A, Matrix.from([[1, 4]])).toArray(), [[4, 2]]);
 * ```
 */
export function sub(A: Matrix, B: Matrix | number): Matrix {
  requireDense("sub", A);
  const a = A.data;
  const result = new Float64Array(a.length);
  if (typeof B === "number") {
    for (let p = 0; p < result.length; p++) result[p] = a[p]! - B;
  } else {
    const b = sameShape("sub", A, B).data;
    for (let p = 0; p < result.length; p++) result[p] = a[p]! - b[p]!;
  }
  return new Matrix(A.rows, A.cols, result);
}

/**
 * A ∘ B: the entries multiplied one by one (the Hadamard product). For the matrix
 * product see `matmul`.
 *
 * @param A m × n
 * @param B m × n, or a number that multiplies every entry
 * @returns m × n, new
 * @throws {RangeError} if the shapes differ
 * @throws {TypeError} if one is sparse
 *
 * @example
 * ```ts
 * import { Matrix, mul } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[1, 2], [3, 4]]);
 * assert.deepEqual(mul(A, A).toArray(), [[1, 4], [9, 16]]);
 * assert.deepEqual(mul(A, 2).toArray(), [[2, 4], [6, 8]]);
 * ```
 */
export function mul(A: Matrix, B: Matrix | number): Matrix {
  requireDense("mul", A);
  const a = A.data;
  const result = new Float64Array(a.length);
  if (typeof B === "number") {
    for (let p = 0; p < result.length; p++) result[p] = a[p]! * B;
  } else {
    const b = sameShape("mul", A, B).data;
    for (let p = 0; p < result.length; p++) result[p] = a[p]! * b[p]!;
  }
  return new Matrix(A.rows, A.cols, result);
}

/**
 * A ⊘ B: the entries divided one by one. Division by zero gives ±Infinity or NaN, as
 * everywhere in floating point.
 *
 * @param A m × n
 * @param B m × n, or a number that divides every entry
 * @returns m × n, new
 * @throws {RangeError} if the shapes differ
 * @throws {TypeError} if one is sparse
 *
 * @example
 * ```ts
 * import { div, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = Matrix.from([[1, 9]]);
 * assert.deepEqual(div(A, Matrix.from([[2, 3]])).toArray(), [[0.5, 3]]);
 * ```
 */
export function div(A: Matrix, B: Matrix | number): Matrix {
  requireDense("div", A);
  const a = A.data;
  const result = new Float64Array(a.length);
  if (typeof B === "number") {
    for (let p = 0; p < result.length; p++) result[p] = a[p]! / B;
  } else {
    const b = sameShape("div", A, B).data;
    for (let p = 0; p < result.length; p++) result[p] = a[p]! / b[p]!;
  }
  return new Matrix(A.rows, A.cols, result);
}

/**
 * f applied to every entry.
 *
 * @param A m × n
 * @param f the function of one entry
 * @returns m × n, new
 * @throws {TypeError} if A is sparse; see its `mapNonzeros`
 *
 * @example
 * ```ts
 * import { map, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(map(Matrix.from([[-1, 4]]), Math.abs).toArray(), [[1, 4]]);
 * ```
 */
export function map(A: Matrix, f: (value: number) => number): Matrix {
  requireDense("map", A);
  const result = new Float64Array(A.data.length);
  for (let p = 0; p < result.length; p++) result[p] = f(A.data[p]!);
  return new Matrix(A.rows, A.cols, result);
}

/**
 * Every entry below `least` is raised to `least`: `clampMin(W, 0)` sets the negative
 * entries of W to zero. NaN stays NaN.
 *
 * @param A m × n
 * @param least the smallest value allowed
 * @returns m × n, new
 * @throws {RangeError} if `least` is NaN
 * @throws {TypeError} if A is sparse
 *
 * @example
 * ```ts
 * import { clampMin, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(clampMin(Matrix.from([[-1, 4]]), 0).toArray(), [[0, 4]]);
 * ```
 */
export function clampMin(A: Matrix, least: number): Matrix {
  requireDense("clampMin", A);
  if (Number.isNaN(least)) throw new RangeError("clampMin: the smallest value is NaN");
  const a = A.data;
  const result = new Float64Array(a.length);
  for (let p = 0; p < result.length; p++) result[p] = a[p]! < least ? least : a[p]!;
  return new Matrix(A.rows, A.cols, result);
}

function sameShape(name: string, A: Matrix, B: Matrix): Matrix {
  requireDense(name, B);
  if (A.rows !== B.rows || A.cols !== B.cols) {
    throw new RangeError(
      `${name}: A is ${A.rows} × ${A.cols} and B is ${B.rows} × ${B.cols}; ` +
        `the shapes must be the same`,
    );
  }
  return B;
}
