import { Adam, frobeniusLoss, Tensor } from "@nmf/lib/autograd";
import type { Factors, Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { clampMin, map } from "@nmf/lib/matrix";

/**
 * A rate is an expression in i, the number of the step, counted from 0. λ is the weight of
 * the penalty; the betas say how slowly Adam's two means forget.
 */
export const SETTINGS = {
  penalty: { iterations: 1000, rate: "0.001", lam: 1e6 },
  softplus: { iterations: 300, rate: "0.3 * 0.99^i" },
  projection: { iterations: 200, rate: "0.02 * 0.98^i" },
  adam: { beta1: 0.9, beta2: 0.9 },
};

/** The loop of all three: forward, backward, step. */
function descend(
  parameters: Tensor[],
  loss: () => Tensor,
  { iterations, rate, betas }: AdamSettings,
  afterStep: (i: number, lr: number) => void,
): void {
  const { beta1, beta2 } = SETTINGS.adam;
  const optimizer = new Adam(parameters, { betas: betas ?? [beta1, beta2] });
  for (let i = 0; i < iterations; i++) {
    optimizer.lr = rate(i);
    optimizer.zeroGrad();
    loss().backward();
    optimizer.step();
    afterStep(i, optimizer.lr);
  }
}

/** The source's way: ‖V − WH‖ plus λ times the mean square of the negative entries. */
export function adamWithPenalty(
  V: Matrix | SparseMatrix,
  start: Factors,
  { lam, ...settings }: AdamSettings & { lam: number },
): Factors {
  const W = variable(start.W, "W");
  const H = variable(start.H, "H");
  const penalty = (A: Tensor) => A.clamp({ max: 0 }).pow(2).mean();
  const loss = () => {
    const error = frobeniusLoss(V, W, H);
    return lam === 0 ? error : error.add(penalty(W).add(penalty(H)).mul(lam));
  };
  descend([W, H], loss, settings, (i, lr) => settings.onStep?.(i, W.value, H.value, lr));
  return { W: W.value, H: H.value };
}

/** softplus(x) = ln(1 + eˣ), entry by entry: positive for every x. */
export function positive(A: Tensor): Tensor {
  return A.softplus();
}

/**
 * The x with softplus(x) = w, for w of 0.001 or more. Near 0 softplus is as flat as it is
 * small, its slope about w: what starts below 0.001 would hardly move.
 */
function inverse(w: number): number {
  return Math.log(Math.expm1(Math.max(w, 1e-3)));
}

/** A repair: whatever A and B are, W = softplus(A) and H = softplus(B) are positive. */
export function adamWithSoftplus(
  V: Matrix | SparseMatrix,
  start: Factors,
  settings: AdamSettings,
): Factors {
  const A = variable(map(start.W, inverse), "A");
  const B = variable(map(start.H, inverse), "B");
  let W = positive(A);
  let H = positive(B);
  descend([A, B], () => frobeniusLoss(V, W, H), settings, (i, lr) => {
    W = positive(A);
    H = positive(B);
    settings.onStep?.(i, W.value, H.value, lr);
  });
  return { W: W.value, H: H.value };
}

/** The other repair: no penalty, and after each step the negatives are set to 0. */
export function adamWithProjection(
  V: Matrix | SparseMatrix,
  start: Factors,
  settings: AdamSettings,
): Factors {
  const W = variable(start.W, "W");
  const H = variable(start.H, "H");
  descend([W, H], () => frobeniusLoss(V, W, H), settings, (i, lr) => {
    W.value.data.set(clampMin(W.value, 0).data);
    H.value.data.set(clampMin(H.value, 0).data);
    settings.onStep?.(i, W.value, H.value, lr);
  });
  return { W: W.value, H: H.value };
}

function variable(value: Matrix, name: string): Tensor {
  return new Tensor(value, { requiresGrad: true, name });
}

/** What the three fits are told. */
export interface AdamSettings {
  iterations: number;
  rate: (i: number) => number;
  betas?: readonly [number, number];
  /** Called after step i, with the learning rate that the optimizer took it with. */
  onStep?: (i: number, W: Matrix, H: Matrix, lr: number) => void;
}
