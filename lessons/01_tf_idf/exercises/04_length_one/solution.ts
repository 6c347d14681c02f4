/** A row of weights, brought to length 1; a row of zeros stays as it is. */
export function toLengthOne(row: readonly number[]): number[] {
  // BLANK: return the row divided by its length (about four lines)
  let squares = 0;
  for (const x of row) squares += x ** 2;
  const length = Math.sqrt(squares);
  return row.map((x) => length === 0 ? x : x / length);
  // END BLANK
}
