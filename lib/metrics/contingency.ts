/** How often each pair of labels meets, and each label alone. */
export interface Contingency {
  /** Number of objects. */
  total: number;
  /** Objects per label of the first labelling. */
  rows: number[];
  /** Objects per label of the second labelling. */
  cols: number[];
  /** The pairs of labels that occur: which row, which column, how many objects. */
  cells: { row: number; col: number; count: number }[];
}

/** Counts two labellings of the same objects against each other. */
export function contingency(
  a: ArrayLike<string | number>,
  b: ArrayLike<string | number>,
): Contingency {
  if (a.length !== b.length) {
    throw new RangeError(
      `both labellings must name the same objects, not ${a.length} and ${b.length}`,
    );
  }
  const rowOf = new Map<string | number, number>();
  const colOf = new Map<string | number, number>();
  const rows: number[] = [];
  const cols: number[] = [];
  const cells = new Map<string, Contingency["cells"][number]>();
  for (let i = 0; i < a.length; i++) {
    const row = numberOf(rowOf, a[i]!);
    const col = numberOf(colOf, b[i]!);
    rows[row] = (rows[row] ?? 0) + 1;
    cols[col] = (cols[col] ?? 0) + 1;
    const key = `${row} ${col}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { row, col, count: 1 });
    else cell.count++;
  }
  return { total: a.length, rows, cols, cells: [...cells.values()] };
}

/** The number of a label: labels are numbered from 0 in the order they are met. */
function numberOf(numbers: Map<string | number, number>, label: string | number): number {
  const known = numbers.get(label);
  if (known !== undefined) return known;
  numbers.set(label, numbers.size);
  return numbers.size - 1;
}
