import type { NMFOptions } from "./options.ts";

/**
 * What `MiniBatchNMF` may be told; every option has scikit-learn's meaning and default.
 * Those that it shares with `NMF` are described there.
 */
export interface MiniBatchNMFOptions
  extends Omit<NMFOptions, "solver" | "tol" | "maxIter" | "onIteration"> {
  /** Rows of V that an update sees; 1024 by default. */
  batchSize?: number;
  /**
   * Stop when an update changes H by less than this share of it, or, when W is solved for,
   * W by less than this share of W; 1e-4 by default; 0 never stops by that.
   */
  tol?: number;
  /**
   * Stop when the mean cost has not fallen for so many updates in a row; 10 by default;
   * `null` never stops by that.
   */
  maxNoImprovement?: number | null;
  /** Upper bound of passes over all rows of V; 200 by default. */
  maxIter?: number;
  /**
   * What one pass over V leaves of the weight of what was learnt before it: from 0, which
   * forgets all but the last batch, to 1, which forgets nothing; 0.7 by default.
   */
  forgetFactor?: number;
  /**
   * Whether W is solved for anew in every update, instead of improved by one step;
   * `false` by default. Slower, and often a better fit.
   */
  freshRestarts?: boolean;
  /** Upper bound of steps by which an update solves for a new W; 30 by default. */
  freshRestartsMaxIter?: number;
  /** The same in `transform`, and at the end of a fit with fresh restarts; `maxIter` by default. */
  transformMaxIter?: number | null;
}
