import type { Matrix } from "../matrix/mod.ts";

// The gradient of x · x needs the x of the way forward. If an optimizer has changed x since,
// the number would be wrong, without a sign of it. PyTorch counts how often each storage was
// changed, and an operation keeps the counts of what it read. Here one clock does: it tells
// when an operation was made and when an array was last changed, and the later of the two
// says whether the gradient can still be trusted.

let clock = 0;

/** The time of the last change of an array in place; most are never changed. */
const changed = new WeakMap<ArrayBufferLike, number>();

/** The next moment, later than all before. */
export function tick(): number {
  return clock++;
}

/** Notes that the entries were changed just now. Matrices that share an array share this. */
export function noteChange({ data }: Matrix): void {
  changed.set(data.buffer, tick());
}

/** Whether the entries were changed after that moment. */
export function changedSince({ data }: Matrix, moment: number): boolean {
  return (changed.get(data.buffer) ?? -1) > moment;
}
