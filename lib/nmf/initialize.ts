import {
  map,
  type Matrix,
  normalMatrix,
  Random,
  type SparseMatrix,
  sum,
  transpose,
  truncatedSvd,
} from "../matrix/mod.ts";
import { checkEntries } from "./check_entries.ts";
import type { Init } from "./options.ts";

const INITS = ["random", "nndsvd", "nndsvda", "nndsvdar"];

/**
 * Non-negative W and H to start from.
 *
 * - `"random"`: absolute normal numbers, scaled so that WH has about V's mean.
 * - `"nndsvd"`: from the singular vectors. Each one but the first has entries of both
 *   signs; its positive part or its negative part is kept, whichever is larger. Many
 *   entries are 0, and multiplicative updates can never change a zero.
 * - `"nndsvda"`: the zeros replaced by V's mean. No randomness to speak of, no zeros.
 * - `"nndsvdar"`: the zeros replaced by small random numbers, up to V's mean / 100.
 *
 * Source: Boutsidis and Gallopoulos, "SVD based initialization: A head start for
 * nonnegative matrix factorization", Pattern Recognition 41 (2008),
 * https://doi.org/10.1016/j.patcog.2007.09.010
 *
 * @param V m × n, dense or sparse, entries finite and ≥ 0
 * @param k the rank, a whole number from 1
 * @param init which start
 * @param random seed or source of random numbers; scikit-learn's draws for the same seed
 * @returns W (m × k) and H (k × n)
 * @throws {RangeError} if V has an entry that is negative or not finite, k or the seed is
 * out of range, there is no such start, or one of nndsvd is asked for with k > min(m, n)
 *
 * @example
 * ```ts
 * import { initialize } from "@nmf/lib/nmf";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = Matrix.from([[1, 0, 2], [0, 3, 0]]);
 * const { W, H } = initialize(V, 2, "nndsvda", 1);
 * assert.ok([...W.data, ...H.data].every((value) => value > 0));
 * ```
 */
export function initialize(
  V: Matrix | SparseMatrix,
  k: number,
  init: Exclude<Init, "custom">,
  random: Random | number = 0,
): { W: Matrix; H: Matrix } {
  checkEntries("V", V);
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new RangeError(`the rank is a whole number from 1, not ${k}`);
  }
  if (!INITS.includes(init)) {
    throw new RangeError(`init must be one of ${INITS.join(", ")}, not "${init}"`);
  }
  const source = random instanceof Random ? random : new Random(random);
  const mean = sum(V) / (V.rows * V.cols);
  if (init === "random") {
    const scale = Math.sqrt(mean / k);
    const H = map(normalMatrix(k, V.cols, source, scale), Math.abs);
    const W = map(normalMatrix(V.rows, k, source, scale), Math.abs);
    return { W, H };
  }
  if (k > Math.min(V.rows, V.cols)) {
    throw new RangeError(
      `init "${init}" needs a rank of at most ${Math.min(V.rows, V.cols)} for a ` +
        `${V.rows} × ${V.cols} matrix, not ${k}; lower nComponents or take init "random"`,
    );
  }
  const { W, H } = nonNegativeSvd(V, k, source);
  // In place, W first: the order in which scikit-learn draws for nndsvdar. It begins a seed
  // again for that, after the draws of the SVD; a source goes on.
  const fill = random instanceof Random ? random : new Random(random);
  for (const factor of [W, H]) {
    for (let p = 0; p < factor.data.length; p++) {
      if (factor.data[p] !== 0) continue;
      if (init === "nndsvda") factor.data[p] = mean;
      if (init === "nndsvdar") factor.data[p] = Math.abs(mean * fill.normal() / 100);
    }
  }
  return { W, H };
}

function nonNegativeSvd(
  V: Matrix | SparseMatrix,
  k: number,
  source: Random,
): { W: Matrix; H: Matrix } {
  const { U, s, Vt } = truncatedSvd(V, k, { random: source });
  const Wt = transpose(U);
  const H = Vt;
  for (let r = 0; r < k; r++) {
    const u = Wt.row(r);
    const v = H.row(r);
    const sign = partToKeep(u, v, r);
    const uLength = keepPart(u, sign);
    const vLength = keepPart(v, sign);
    // A part of length 0 only stays for a singular value of 0: nothing to share out.
    const size = Math.sqrt(s[r]! * uLength * vLength);
    scaleRow(u, uLength > 0 ? size / uLength : 0);
    scaleRow(v, vLength > 0 ? size / vLength : 0);
  }
  return { W: transpose(Wt), H };
}

/** +1 or −1: the sign whose entries of u and v together weigh more. */
function partToKeep(u: Float64Array, v: Float64Array, r: number): 1 | -1 {
  // All entries of the first pair have one sign (Perron–Frobenius), up to rounding.
  if (r === 0) return u.reduce((total, value) => total + value, 0) >= 0 ? 1 : -1;
  const weight = (sign: number) => partLength(u, sign) * partLength(v, sign);
  return weight(1) > weight(-1) ? 1 : -1;
}

function partLength(x: Float64Array, sign: number): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) if (x[i]! * sign > 0) total += x[i]! * x[i]!;
  return Math.sqrt(total);
}

/** Sets the entries of the other sign to 0, makes the rest positive, gives the length. */
function keepPart(x: Float64Array, sign: number): number {
  const size = partLength(x, sign);
  for (let i = 0; i < x.length; i++) x[i] = Math.max(x[i]! * sign, 0);
  return size;
}

/** Entries that end below 1e-6 count as zero. */
function scaleRow(x: Float64Array, scale: number): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i]! * scale;
    x[i] = value < 1e-6 ? 0 : value;
  }
}
