import { Matrix, SparseMatrix } from "../matrix/mod.ts";

/**
 * One bad entry would spread to all of W and H, so it is named before anything runs.
 *
 * @param name what the matrix is called in the message
 * @throws {TypeError} if A is no matrix
 * @throws {RangeError} if A has no entries, or one that is negative or not finite
 */
export function checkEntries(name: string, A: Matrix | SparseMatrix): void {
  if (!(A instanceof Matrix || A instanceof SparseMatrix)) {
    throw new TypeError(
      `${name} is no matrix; Matrix.from(rows) makes one of lists of numbers`,
    );
  }
  if (A.rows === 0 || A.cols === 0) {
    throw new RangeError(`${name} is ${A.rows} × ${A.cols}: it has no entries`);
  }
  const p = A.data.findIndex((value) => !(value >= 0 && value < Infinity));
  if (p < 0) return;
  const row = A instanceof Matrix
    ? Math.floor(p / A.cols)
    : A.indptr.findLastIndex((from) => from <= p);
  const column = A instanceof Matrix ? p % A.cols : A.indices[p]!;
  throw new RangeError(
    `${name} has the entry ${A.data[p]} in row ${row}, column ${column}; ` +
      `every entry must be a finite number and not negative`,
  );
}
