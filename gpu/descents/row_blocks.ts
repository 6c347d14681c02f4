import { InputError } from "@nmf/lib/error";
import { checkCount } from "../check_count.ts";

/** Which rows of V a block has. */
export interface RowBlock {
  /** The first of them. */
  first: number;
  /** How many. */
  rows: number;
}

/**
 * Cuts the rows of a dense matrix into blocks that the device can bind.
 *
 * @param rows number of rows
 * @param bytesPerRow bytes of one row
 * @param mostBytes bytes of a block at most
 * @param mostRows rows of a block at most
 * @returns the blocks; all but the last have a multiple of 64 rows, so that the rows of a
 * second matrix that belong to a block begin where WebGPU lets a binding begin
 * @throws {InputError} if not even 64 rows are allowed
 * @throws {RangeError} if a number is no count from 1
 */
export function rowBlocks(
  rows: number,
  bytesPerRow: number,
  mostBytes: number,
  mostRows = Infinity,
): RowBlock[] {
  checkCount("the number of rows", rows, 1);
  checkCount("the bytes of a row", bytesPerRow, 1);
  checkCount("the bytes of a block", mostBytes, 1);
  if (mostRows !== Infinity) checkCount("the rows of a block", mostRows, 1);
  const fitting = Math.min(Math.floor(mostBytes / bytesPerRow), mostRows);
  const size = rows <= fitting ? rows : Math.floor(fitting / 64) * 64;
  if (size === 0) {
    throw new InputError(
      `64 documents with ${
        bytesPerRow / 4
      } terms are more than this GPU binds at once; ` +
        `give documents with fewer terms, or use --device cpu`,
    );
  }
  return Array.from({ length: Math.ceil(rows / size) }, (_, b) => ({
    first: b * size,
    rows: Math.min(size, rows - b * size),
  }));
}
