import { Matrix } from "./matrix.ts";
import { requireDense } from "./require_dense.ts";

/**
 * The Gram matrix of the rows, AAᵀ: the scalar products of A's rows with one another.
 *
 * @param A k × n
 * @returns k × k, symmetric
 * @throws {TypeError} if A is sparse
 *
 * @example
 * ```ts
 * import { gramRows, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const H = Matrix.from([[1, 2, 3], [4, 5, 6]]);
 * assert.deepEqual(gramRows(H).toArray(), [[14, 32], [32, 77]]);
 * ```
 */
export function gramRows(A: Matrix): Matrix {
  requireDense("gramRows", A);
  const k = A.rows;
  const G = new Matrix(k, k);
  for (let r = 0; r < k; r++) {
    const a = A.row(r);
    for (let s = 0; s <= r; s++) {
      const b = A.row(s);
      let total = 0;
      for (let j = 0; j < a.length; j++) total += a[j]! * b[j]!;
      G.data[r * k + s] = total;
      G.data[s * k + r] = total;
    }
  }
  return G;
}
