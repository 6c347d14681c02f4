import type { SparseMatrix } from "@nmf/lib/matrix";

/** Threads that run in step; 32 on most GPUs, and a multiple of what the others have. */
const BUNDLE = 64;
/** Among how many shares the bundles are dealt. */
const HANDS = 16;

/**
 * In which order threads should take the rows of a sparse matrix, one thread a row.
 *
 * Threads run in bundles, in step: a bundle takes as long as its longest row. Posts and
 * terms differ a lot in length, so rows of like length are put together, and less is
 * waited. The bundles are then dealt out like cards, longest first, because some drivers
 * give each processor one stretch of the workgroups: no stretch should get all the long
 * ones.
 *
 * @param A m × n
 * @returns the rows 0 … m − 1, each once
 */
export function rowOrder(A: SparseMatrix): Uint32Array<ArrayBuffer> {
  const length = (i: number) => A.indptr[i + 1]! - A.indptr[i]!;
  const sorted = Array.from({ length: A.rows }, (_, i) => i)
    .sort((a, b) => length(b) - length(a));
  const full = Math.floor(A.rows / BUNDLE);
  const order: number[] = [];
  for (let hand = 0; hand < HANDS; hand++) {
    for (let bundle = hand; bundle < full; bundle += HANDS) {
      order.push(...sorted.slice(bundle * BUNDLE, (bundle + 1) * BUNDLE));
    }
  }
  order.push(...sorted.slice(full * BUNDLE));
  return Uint32Array.from(order);
}
