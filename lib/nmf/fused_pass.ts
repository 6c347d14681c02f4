import type { SparseMatrix } from "../matrix/mod.ts";
import { each, unrolled, WIDEST_UNROLLED } from "../matrix/unroll.ts";
import { EPSILON } from "./beta_divergence.ts";

/**
 * One pass of a solver over all rows of a factor F, where sparse V ≈ F·Otherᵀ: for each
 * row the product V·Other, then the row's update, while both are in registers.
 *
 * `G` is OtherᵀOther with the ℓ2 penalty on its diagonal, `l1` the ℓ1 penalty. It gives
 * the sum of the absolute projected gradients for "cd", and 0 for "mu".
 */
export type FusedPass = (
  indptr: Int32Array,
  indices: Int32Array,
  data: Float64Array,
  other: Float64Array,
  g: Float64Array,
  l1: number,
  f: Float64Array,
) => number;

/** Whether there is a fused pass for this V and this rank. */
export function canFuse(V: object, k: number): V is SparseMatrix {
  return "indptr" in V && k <= WIDEST_UNROLLED;
}

const PARAMETERS = ["indptr", "indices", "data", "other", "g", "l1", "f"];

/** The pass of `coordinateDescent`; its plain form stands there as `updateFactor`. */
export const coordinateDescentPass = unrolled<FusedPass>(
  PARAMETERS,
  (k) =>
    overRows(k, (t) => `
    const gradient${t} = ${product(k, t)} + l1 - p${t};
    if (x${t} !== 0 || gradient${t} < 0) {
      violation += Math.abs(gradient${t});
      if (g${t}_${t} !== 0) {
        x${t} -= gradient${t} * inverse${t};
        if (x${t} < 0) x${t} = 0;
        f[row + ${t}] = x${t};
      }
    }`),
);

/** The pass of `multiplicativeUpdate`; its plain form stands there as `updateFactor`. */
export const multiplicativePass = unrolled<FusedPass>(
  PARAMETERS,
  (k) =>
    overRows(k, (t) => `
    const below${t} = ${product(k, t)} + l1;
    f[row + ${t}] = x${t} * p${t} / (below${t} === 0 ? ${EPSILON} : below${t});`),
);

/** Entry t of (row of F)·G. */
function product(k: number, t: number): string {
  return each(k, (r) => `x${r} * g${r}_${t}`, " + ");
}

function overRows(k: number, update: (t: number) => string): string {
  return `
    ${each(k, (r) => each(k, (t) => `const g${r}_${t} = g[${r * k + t}];`))}
    ${each(k, (t) => `const inverse${t} = 1 / g${t}_${t};`)}
    let violation = 0;
    const rows = indptr.length - 1;
    for (let i = 0; i < rows; i++) {
      ${each(k, (r) => `let p${r} = 0;`)}
      const end = indptr[i + 1];
      for (let p = indptr[i]; p < end; p++) {
        const value = data[p];
        const from = indices[p] * ${k};
        ${each(k, (r) => `p${r} += value * other[from + ${r}];`)}
      }
      const row = i * ${k};
      ${each(k, (r) => `let x${r} = f[row + ${r}];`)}
      ${each(k, update)}
    }
    return violation;`;
}
