import {
  clampMin,
  frobeniusError,
  type Matrix,
  type SparseMatrix,
} from "../matrix/mod.ts";

/** The error after so many iterations and so many seconds. */
export interface HistoryEntry {
  /** Iterations done; 0 is the start. */
  iteration: number;
  /** Seconds the method itself has taken until then. */
  seconds: number;
  /** ‖V − WH‖ */
  error: number;
  /** The same with the negative entries of W and H set to 0, where it was asked for. */
  clamped?: number;
}

/**
 * Keeps the error curve of a fit. Its clock stands still while the error is computed,
 * so `seconds` is the time of the method alone.
 *
 * @example
 * ```ts
 * import { History } from "@nmf/lib/lesson";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const history = new History(Matrix.from([[3], [4]]));
 * history.record(0, Matrix.from([[0], [0]]), Matrix.from([[1]]));
 * history.record(1, Matrix.from([[3], [0]]), Matrix.from([[1]]));
 * assert.deepEqual(history.entries.map(({ error }) => error), [5, 4]);
 * ```
 */
export class History {
  /** What was recorded so far. */
  readonly entries: HistoryEntry[] = [];
  readonly #V: Matrix | SparseMatrix;
  readonly #clamped: boolean;
  #seconds = 0;
  #resumed = performance.now();

  /**
   * Begins without an entry, the clock running.
   *
   * @param V m × n, what is factorized
   * @param options `clamped`: whether to keep the error with negatives set to 0, too
   */
  constructor(V: Matrix | SparseMatrix, { clamped = false } = {}) {
    this.#V = V;
    this.#clamped = clamped;
  }

  /** Seconds the method has taken, up to the latest record. */
  get seconds(): number {
    return this.#seconds;
  }

  /**
   * Notes the error of W and H.
   *
   * @param iteration iterations done
   * @param W m × k
   * @param H k × n
   * @returns ‖V − WH‖
   */
  record(iteration: number, W: Matrix, H: Matrix): number {
    this.#seconds += (performance.now() - this.#resumed) / 1000;
    const error = frobeniusError(this.#V, W, H);
    const clamped = this.#clamped && {
      clamped: frobeniusError(this.#V, clampMin(W, 0), clampMin(H, 0)),
    };
    this.entries.push({ iteration, seconds: this.#seconds, error, ...clamped });
    this.#resumed = performance.now();
    return error;
  }
}
