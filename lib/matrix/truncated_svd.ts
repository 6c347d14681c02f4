import { div } from "./elementwise.ts";
import { jacobiSvd } from "./jacobi_svd.ts";
import { luBasis } from "./lu_basis.ts";
import { matmul } from "./matmul.ts";
import { Matrix } from "./matrix.ts";
import { powerOfTwo } from "./power_of_two.ts";
import { qr } from "./qr.ts";
import { normalMatrix, Random } from "./random.ts";
import { max } from "./reduce.ts";
import { fixSigns } from "./singular_signs.ts";
import type { SparseMatrix } from "./sparse_matrix.ts";
import { transpose } from "./transpose.ts";

/** The first k singular triplets of an m × n matrix. */
export interface TruncatedSvd {
  /** Left singular vectors, m × k, orthonormal columns. */
  U: Matrix;
  /** Singular values, k of them, falling. */
  s: Float64Array;
  /** Right singular vectors, k × n, orthonormal rows. */
  Vt: Matrix;
}

/** What `truncatedSvd` may be told. */
export interface TruncatedSvdOptions {
  /** Seed or source of the random directions; 0 when left out. */
  random?: Random | number;
  /** Directions beyond k that are carried along; 10 when left out. */
  oversamples?: number;
  /** Power iterations; when left out 7 if k is below a tenth of the smaller side, else 4. */
  powerIterations?: number;
}

/** Entries beyond this, or below one by this, are scaled: their products are no numbers. */
const HUGE = 1e100;
/** If no pivot is below this share of the largest, two products leave ten good digits. */
const EVEN = 1e-3;

/**
 * A ≈ U diag(s) Vᵀ of rank k, by random projection.
 *
 * Multiply A by a few random directions; what comes out leans toward A's strongest
 * singular vectors. Multiply by Aᵀ and A a few times more and it leans further. In an
 * orthonormal basis Q of what comes out, A is small: QᵀA, of k + oversamples rows. A QR
 * decomposition of its transpose leaves a square of that size, which `jacobiSvd` takes
 * apart. No step squares A, so singular values of 1e-10 of the first are still right.
 *
 * The draws, the side that is projected and the number of power iterations are
 * scikit-learn's, so the same seed gives the same (approximate) vectors, with the same
 * signs: in each column of U the entry largest in size is positive. If as many directions
 * are drawn as A has rows or columns, nothing is projected, and the result is exact.
 *
 * U and V have orthonormal columns for any A. Where a singular value is 0, theirs are any
 * directions at right angles to the others.
 *
 * Source: Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM
 * Review 53 (2011), algorithms 4.4 and 5.1, https://doi.org/10.1137/090771806
 *
 * @param A m × n, dense or sparse
 * @param k the rank, from 1 to min(m, n)
 * @param options seed, directions beyond k, power iterations
 * @returns U (m × k), s (k), Vt (k × n)
 * @throws {RangeError} if k is out of range, `oversamples` or `powerIterations` is not a
 * whole number from 0, or an entry of A is not finite
 *
 * @example
 * ```ts
 * import { Matrix, truncatedSvd } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const { s } = truncatedSvd(Matrix.from([[3, 0], [0, 4]]), 2);
 * assert.ok(Math.abs(s[0]! - 4) < 1e-12 && Math.abs(s[1]! - 3) < 1e-12);
 * ```
 */
export function truncatedSvd(
  A: Matrix | SparseMatrix,
  k: number,
  options: TruncatedSvdOptions = {},
): TruncatedSvd {
  const smaller = Math.min(A.rows, A.cols);
  if (!Number.isInteger(k) || k < 1 || k > smaller) {
    throw new RangeError(
      `truncatedSvd: the rank of a ${A.rows} × ${A.cols} matrix is a whole number ` +
        `from 1 to ${smaller}, not ${k}`,
    );
  }
  const { random = 0, oversamples = 10 } = options;
  const powerIterations = options.powerIterations ?? (k < 0.1 * smaller ? 7 : 4);
  for (const [name, value] of Object.entries({ oversamples, powerIterations })) {
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(
        `truncatedSvd: ${name} is a whole number from 0, not ${value}`,
      );
    }
  }
  const source = random instanceof Random ? random : new Random(random);
  const scale = scaleOf(A);
  const scaled = scale === 1 ? A : dividedBy(A, scale);

  // Work on the tall one of A and Aᵀ, so that the random directions are short.
  const wide = A.rows < A.cols;
  const tall = wide ? transpose(scaled) : scaled;
  const flat = wide ? scaled : transpose(scaled);
  const directions = normalMatrix(tall.cols, k + oversamples, source);
  const { Q } = qr(
    k + oversamples < tall.cols
      ? leaned(tall, flat, directions, powerIterations)
      : tall instanceof Matrix
      ? tall
      : tall.toDense(),
  );

  // QᵀA = RᵀPᵀ, and Rᵀ = X diag(s) Yᵀ, so A ≈ (QX) diag(s) (PY)ᵀ.
  const { Q: P, R } = qr(matmul(flat, Q));
  const small = jacobiSvd(transpose(R));
  const s = small.s.slice(0, k).map((value) => value * scale);
  const left = matmul(Q, firstColumns(small.U, k));
  const right = matmul(P, firstColumns(transpose(small.Vt), k));
  const [U, Vt] = wide ? [right, transpose(left)] : [left, transpose(right)];
  fixSigns(U, Vt);
  return { U, s, Vt };
}

/**
 * What the directions become when they are multiplied by A, and by AᵀA before.
 *
 * A product with A shortens those along small singular values; what is below 1e-16 of the
 * longest is rounded off. A new basis between two products makes all of them as long as
 * one another again. Where pivots show that A shortens none of them much, the one product
 * of the two whose basis is the taller, and costs more, is spared it.
 */
function leaned(
  A: Matrix | SparseMatrix,
  At: Matrix | SparseMatrix,
  directions: Matrix,
  powerIterations: number,
): Matrix {
  let Q = directions;
  let even = false;
  for (let i = 0; i < powerIterations; i++) {
    const AQ = matmul(A, Q);
    const { L, pivots } = luBasis(matmul(At, even ? AQ : luBasis(AQ).L));
    Q = L;
    even ||= pivots > EVEN;
  }
  return matmul(A, Q);
}

/** 1, or where the entries are too large or too small to be multiplied, their size. */
function scaleOf(A: Matrix | SparseMatrix): number {
  const largest = max(A.data.map(Math.abs));
  if (largest === Infinity || Number.isNaN(largest)) {
    throw new RangeError("truncatedSvd: an entry of A is not finite");
  }
  return largest > HUGE || largest < 1 / HUGE ? powerOfTwo(Math.max(largest, 0)) : 1;
}

function dividedBy(A: Matrix | SparseMatrix, scale: number): Matrix | SparseMatrix {
  return A instanceof Matrix ? div(A, scale) : A.mapNonzeros((value) => value / scale);
}

function firstColumns(A: Matrix, k: number): Matrix {
  return Matrix.from(Array.from({ length: A.rows }, (_, i) => A.row(i).subarray(0, k)));
}
