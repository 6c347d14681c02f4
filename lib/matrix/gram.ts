import { Matrix } from "./matrix.ts";
import { requireDense } from "./require_dense.ts";
import { each, unrolled, WIDEST_UNROLLED } from "./unroll.ts";

/**
 * The Gram matrix AᵀA: the scalar products of A's columns with one another.
 *
 * For the factors of NMF it is tiny, k × k, and it is what lets the solvers avoid
 * the m × n product WH: for instance WᵀWH is `matmul(gram(W), H)`.
 *
 * @param A m × k
 * @returns k × k, symmetric
 * @throws {TypeError} if A is sparse
 *
 * @example
 * ```ts
 * import { gram, Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const W = Matrix.from([[1, 2], [3, 4], [5, 6]]);
 * assert.deepEqual(gram(W).toArray(), [[35, 44], [44, 56]]);
 * ```
 */
export function gram(A: Matrix): Matrix {
  requireDense("gram", A);
  const k = A.cols;
  const G = new Matrix(k, k);
  const loop = k <= WIDEST_UNROLLED ? unrolledLoop(k) : plainLoop;
  loop(k, A.data, G.data);
  for (let r = 0; r < k; r++) {
    for (let s = r + 1; s < k; s++) G.data[r * k + s] = G.data[s * k + r]!;
  }
  return G;
}

/** Fills the lower triangle. */
type Loop = (k: number, a: Float64Array, g: Float64Array) => void;

const plainLoop: Loop = (k, a, g) => {
  for (let row = 0; row < a.length; row += k) {
    for (let r = 0; r < k; r++) {
      const value = a[row + r]!;
      for (let s = 0; s <= r; s++) g[r * k + s]! += value * a[row + s]!;
    }
  }
};

const unrolledLoop = unrolled<Loop>(["k", "a", "g"], (k) => `
    ${each(k, (r) => each(r + 1, (s) => `let g${r}_${s} = 0;`))}
    for (let row = 0; row < a.length; row += ${k}) {
      ${each(k, (r) => `const a${r} = a[row + ${r}];`)}
      ${each(k, (r) => each(r + 1, (s) => `g${r}_${s} += a${r} * a${s};`))}
    }
    ${each(k, (r) => each(r + 1, (s) => `g[${r * k + s}] = g${r}_${s};`))}`);
