import type { Matrix, Random } from "../matrix/mod.ts";

/** How W and H are started; see `initialize`. */
export type Init = "random" | "nndsvd" | "nndsvda" | "nndsvdar" | "custom";

/** Which algorithm improves W and H. */
export type Solver = "cd" | "mu";

/** Which distance between V and WH is made small; a number is the β of the β-divergence. */
export type BetaLoss = "frobenius" | "kullback-leibler" | "itakura-saito" | number;

/** What `NMF` may be told; every option has scikit-learn's meaning and default. */
export interface NMFOptions {
  /** Rank k: the number of topics. When left out, the number of columns of V. */
  nComponents?: number;
  /**
   * How W and H are started. When left out: `"nndsvda"` if k ≤ min(m, n), else
   * `"random"`; `"custom"` if `W` and `H` are given to `fitTransform`.
   */
  init?: Init;
  /** `"cd"`, coordinate descent (default), or `"mu"`, multiplicative updates. */
  solver?: Solver;
  /** The loss; anything but `"frobenius"` (default) needs the solver `"mu"`. */
  betaLoss?: BetaLoss;
  /** Stop when an iteration gains less than this share; 1e-4 by default; 0 never stops. */
  tol?: number;
  /** Upper bound of iterations; 200 by default. */
  maxIter?: number;
  /** Seed, or source, of every random draw; 0 by default. */
  randomState?: number | Random;
  /** Weight of the penalty on W; 0 by default. */
  alphaW?: number;
  /** Weight of the penalty on H; `"same"` (default) takes that of W. */
  alphaH?: number | "same";
  /** Share of the penalty that is ℓ1 (sparse) instead of ℓ2 (small); 0 by default. */
  l1Ratio?: number;
  /** Called after every iteration, for progress bars and error curves. */
  onIteration?: (progress: NMFProgress) => void;
}

/** The state after one iteration. The matrices are the solver's own: read, do not write. */
export interface NMFProgress {
  /** Iterations done, from 1. */
  iteration: number;
  /** Upper bound of iterations. */
  maxIter: number;
  /** m × k, as it stands. */
  W: Matrix;
  /** The transpose of H, n × k, as it stands. */
  Ht: Matrix;
}

/** The four weights the solvers add: one pair each for W and H. */
export interface Regularization {
  l1W: number;
  l2W: number;
  l1H: number;
  l2H: number;
}

/** How a solver ended. */
export interface Outcome {
  /** Iterations done, from 1. */
  nIterations: number;
  /** Whether it stopped by its tolerance, be it in the last iteration allowed. */
  converged: boolean;
}
