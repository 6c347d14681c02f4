import {
  clampMin,
  div,
  type Factors,
  frobeniusError,
  gram,
  gramRows,
  matmul,
  type Matrix,
  mul,
  type SparseMatrix,
  transpose,
  transposedMatmul,
} from "@nmf/lib/matrix";

export const SETTINGS = {
  /** At most so many iterations. */
  iterations: 200,
  /** Enough when ten iterations gain less than this share of the first error. */
  tol: 1e-4,
  /** How W and H begin: "nndsvda", "nndsvd", "nndsvdar" or "random". */
  start: "nndsvda",
};

/** Keeps the denominators of the update above zero. */
const TINY = 1e-12;

/** One iteration: W ← W ∘ VHᵀ ⊘ WHHᵀ, then H ← H ∘ WᵀV ⊘ WᵀWH. */
export function update(V: Matrix | SparseMatrix, { W, H }: Factors): Factors {
  const ratioW = div(matmul(V, transpose(H)), clampMin(matmul(W, gramRows(H)), TINY));
  W = mul(W, ratioW);
  const ratioH = div(transposedMatmul(W, V), clampMin(matmul(gram(W), H), TINY));
  H = mul(H, ratioH);
  return { W, H };
}

/**
 * Lee and Seung's multiplicative updates for ‖V − WH‖. Factors that start without
 * negatives stay without, and the error never rises. It stops when ten iterations gain
 * less than `tol` of the first error.
 *
 * @param V documents × terms
 * @param start W (documents × k) and H (k × terms), no entry negative
 * @param options the upper bound of iterations and `tol`; `errorAfter` computes the error
 * after an iteration, and may keep it
 * @returns W, H, and how many iterations were made
 */
export function multiplicativeUpdates(
  V: Matrix | SparseMatrix,
  start: Factors,
  {
    iterations = SETTINGS.iterations,
    tol = SETTINGS.tol,
    errorAfter = (_iteration: number, W: Matrix, H: Matrix) => frobeniusError(V, W, H),
  } = {},
): Factors & { iterations: number } {
  let { W, H } = start;
  const first = errorAfter(0, W, H);
  let previous = first;
  for (let i = 1; i <= iterations; i++) {
    ({ W, H } = update(V, { W, H }));

    // The error is asked for where the curve is steep, then every tenth time.
    if (i > 10 && i % 10 !== 0 && i !== iterations) continue;
    const error = errorAfter(i, W, H);
    if (i % 10 !== 0) continue;
    if ((previous - error) / first < tol) return { W, H, iterations: i };
    previous = error;
  }
  return { W, H, iterations };
}
