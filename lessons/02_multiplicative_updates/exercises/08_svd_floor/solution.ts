import { type Matrix, norm } from "@nmf/lib/matrix";

/** The least error that a matrix of rank k can have, from the first k singular values. */
export function errorFloor(V: Matrix, singularValues: readonly number[]): number {
  // BLANK: return the floor (about three lines)
  let rest = norm(V) ** 2;
  for (const s of singularValues) rest -= s ** 2;
  return Math.sqrt(Math.max(rest, 0));
  // END BLANK
}
