import {
  div,
  dot,
  gram,
  gramRows,
  matmul,
  Matrix,
  norm,
  type SparseMatrix,
  sub,
  transpose,
} from "../matrix/mod.ts";
import { chained, times } from "./chain_rule.ts";
import { Tensor } from "./tensor.ts";

/**
 * The loss of a factorization, ‖V − WH‖ in the Frobenius norm (not squared), as one
 * operation. It is `W.matmul(H).sub(V).norm()` without the m × n product WH, which for
 * 20 Newsgroups has 54 million entries.
 *
 * The value. A squared norm is a scalar product with itself, and multiplying it out
 * leaves three terms:
 *
 *     ‖V − WH‖² = ‖V‖² − 2⟨V, WH⟩ + ⟨WH, WH⟩
 *               = ‖V‖² − 2⟨VHᵀ, W⟩ + ⟨WᵀW, HHᵀ⟩
 *
 * In the second line the factors have changed sides, ⟨A, BC⟩ = ⟨ACᵀ, B⟩ = ⟨BᵀA, C⟩, so
 * that V, which is sparse, meets a narrow factor, and WᵀW and HHᵀ are only k × k.
 *
 * The gradients. A step dW changes ‖V − WH‖² by −2⟨VHᵀ, dW⟩ + 2⟨W·HHᵀ, dW⟩, and a step
 * dH by −2⟨WᵀV, dH⟩ + 2⟨WᵀW·H, dH⟩. By the chain rule the square root divides by
 * 2‖V − WH‖:
 *
 *     ∂loss/∂W = (W·HHᵀ − VHᵀ) / loss
 *     ∂loss/∂H = (WᵀW·H − WᵀV) / loss
 *
 * VHᵀ, WᵀW and HHᵀ serve the value and the gradients, and are computed once.
 *
 * The three terms nearly cancel when the fit is almost exact, so a loss below about 1e-7
 * of ‖V‖ is rounding; text is never fitted that well. At a loss of 0 the gradient is 0,
 * as that of `norm`.
 *
 * @param V m × n, dense or sparse, a constant; do not change the entries of a sparse V, whose
 * norm is kept for the next call
 * @param W m × k
 * @param H k × n
 * @returns 1 × 1
 * @throws {RangeError} if the shapes do not fit
 *
 * @example
 * ```ts
 * import { frobeniusLoss, Tensor } from "@nmf/lib/autograd";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = Matrix.from([[3, 0], [0, 4]]);
 * const W = new Tensor(Matrix.from([[1], [0]]), { requiresGrad: true });
 * const H = new Tensor(Matrix.from([[3, 0]]), { requiresGrad: true });
 * const loss = frobeniusLoss(V, W, H);
 * loss.backward();
 * assert.equal(loss.item(), 4);
 * // The 4 in the second row and column is what is missing. Only W's second entry could
 * // help there, and for now H is 0 in that column.
 * assert.deepEqual(W.grad.toArray(), [[0], [0]]);
 * ```
 */
export function frobeniusLoss(V: Matrix | SparseMatrix, W: Tensor, H: Tensor): Tensor {
  const w = W.value;
  const h = H.value;
  if (V.rows !== w.rows || V.cols !== h.cols || w.cols !== h.rows) {
    throw new RangeError(
      `frobeniusLoss: V is ${V.rows} × ${V.cols}, W is ${w.rows} × ${w.cols} ` +
        `and H is ${h.rows} × ${h.cols}; WH must have V's shape`,
    );
  }
  // As a tensor it is noticed if it is changed before the gradient is computed.
  const constant = V instanceof Matrix ? new Tensor(V) : { value: V };
  const VHt = matmul(V, transpose(h));
  const WtW = gram(w);
  const HHt = gramRows(h);
  const squared = norm(V) ** 2 - 2 * dot(VHt, w) + dot(WtW, HHt);
  const loss = Math.sqrt(Math.max(squared, 0));
  // Divided by infinity all entries are 0.
  const divisor = loss === 0 ? Infinity : loss;
  return Tensor.fromOperation("frobeniusLoss", new Matrix(1, 1, Float64Array.of(loss)), [
    [W, (grad) => times(grad, div(sub(matmul(W.value, HHt), VHt), divisor))],
    [H, (grad) => {
      // Divided before the products: the factors are smaller than the k × n result.
      const WtWH = matmul(div(WtW, divisor), H.value);
      // WᵀV is (VᵀW)ᵀ: a sparse V is fast on the left.
      const VtW = matmul(transpose(constant.value), div(W.value, divisor));
      return timesDifference(grad.at(0, 0), WtWH, VtW);
    }],
  ]);
}

/**
 * `times(grad, sub(A, transpose(B)))`, written into A: three matrices as large as H less,
 * whose memory costs a browser more time than the numbers in them.
 */
function timesDifference(grad: number, A: Matrix, { data: b }: Matrix): Matrix {
  const { rows, cols, data: a } = A;
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < cols; j++) {
      const difference = a[r * cols + j]! - b[j * rows + r]!;
      a[r * cols + j] = chained(grad * difference, grad === 0 || difference === 0);
    }
  }
  return A;
}
