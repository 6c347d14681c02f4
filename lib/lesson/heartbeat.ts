/**
 * Says on standard error that a program has not got on for a while, even where its thread is
 * stuck in a loop without end: another thread waits for the beats.
 *
 * @example
 * ```ts
 * import { Heartbeat } from "@nmf/lib/lesson";
 *
 * using heart = new Heartbeat(60);
 * for (let step = 0; step < 3; step++) heart.beat();
 * ```
 */
export class Heartbeat implements Disposable {
  readonly #beats = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker: Worker;

  /**
   * Begins to wait.
   *
   * @param seconds how long a silence is no reason to say anything
   */
  constructor(seconds: number) {
    this.#worker = new Worker(import.meta.resolve("./heartbeat_worker.ts"), {
      type: "module",
    });
    this.#worker.postMessage({ beats: this.#beats, seconds });
  }

  /** Something has been done. */
  beat(): void {
    Atomics.add(this.#beats, 0, 1);
  }

  /** Stops waiting. */
  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}
