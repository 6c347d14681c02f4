/**
 * The thread of `fitMany`: takes V and options, gives W and H.
 *
 * @module
 */
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import type { Answer, Question } from "./fit_many.ts";
import { NMF } from "./nmf.ts";

/** The part of a thread's global scope that is used here. */
interface Thread {
  onmessage: (event: MessageEvent<Question>) => void;
  postMessage(answer: Answer): void;
}

const thread = self as unknown as Thread;

thread.onmessage = ({ data: { rows, cols, data, indptr, indices, run } }) => {
  try {
    const V = indptr === undefined || indices === undefined
      ? new Matrix(rows, cols, data)
      : new SparseMatrix(rows, cols, indptr, indices, data);
    const nmf = new NMF(run);
    const W = nmf.fitTransform(V).data;
    const H = nmf.components.data;
    const { reconstructionError, nIterations } = nmf;
    thread.postMessage({ W, H, reconstructionError, nIterations });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    thread.postMessage({ refused: error.message });
  }
};
