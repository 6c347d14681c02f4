import { map, type Matrix } from "@nmf/lib/matrix";

/** How many entries of A multiplicative updates can never change. */
export function countStuck(A: Matrix): number {
  let stuck = 0;
  for (const a of A.data) {
    // BLANK: count this entry if it can never change (one line)
    if (a === 0) stuck += 1;
    // END BLANK
  }
  return stuck;
}

/** A with `value` in the place of every zero. */
export function fillZeros(A: Matrix, value: number): Matrix {
  // BLANK: return the new matrix (one line)
  return map(A, (a) => a === 0 ? value : a);
  // END BLANK
}
