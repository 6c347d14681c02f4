import {
  add,
  clampMin,
  type Factors,
  gram,
  gramRows,
  map,
  matmul,
  Matrix,
  mul,
  type Random,
  type SparseMatrix,
  sub,
  transpose,
  transposedMatmul,
} from "@nmf/lib/matrix";

/** A rate is an expression in i, the number of the step, or epoch, counted from 0. */
export const SETTINGS = {
  descent: { iterations: 1000, rate: "0.05 * 0.9^ceil(i/100)", lam: 100, mu: 1e-5 },
  /** `batchSize`: documents per step. */
  sgd: { epochs: 30, rate: "0.2 * 0.95^i", batchSize: 100 },
};

/** Gradient descent: every step uses all documents. */
export function gradientDescent(
  V: Matrix | SparseMatrix,
  start: Factors,
  { iterations, rate, lam, mu, onStep }: DescentSettings,
): Factors {
  let { W, H } = start;
  for (let i = 0; i < iterations; i++) {
    const { dW, dH } = gradients(V, { W, H }, lam, mu);
    W = sub(W, mul(dW, rate(i)));
    H = sub(H, mul(dH, rate(i)));
    onStep?.(i, W, H);
  }
  return { W, H };
}

/**
 * The gradients of ½‖V − WH‖² plus λ times the penalty:
 *
 *     dW = (WH − V)Hᵀ + λ·penalty(W)        dH = Wᵀ(WH − V) + λ·penalty(H)
 *
 * multiplied out, so that the large matrix WH is never formed.
 */
export function gradients(V: Matrix | SparseMatrix, { W, H }: Factors, lam = 0, mu = 0) {
  const dW = sub(matmul(W, gramRows(H)), matmul(V, transpose(H)));
  const dH = sub(matmul(gram(W), H), transposedMatmul(W, V));
  return {
    dW: add(dW, mul(penalty(W, mu), lam)),
    dH: add(dH, mul(penalty(H, mu), lam)),
  };
}

/**
 * What the penalty adds to the gradient, entry by entry: 0 where an entry is at least μ,
 * its (negative) distance to μ where it is below. A step against it pushes entries up.
 */
export function penalty(A: Matrix, mu: number): Matrix {
  return map(A, (a) => a < mu ? a - mu : 0);
}

/**
 * Stochastic gradient descent: each step uses a minibatch of documents, and an epoch
 * meets every document once, in random order. Negatives are set to 0 after each step.
 */
export function stochasticGradientDescent(
  V: SparseMatrix,
  start: Factors,
  { epochs, batchSize, rate, random, onEpoch }: SgdSettings,
): Factors {
  const W = start.W.clone();
  let H = start.H;
  for (let i = 0; i < epochs; i++) {
    const order = random.permutation(V.rows);
    for (let p = 0; p < V.rows; p += batchSize) {
      const batch = order.subarray(p, p + batchSize);
      const Wb = Matrix.from(Array.from(batch, (document) => W.row(document)));
      const { dW, dH } = gradients(V.selectRows(batch), { W: Wb, H });
      const improved = clampMin(sub(Wb, mul(dW, rate(i))), 0);
      batch.forEach((document, r) => W.row(document).set(improved.row(r)));
      H = clampMin(sub(H, mul(dH, rate(i))), 0);
    }
    onEpoch?.(i, W, H);
  }
  return { W, H };
}

/** λ is the weight of the penalty; entries below μ are pushed up. */
export interface DescentSettings {
  iterations: number;
  rate: (i: number) => number;
  lam: number;
  mu: number;
  /** Called after step i. */
  onStep?: (i: number, W: Matrix, H: Matrix) => void;
}

/** What stochastic gradient descent is told; `random` draws the order of the documents. */
export interface SgdSettings {
  epochs: number;
  batchSize: number;
  rate: (i: number) => number;
  random: Random;
  /** Called after epoch i. */
  onEpoch?: (i: number, W: Matrix, H: Matrix) => void;
}
