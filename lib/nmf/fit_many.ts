import { Matrix, type SparseMatrix } from "../matrix/mod.ts";
import type { NMFOptions } from "./options.ts";

/** Options that may travel to another thread: a seed, no source of numbers, no callback. */
export type NMFRun = Omit<NMFOptions, "randomState" | "onIteration"> & {
  randomState?: number;
};

/** What one fit of `fitMany` ends with. */
export interface NMFFit {
  /** m × k */
  W: Matrix;
  /** k × n */
  H: Matrix;
  reconstructionError: number;
  nIterations: number;
}

/**
 * Fits the same V several times, each with its own options (other seeds, other ranks), on
 * all cores of the processor. Each fit gives what `NMF` gives, digit for digit.
 *
 * @param V m × n, dense or sparse
 * @param runs the options of each fit
 * @param onDone called whenever another fit has ended
 * @returns the fits, in the order of `runs`
 * @throws {RangeError} as `NMF` does, if V or the options cannot be used
 *
 * @example
 * ```ts
 * import { fitMany } from "@nmf/lib/nmf";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const V = Matrix.from([[2, 1, 0], [4, 2, 0], [0, 0, 3]]);
 * const seeds = [1, 2, 3];
 * const fits = await fitMany(
 *   V,
 *   seeds.map((randomState) => ({ nComponents: 2, init: "random", randomState })),
 * );
 * assert.equal(fits.length, 3);
 * ```
 */
export async function fitMany(
  V: Matrix | SparseMatrix,
  runs: readonly NMFRun[],
  onDone: (done: number) => void = () => {},
): Promise<NMFFit[]> {
  const fits = new Array<NMFFit>(runs.length);
  let next = 0;
  let done = 0;
  const threads = Math.min(runs.length, navigator.hardwareConcurrency);
  const work = async () => {
    const worker = new Worker(import.meta.resolve("./fit_worker.ts"), { type: "module" });
    try {
      while (next < runs.length) {
        const i = next++;
        fits[i] = await ask(worker, V, runs[i]!);
        onDone(++done);
      }
    } finally {
      worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return fits;
}

/** A fit on its way back from a thread, or why there is none. */
export type Answer =
  | { W: Float64Array; H: Float64Array; reconstructionError: number; nIterations: number }
  | { refused: string };

/** What a thread is asked for; `indptr` and `indices` are there if V is sparse. */
export interface Question {
  rows: number;
  cols: number;
  data: Float64Array;
  indptr?: Int32Array;
  indices?: Int32Array;
  run: NMFRun;
}

function ask(worker: Worker, V: Matrix | SparseMatrix, run: NMFRun): Promise<NMFFit> {
  const { rows, cols, data } = V;
  const sparse = "indptr" in V ? { indptr: V.indptr, indices: V.indices } : {};
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(event.error ?? new Error(event.message));
    worker.onmessage = ({ data: answer }: MessageEvent<Answer>) => {
      if ("refused" in answer) return reject(new RangeError(answer.refused));
      const { W, H, reconstructionError, nIterations } = answer;
      const k = W.length / rows;
      resolve({
        W: new Matrix(rows, k, W),
        H: new Matrix(k, cols, H),
        reconstructionError,
        nIterations,
      });
    };
    worker.postMessage({ rows, cols, data, ...sparse, run } satisfies Question);
  });
}
