import type { SparseMatrix } from "../matrix/mod.ts";
import { each, unrolled, WIDEST_UNROLLED } from "../matrix/unroll.ts";

/** A curvature below this is none: a step of 1 divided by it would be no number. */
export const LEAST_CURVATURE = 2 ** -1000;

/**
 * One pass of a solver over all rows of a factor F, where sparse V ≈ F·Otherᵀ: for each
 * row the product V·Other, then the row's update, while both are in registers.
 *
 * `G` is OtherᵀOther with the ℓ2 penalty on its diagonal, `l1` the ℓ1 penalty. It gives
 * the sum of the absolute projected gradients for "cd", and 0 for "mu". The numbers must
 * have been brought near 1 (`scaledPass`): what stands in the sums here is products of three.
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

/**
 * The pass of `coordinateDescent`; its plain form stands there as `updateFactor`.
 *
 * Whether an entry is 0 is as good as random, and a processor that guesses a branch wrong
 * loses more time than the arithmetic takes. So there is no branch: max(y, 0) is
 * (y + |y|)/2, and `positive` is 0 or 1, made of the upper half of the number's bits.
 */
export const coordinateDescentPass = unrolled<FusedPass>(
  PARAMETERS,
  (k) => `
    const bits = new Uint32Array(f.buffer, f.byteOffset, 2 * f.length);
    ${each(k, (t) => `let violation${t} = 0;`)}
    ${
    overRows(k, (t) => `
      const gradient${t} = l1 - p${t} + ${product(k, t)};
      const size${t} = Math.abs(gradient${t});
      const upper${t} = bits[2 * (row + ${t}) + 1];
      const positive${t} = (upper${t} | -upper${t}) >>> 31;
      violation${t} += size${t} - gradient${t} + positive${t} * (size${t} + gradient${t});
      const y${t} = x${t} - gradient${t} * inverse${t};
      x${t} = (y${t} + Math.abs(y${t})) / 2;
      f[row + ${t}] = x${t};`)
  }
    return (${each(k, (t) => `violation${t}`, " + ")}) / 2;`,
);

/** The pass of `multiplicativeUpdate`; its plain form stands there as `updateFactor`. */
export const multiplicativePass = unrolled<FusedPass>(
  PARAMETERS,
  (k) => `
    ${
    overRows(k, (t) => `
      const below${t} = ${product(k, t)} + l1;
      f[row + ${t}] = x${t} * p${t} / (below${t} === 0 ? 1 : below${t});`)
  }
    return 0;`,
);

/** Entry t of (row of F)·G; the entry of the row that was updated last is added last. */
function product(k: number, t: number): string {
  return each(k, (r) => `x${(r + t) % k} * g${(r + t) % k}_${t}`, " + ");
}

function overRows(k: number, update: (t: number) => string): string {
  return `
    ${each(k, (r) => each(k, (t) => `const g${r}_${t} = g[${r * k + t}];`))}
    ${
    each(k, (t) =>
      `const inverse${t} = g${t}_${t} < ${LEAST_CURVATURE} ? 0 : 1 / g${t}_${t};`)
  }
    const rows = indptr.length - 1;
    for (let i = 0; i < rows; i++) {
      ${each(k, (r) => `let p${r} = 0;`)}
      const end = indptr[i + 1];
      for (let p = indptr[i]; p < end; p++) {
        const value = data[p];
        const from = Math.imul(indices[p], ${k});
        ${each(k, (r) => `p${r} += value * other[from + ${r}];`)}
      }
      const row = i * ${k};
      ${each(k, (r) => `let x${r} = f[row + ${r}];`)}
      ${each(k, update)}
    }`;
}
