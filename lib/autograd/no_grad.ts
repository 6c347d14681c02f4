let recording = true;

/** Whether operations on tensors are recorded just now, that is, not within `noGrad`. */
export function isRecording(): boolean {
  return recording;
}

/**
 * Runs `f` without recording its operations: the tensors it makes have values and no
 * gradients. For measuring between two steps, where a graph would be thrown away.
 *
 * `f` must be finished when it returns: what an `async` function does after its first
 * `await` would be recorded.
 *
 * @returns what `f` returns
 * @throws {TypeError} if `f` returns a promise
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
    const result = f();
    if (result instanceof Promise) {
      throw new TypeError(
        "noGrad: f returns a promise; await before or after, not within",
      );
    }
    return result;
  } finally {
    recording = before;
  }
}
