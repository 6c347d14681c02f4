import {
  map,
  type Matrix,
  normalMatrix,
  Random,
  type SparseMatrix,
  transpose,
  truncatedSvd,
} from "../matrix/mod.ts";
import { checkEntries } from "./check_entries.ts";
import { meanOf } from "./mean_of.ts";
import { naturalUnit } from "./natural_unit.ts";
import type { Init } from "./options.ts";

/** Entries of W and H below this count as zero, for a V of unit 1. */
const LEAST = 1e-6;
const INITS = ["random", "nndsvd", "nndsvda", "nndsvdar"];

/**
 * Non-negative W and H to start from.
 *
 * - `"random"`: absolute normal numbers, scaled so that WH has about V's mean.
 * - `"nndsvd"`: from the singular vectors. Each one but the first has entries of both
 *   signs; its positive part or its negative part is kept, whichever is larger. Many
 *   entries are 0, and multiplicative updates can never change a zero.
 * - `"nndsvda"`: the zeros replaced by V's mean. No randomness to speak of, no zeros.
 * - `"nndsvdar"`: the zeros replaced by small random numbers, about V's mean / 100.
 *
 * The start of V·s is √s times that of V. scikit-learn's nndsvd starts are not so: they
 * compare entries of W and H with 1e-6, and fill in V's mean, though W and H are of the size
 * of V's root. Here they are what scikit-learn makes of V divided by its natural unit, times
 * the root of that unit; counts and TF-IDF have the unit 1, see `naturalUnit`.
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
  const mean = meanOf(V);
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
  const root = Math.sqrt(naturalUnit(V));
  const { W, H } = nonNegativeSvd(V, k, source, LEAST * root);
  // In place, W first: the order in which scikit-learn draws for nndsvdar. It begins a seed
  // again for that, after the draws of the SVD; a source goes on.
  const size = mean / root;
  const fill = random instanceof Random ? random : new Random(random);
  for (const factor of [W, H]) {
    for (let p = 0; p < factor.data.length; p++) {
      if (factor.data[p] !== 0) continue;
      if (init === "nndsvda") factor.data[p] = size;
      if (init === "nndsvdar") factor.data[p] = Math.abs(size * fill.normal() / 100);
    }
  }
  return { W, H };
}

function nonNegativeSvd(
  V: Matrix | SparseMatrix,
  k: number,
  source: Random,
  least: number,
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
    // What is left of u and v gets lengths whose product is s·uLength·vLength, and which
    // are the same. A part of length 0 only stays for a singular value of 0.
    const root = Math.sqrt(s[r]!);
    scaleRow(u, uLength > 0 ? root * Math.sqrt(vLength / uLength) : 0, least);
    scaleRow(v, vLength > 0 ? root * Math.sqrt(uLength / vLength) : 0, least);
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

/** Entries that end below `least` count as zero. */
function scaleRow(x: Float64Array, scale: number, least: number): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i]! * scale;
    x[i] = value < least ? 0 : value;
  }
}
