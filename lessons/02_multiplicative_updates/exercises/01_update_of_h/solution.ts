import {
  clampMin,
  div,
  gram,
  matmul,
  type Matrix,
  mul,
  transposedMatmul,
} from "@nmf/lib/matrix";

/** The next H: H ∘ WᵀV ⊘ WᵀWH, with a denominator of at least 1e-12. */
export function updateH(V: Matrix, W: Matrix, H: Matrix): Matrix {
  // BLANK: return the next H (about one line)
  return mul(H, div(transposedMatmul(W, V), clampMin(matmul(gram(W), H), 1e-12)));
  // END BLANK
}
