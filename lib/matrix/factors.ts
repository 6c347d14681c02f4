import type { Matrix } from "./matrix.ts";

/** What a factorization of V (documents × terms) of rank k gives: V ≈ WH. */
export interface Factors {
  /** Documents × k. */
  W: Matrix;
  /** k × terms. */
  H: Matrix;
}
