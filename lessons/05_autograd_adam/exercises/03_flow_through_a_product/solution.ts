import { matmul, type Matrix, transpose } from "@nmf/lib/matrix";

/** What flows back through C = AB to A and to B, when G arrives at C. */
export function flows(A: Matrix, B: Matrix, G: Matrix): { toA: Matrix; toB: Matrix } {
  // BLANK: return { toA: …, toB: … } (about two lines)
  const toA = matmul(G, transpose(B));
  return { toA, toB: matmul(transpose(A), G) };
  // END BLANK
}
