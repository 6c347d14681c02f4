/** A row of a table of methods. */
export interface Row {
  id: string;
  /** ‖V − WH‖ as reported. */
  error: number;
  /** The same with negatives set to 0. */
  honest: number;
  /** Entries of W and H below 0. */
  negatives: number;
  seconds: number;
  corpus: string;
  topics: number;
  start: string;
}

/** Why the error of a row must not be compared. */
export type Reason =
  | "no number"
  | "corpus"
  | "topics"
  | "start"
  | "floor"
  | "zero"
  | "negatives";

/** The rows that must not be compared with the expert's, the first: reasons by id. */
export function lies(
  rows: readonly Row[],
  { floor, zero }: { floor: number; zero: number },
): Record<string, Reason> {
  const found: Record<string, Reason> = {};
  const expert = rows[0];
  for (const row of rows) {
    // BLANK: write the first reason that holds, if one does, into found (about ten lines)
    if (!Number.isFinite(row.error) || !Number.isFinite(row.honest)) {
      found[row.id] = "no number";
    } else if (row.corpus !== expert.corpus) found[row.id] = "corpus";
    else if (row.topics !== expert.topics) found[row.id] = "topics";
    else if (row.start !== expert.start) found[row.id] = "start";
    else if (row.error < floor * (1 - 1e-6)) found[row.id] = "floor";
    else if (row.honest > zero) found[row.id] = "zero";
    else if (row.negatives > 0) found[row.id] = "negatives";
    // END BLANK
  }
  return found;
}
