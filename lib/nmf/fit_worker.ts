/**
 * The thread of `fitMany`: takes V and the runs, and fits one run after another that no
 * other thread has taken.
 *
 * @module
 */
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import type { Answer, Task } from "./fit_many.ts";
import { NMF } from "./nmf.ts";

/** The part of a thread's global scope that is used here. */
interface Thread {
  onmessage: (event: MessageEvent<Task>) => void;
  postMessage(answer: Answer): void;
}

const thread = self as unknown as Thread;

thread.onmessage = ({ data: { V: { rows, cols, data }, nonzeros, runs, next } }) => {
  const V = nonzeros === undefined
    ? new Matrix(rows, cols, data)
    : new SparseMatrix(rows, cols, nonzeros.indptr, nonzeros.indices, data);
  try {
    for (let run; (run = Atomics.add(next, 0, 1)) < runs.length;) {
      const nmf = new NMF(runs[run]);
      const W = nmf.fitTransform(V).data;
      const H = nmf.components.data;
      const { reconstructionError, nIterations } = nmf;
      thread.postMessage({ run, W, H, reconstructionError, nIterations });
    }
    thread.postMessage("no runs left");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    thread.postMessage({ refused: error.message });
  }
};
