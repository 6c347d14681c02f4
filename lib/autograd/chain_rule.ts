import { matmul, Matrix, SparseMatrix, sum, transpose } from "../matrix/mod.ts";

// The chain rule multiplies the gradient that flows in by the derivative of one operation.
// If either is 0, the loss does not change with the entry by this way, and what flows on is
// 0, even if the other is infinite or not a number. In floating point 0 · ∞ is NaN, and a
// few operations later NaN is everywhere. PyTorch multiplies as floating point does: the
// gradient of x.exp().clamp(max=1) at 1000 is NaN there, though the result stays 1 whatever
// x does ("Gradient of clamp is nan for inf inputs" and "torch.where leads to unexpected
// gradients" are two of many reports in PyTorch's issue tracker).

/** What flows on in one entry: `product`, or 0 if one of its factors is 0. */
export function chained(product: number, isZero: boolean): number {
  return product !== product && isZero ? 0 : product;
}

/**
 * A ∘ B, a gradient times a derivative, in which 0 times anything is 0. A 1 × 1 matrix or a
 * number is combined with every entry of the other.
 */
export function times(A: Matrix, B: Matrix | number): Matrix {
  if (typeof B !== "number" && isScalar(B)) return times(A, B.at(0, 0));
  if (typeof B !== "number" && isScalar(A)) return times(B, A.at(0, 0));
  const a = A.data;
  const result = new Matrix(A.rows, A.cols);
  const r = result.data;
  if (typeof B === "number") {
    for (let p = 0; p < r.length; p++) {
      r[p] = chained(a[p]! * B, a[p] === 0 || B === 0);
    }
  } else {
    const b = B.data;
    for (let p = 0; p < r.length; p++) {
      r[p] = chained(a[p]! * b[p]!, a[p] === 0 || b[p] === 0);
    }
  }
  return result;
}

/**
 * A ⊘ B, a gradient times the derivative 1/B, which is 0 where B is infinite. A 1 × 1 matrix
 * B divides every entry.
 */
export function over(A: Matrix, B: Matrix): Matrix {
  const a = A.data;
  const b = B.data;
  const step = isScalar(B) ? 0 : 1;
  const result = new Matrix(A.rows, A.cols);
  const r = result.data;
  for (let p = 0; p < r.length; p++) {
    const divisor = b[p * step]!;
    r[p] = chained(a[p]! / divisor, a[p] === 0 || Math.abs(divisor) === Infinity);
  }
  return result;
}

/** AB, a sum of such products. */
export function product(A: Matrix | SparseMatrix, B: Matrix | SparseMatrix): Matrix {
  const C = matmul(A, B);
  // The plain product is many times as fast, and right unless an entry is NaN.
  return Number.isNaN(sum(C)) ? productWithoutZeros(A, B) : C;
}

function productWithoutZeros(
  A: Matrix | SparseMatrix,
  B: Matrix | SparseMatrix,
): Matrix {
  if (B instanceof SparseMatrix) {
    return transpose(productWithoutZeros(transpose(B), transpose(A)));
  }
  const { rows, indptr, indices, data } = A instanceof Matrix
    ? SparseMatrix.fromDense(A)
    : A;
  const C = new Matrix(rows, B.cols);
  for (let i = 0; i < rows; i++) {
    const to = C.row(i);
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const from = B.row(indices[p]!);
      for (let j = 0; j < to.length; j++) {
        to[j]! += chained(data[p]! * from[j]!, data[p] === 0 || from[j] === 0);
      }
    }
  }
  return C;
}

/** Whether it is 1 × 1. */
export function isScalar(A: Matrix): boolean {
  return A.rows === 1 && A.cols === 1;
}
