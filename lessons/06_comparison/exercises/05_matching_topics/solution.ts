import type { Matrix } from "@nmf/lib/matrix";

/** The words that topics and their partners share in all; topic r has partners[r]. */
export function together(shared: Matrix, partners: readonly number[]): number {
  let words = 0;
  for (let r = 0; r < shared.rows; r++) {
    // BLANK: add what topic r and its partner share (one line)
    words += shared.at(r, partners[r]);
    // END BLANK
  }
  return words;
}

/** The partners that share most words together. */
export function bestPartners(shared: Matrix): number[] {
  let best: number[] = [];
  // BLANK: make best the order that shares most (about seven lines)
  let most = -1;
  for (const partners of orders(shared.rows)) {
    const words = together(shared, partners);
    if (words > most) {
      most = words;
      best = partners;
    }
  }
  // END BLANK
  return best;
}

/** A table of 2 × 2 on which greedy is not best. */
export function trap(): number[][] {
  // BLANK: return the table (one line)
  return [[5, 4], [4, 0]];
  // END BLANK
}

/** The pair that shares most first, then the next of those that are left. */
export function greedyPartners(shared: Matrix): number[] {
  const partners = new Array<number>(shared.rows).fill(-1);
  for (let pair = 0; pair < shared.rows; pair++) {
    let most = -1;
    let at = [0, 0];
    for (let r = 0; r < shared.rows; r++) {
      for (let q = 0; q < shared.cols; q++) {
        if (partners[r] < 0 && !partners.includes(q) && shared.at(r, q) > most) {
          most = shared.at(r, q);
          at = [r, q];
        }
      }
    }
    partners[at[0]] = at[1];
  }
  return partners;
}

/** All orders of the numbers 0 to k − 1. */
function orders(k: number): number[][] {
  if (k === 0) return [[]];
  return orders(k - 1).flatMap((order) =>
    Array.from({ length: k }, (_, place) => order.toSpliced(place, 0, k - 1))
  );
}
