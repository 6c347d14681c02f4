import { Matrix, type SparseMatrix } from "../matrix/mod.ts";
import { checkEntries } from "./check_entries.ts";
import { NMF } from "./nmf.ts";
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
  /** As `NMF.reconstructionError`. */
  reconstructionError: number;
  /** As `NMF.nIterations`. */
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
  checkEntries("V", V);
  // What cannot be used is refused here: an error in a thread would end the program.
  for (const run of runs) new NMF(run);
  const { rows, cols, data } = V;
  const task: Task = {
    V: { rows, cols, data },
    ...("indptr" in V && { nonzeros: { indptr: V.indptr, indices: V.indices } }),
    runs,
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
  const fits = new Array<NMFFit>(runs.length);
  const threads = Array.from(
    { length: Math.min(runs.length, navigator.hardwareConcurrency) },
    () => new Worker(import.meta.resolve("./fit_worker.ts"), { type: "module" }),
  );
  let done = 0;
  try {
    await Promise.all(threads.map((thread) =>
      new Promise<void>((resolve, reject) => {
        thread.onerror = (event) => reject(event.error ?? new Error(event.message));
        thread.onmessage = ({ data: answer }: MessageEvent<Answer>) => {
          if (answer === "no runs left") return resolve();
          if ("refused" in answer) return reject(new RangeError(answer.refused));
          const { run, W, H, reconstructionError, nIterations } = answer;
          const k = W.length / rows;
          fits[run] = {
            W: new Matrix(rows, k, W),
            H: new Matrix(k, cols, H),
            reconstructionError,
            nIterations,
          };
          onDone(++done);
        };
        thread.postMessage(task);
      })
    ));
  } finally {
    for (const thread of threads) thread.terminate();
  }
  return fits;
}

/** What every thread is given. */
export interface Task {
  V: { rows: number; cols: number; data: Float64Array };
  /** Where the numbers of V stand, if it is sparse. */
  nonzeros?: { indptr: Int32Array; indices: Int32Array };
  runs: readonly NMFRun[];
  /** The first run that no thread has taken yet, shared by all of them. */
  next: Int32Array;
}

/** What a thread says: a fit, why there is none, or that it has nothing more to do. */
export type Answer =
  | {
    run: number;
    W: Float64Array;
    H: Float64Array;
    reconstructionError: number;
    nIterations: number;
  }
  | { refused: string }
  | "no runs left";
