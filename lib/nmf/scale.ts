import { div, gram, Matrix, max, type SparseMatrix } from "../matrix/mod.ts";
import { powerOfTwo } from "../matrix/power_of_two.ts";

// Products of V, W and H overflow or vanish long before the numbers do: 1e160 · 1e160 is no
// number, nor is 1e-160 · 1e-160 all there. So where a factor is that large or small, the
// solvers work on one divided by a power of two, which rounds nothing, and multiply the
// result by it. For ordinary numbers that power is 1 and nothing is copied.

/** Numbers between one by this and this can be multiplied a few times as they are. */
const ORDINARY = 2 ** 30;
/** Larger penalties make everything 0 all the same. */
export const LARGEST_PENALTY = 2 ** 900;
/** How far apart the sizes of V and of the start's WH may be, as a power of two. */
const FARTHEST = 800;

/** What to divide numbers by of which this is the largest; 1 if they are ordinary. */
export function scaleOf(largest: number): number {
  return largest > ORDINARY || largest < 1 / ORDINARY ? powerOfTwo(largest) : 1;
}

/** A divided by a number above 0, most often a power of two; A itself for 1. */
export function dividedBy<M extends Matrix | SparseMatrix>(A: M, scale: number): M {
  if (scale === 1) return A;
  return (A instanceof Matrix ? div(A, scale) : A.mapNonzeros((a) => a / scale)) as M;
}

/** An update of F, where V ≈ F·Otherᵀ, with G = OtherᵀOther + l2·I; changes F in place. */
export type Pass = (
  V: Matrix | SparseMatrix,
  F: Matrix,
  Other: Matrix,
  G: Matrix,
  l1: number,
) => number;

/**
 * Runs a pass of a solver for the Frobenius loss on numbers near 1: V comes divided by
 * `unit`, Other is divided by its own scale s, and F, to match, is multiplied by s / unit.
 * In these numbers the penalties are l1 / (s·unit) and l2 / s².
 *
 * @returns what the pass returns, times s
 */
export function scaledPass(
  pass: Pass,
  V: Matrix | SparseMatrix,
  unit: number,
  F: Matrix,
  Other: Matrix,
  l1: number,
  l2: number,
): number {
  let scale = 1;
  let G = gram(Other);
  // The diagonal holds the squared lengths of the topics, so it tells the scale.
  const squared = trace(G);
  if (!(squared > 0 && scaleOf(Math.sqrt(squared)) === 1)) {
    scale = scaleOf(max(Other));
    Other = dividedBy(Other, scale);
    G = gram(Other);
  }
  const penalty = Math.min(l2 / scale / scale, LARGEST_PENALTY);
  for (let t = 0; t < G.rows; t++) G.data[t * G.rows + t]! += penalty;
  const exponent = Math.log2(scale) - Math.log2(unit);
  multiply(F, exponent);
  const result = pass(V, F, Other, G, Math.min(l1 / scale / unit, LARGEST_PENALTY));
  multiply(F, -exponent);
  return result * scale;
}

/**
 * Multiplies a start's W by a power of two if WH and V are so far apart in size that their
 * ratio is no number. Multiplicative updates make the same of any multiple of a W, and
 * beside V such a W is as good as 0, or as infinity.
 *
 * @param unit what V is divided by
 */
export function bringNear(W: Matrix, Ht: Matrix, unit: number): void {
  const size = (A: Matrix) => Math.log2(powerOfTwo(max(A)));
  const distance = size(W) + size(Ht) - Math.log2(unit);
  const excess = Math.max(Math.abs(distance) - FARTHEST, 0);
  multiply(W, -Math.sign(distance) * excess);
}

function trace(G: Matrix): number {
  let total = 0;
  for (let t = 0; t < G.rows; t++) total += G.data[t * G.rows + t]!;
  return total;
}

/**
 * F times 2 to that exponent, in two halves: 2^1600 is no number, though F times it may be.
 * What is too large for a number becomes the largest there is.
 */
function multiply(F: Matrix, exponent: number): void {
  if (exponent === 0) return;
  const half = 2 ** Math.floor(exponent / 2);
  const otherHalf = 2 ** Math.ceil(exponent / 2);
  for (let p = 0; p < F.data.length; p++) {
    F.data[p] = Math.min(F.data[p]! * half * otherHalf, Number.MAX_VALUE);
  }
}
