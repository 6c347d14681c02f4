import { matmul, Matrix, type SparseMatrix, transpose } from "../matrix/mod.ts";

/**
 * The entries of WH at the places where V stores an entry, in V's storage order: every
 * entry for a dense V, those of the non-zeros for a sparse one.
 */
export function productAtNonzeros(
  V: Matrix | SparseMatrix,
  W: Matrix,
  H: Matrix,
): Float64Array {
  if (V instanceof Matrix) return matmul(W, H).data;
  const k = W.cols;
  const w = W.data;
  const ht = transpose(H).data;
  const product = new Float64Array(V.nonzeros);
  for (let i = 0; i < V.rows; i++) {
    for (let p = V.indptr[i]!; p < V.indptr[i + 1]!; p++) {
      const j = V.indices[p]!;
      let total = 0;
      for (let r = 0; r < k; r++) total += w[i * k + r]! * ht[j * k + r]!;
      product[p] = total;
    }
  }
  return product;
}
