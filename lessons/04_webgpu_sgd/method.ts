import { type Gpu, sparseDescent } from "@nmf/gpu";
import code from "./step.wgsl" with { type: "text" };
import type { Factors, Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { gram, transpose } from "@nmf/lib/matrix";

/** The rate is an expression in i, the number of the step, counted from 0. */
export const SETTINGS = {
  iterations: 1000,
  iterationsOnCpu: 200, // where the processor does the GPU's work
  rate: "0.05 * 0.9^ceil(i/100)",
  lam: 100,
  mu: 1e-5,
};

/** The kernel to edit: what the GPU computes. */
export const KERNEL = { file: "step.wgsl", code };

/**
 * What `step.wgsl` computes for one factor, in plain TypeScript and float64: the thread of
 * row i is the body of the loop. A moves: W, or Hᵀ. B is the other factor, and V is
 * documents × terms for W, its transpose for Hᵀ.
 */
export function stepSpecification(
  V: SparseMatrix,
  A: Matrix,
  B: Matrix,
  settings: { rate: number; lam: number; mu: number },
): Matrix {
  const { rate, lam, mu } = settings;
  const [k, G] = [A.cols, gram(B)];
  const next = A.clone();
  const gradient = new Float64Array(k);
  for (let i = 0; i < A.rows; i++) {
    gradient.fill(0);
    for (let p = V.indptr[i]; p < V.indptr[i + 1]; p++) {
      const value = V.data[p];
      const j = V.indices[p];
      for (let r = 0; r < k; r++) gradient[r] -= value * B.at(j, r);
    }
    for (let r = 0; r < k; r++) {
      for (let s = 0; s < k; s++) gradient[r] += A.at(i, s) * G.at(s, r);
    }
    for (let r = 0; r < k; r++) {
      const penalty = Math.min(A.at(i, r) - mu, 0);
      next.data[i * k + r] -= rate * (gradient[r] + lam * penalty);
    }
  }
  return next;
}

/**
 * Gradient descent on the GPU with the kernel `step.wgsl`. Between two readings all steps
 * are handed over at once, and W and H stay on the device.
 */
export async function descendOnGpu(
  gpu: Gpu,
  V: SparseMatrix,
  start: Factors,
  { iterations, rate, lam, mu, onStep, readAfter = () => false }: DescentSettings,
): Promise<Factors> {
  using descent = await sparseDescent(gpu, V, start, { lam, mu, kernel: KERNEL });
  let rates: number[] = [];
  for (let i = 0; i < iterations; i++) {
    rates.push(rate(i));
    if (!readAfter(i)) continue;
    await descent.steps(rates);
    rates = [];
    const { W, H } = await descent.download();
    onStep?.(i, W, H);
  }
  await descent.steps(rates);
  return await descent.download();
}

/** The same descent by the kernel's specification: lesson 03's, on the processor. */
export function descendOnCpu(
  V: SparseMatrix,
  start: Factors,
  { iterations, rate, lam, mu, onStep, readAfter = () => false }: DescentSettings,
): Factors {
  let W = start.W;
  let Ht = transpose(start.H);
  for (let i = 0; i < iterations; i++) {
    const settings = { rate: rate(i), lam, mu };
    const nextW = stepSpecification(V, W, Ht, settings);
    Ht = stepSpecification(V.transpose(), Ht, W, settings);
    W = nextW;
    if (readAfter(i)) onStep?.(i, W, transpose(Ht));
  }
  return { W, H: transpose(Ht) };
}

/** λ is the weight of the penalty; entries below μ are pushed up. */
export interface DescentSettings {
  iterations: number;
  rate: (i: number) => number;
  lam: number;
  mu: number;
  /** Called after step i, for the steps in `readAfter`. */
  onStep?: (i: number, W: Matrix, H: Matrix) => void;
  /** Whether W and H are read back after step i; only after the last when left out. */
  readAfter?: (i: number) => boolean;
}
