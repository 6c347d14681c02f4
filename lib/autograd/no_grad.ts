let recording = true;

/** Whether operations on tensors are recorded just now, that is, not within `noGrad`. */
export function isRecording(): boolean {
  return recording;
}

/**
 * Runs `f` without recording its operations: the tensors it makes have values and no
 * gradients. For measuring between two steps, where a graph would be thrown away.
 *
 * `f` must be finished when it returns; an `async` function goes on being recorded after
 * its first `await`.
 *
 * @returns what `f` returns
 *
 * @example
 * ```ts
 * import { noGrad, Tensor } from "@nmf/lib/autograd";
 * import assert from "node:assert/strict";
 *
 * const x = new Tensor(3, { requiresGrad: true });
 * assert.equal(x.mul(x).requiresGrad, true);
 * assert.equal(noGrad(() => x.mul(x)).requiresGrad, false);
 * ```
 */
export function noGrad<T>(f: () => T): T {
  const before = recording;
  recording = false;
  try {
    return f();
  } finally {
    recording = before;
  }
}
