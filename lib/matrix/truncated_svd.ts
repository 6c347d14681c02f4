import { loadMathjs } from "../load_mathjs.ts";
import { gramRows } from "./gram_rows.ts";
import { matmul } from "./matmul.ts";
import { Matrix } from "./matrix.ts";
import { normalMatrix, Random } from "./random.ts";
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

/**
 * A ≈ U diag(s) Vᵀ of rank k, by random projection.
 *
 * Multiply A by a few random directions; what comes out leans toward A's strongest
 * singular vectors. Multiply by A and Aᵀ a few times more and it leans further. The
 * large matrix is then small in that basis, and its singular values are those of a
 * (k + oversamples)-sized symmetric matrix, which mathjs diagonalizes.
 *
 * The draws, the side that is projected and the number of power iterations are
 * scikit-learn's, so the same seed gives the same (approximate) vectors.
 *
 * Source: Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM
 * Review 53 (2011), algorithms 4.4 and 5.1, https://doi.org/10.1137/090771806
 *
 * @param A m × n, dense or sparse
 * @param k the rank, from 1 to min(m, n)
 * @returns U (m × k), s (k), Vt (k × n)
 * @throws {RangeError} if k is out of range
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
  const source = random instanceof Random ? random : new Random(random);

  // Work on the tall one of A and Aᵀ, so that the random directions are short.
  const wide = A.rows < A.cols;
  const tall = wide ? transpose(A) : A;
  const flat = wide ? A : transpose(A);

  let Q = normalMatrix(tall.cols, k + oversamples, source);
  for (let i = 0; i < powerIterations; i++) {
    Q = orthonormalColumns(matmul(flat, matmul(tall, Q)));
  }
  Q = orthonormalColumns(matmul(tall, Q));

  // B = QᵀA is small and flat; its singular values come from BBᵀ.
  const B = transpose(matmul(flat, Q));
  const { values, vectors } = symmetricEigen(gramRows(B), k);
  const s = values.map((value) => Math.sqrt(Math.max(value, 0)));
  const left = matmul(Q, vectors);
  const right = matmul(transpose(vectors), B);
  for (let r = 0; r < k; r++) {
    const row = right.row(r);
    if (s[r]! > 0) row.forEach((value, j) => row[j] = value / s[r]!);
  }
  return wide
    ? { U: transpose(right), s, Vt: transpose(left) }
    : { U: left, s, Vt: right };
}

/**
 * An orthonormal basis of the columns of A, by Gram–Schmidt, each column twice:
 * the second pass removes what rounding left of the first. A column that depends on
 * those before it becomes zero.
 */
function orthonormalColumns(A: Matrix): Matrix {
  const columns = transpose(A);
  for (let r = 0; r < columns.rows; r++) {
    const column = columns.row(r);
    const before = length(column);
    for (let pass = 0; pass < 2; pass++) {
      for (let q = 0; q < r; q++) {
        const other = columns.row(q);
        let overlap = 0;
        for (let i = 0; i < column.length; i++) overlap += column[i]! * other[i]!;
        for (let i = 0; i < column.length; i++) column[i]! -= overlap * other[i]!;
      }
    }
    const after = length(column);
    const scale = after > 1e-12 * before ? 1 / after : 0;
    for (let i = 0; i < column.length; i++) column[i]! *= scale;
  }
  return transpose(columns);
}

function length(column: Float64Array): number {
  let total = 0;
  for (let i = 0; i < column.length; i++) total += column[i]! * column[i]!;
  return Math.sqrt(total);
}

/** The k largest eigenvalues of a symmetric matrix, falling, and their vectors as columns. */
function symmetricEigen(
  S: Matrix,
  k: number,
): { values: Float64Array; vectors: Matrix } {
  const largest = Math.max(...S.data.map(Math.abs));
  if (largest === 0) {
    return { values: new Float64Array(k), vectors: new Matrix(S.rows, k) };
  }
  // mathjs stops at an absolute precision, so the matrix is scaled to entries of 1.
  const scaled = S.toArray().map((row) => row.map((value) => value / largest));
  const pairs = loadMathjs().eigs(scaled, 1e-15).eigenvectors
    .map(({ value, vector }) => ({ value: Number(value), vector: vector as number[] }))
    .sort((a, b) => b.value - a.value)
    .slice(0, k);
  return {
    values: Float64Array.from(pairs, ({ value }) => value * largest),
    vectors: transpose(Matrix.from(pairs.map(({ vector }) => vector))),
  };
}
