import { shown } from "./check_options.ts";

/** Terms in the order of their columns, or a mapping from each term to its column. */
export type Vocabulary =
  | Iterable<string>
  | ReadonlyMap<string, number>
  | Readonly<Record<string, number>>;

/**
 * The terms of a vocabulary in the order of their columns.
 *
 * @param vocabulary a list of terms, or a mapping to the columns 0, 1, 2 …, each once
 * @throws {TypeError} if it is neither, or a term is no string
 * @throws {RangeError} if it is empty, or names a term or a column twice or leaves one out
 */
export function termsInOrder(vocabulary: Vocabulary): string[] {
  if (typeof vocabulary !== "object" || vocabulary === null) {
    throw new TypeError(
      `vocabulary must be a list of terms or a mapping from terms to columns, ` +
        `not ${shown(vocabulary)}`,
    );
  }
  const terms = vocabulary instanceof Map
    ? inOrder([...vocabulary])
    : Symbol.iterator in vocabulary
    ? [...vocabulary as Iterable<string>]
    : inOrder(Object.entries(vocabulary));
  if (terms.length === 0) throw new RangeError("the vocabulary is empty");
  const seen = new Set<string>();
  terms.forEach((term, column) => {
    if (typeof term !== "string") {
      throw new TypeError(
        `term ${column} of the vocabulary must be a string, not ${shown(term)}`,
      );
    }
    if (seen.has(term)) throw new RangeError(`the vocabulary names "${term}" twice`);
    seen.add(term);
  });
  return terms;
}

function inOrder(entries: [string, number][]): string[] {
  const terms: string[] = [];
  for (const [term, column] of entries) {
    if (!(Number.isInteger(column) && column >= 0 && column < entries.length)) {
      throw new RangeError(
        `the vocabulary gives ${shown(term)} the column ${shown(column)}; ` +
          `its ${entries.length} terms have the columns 0 to ${entries.length - 1}`,
      );
    }
    if (terms[column] !== undefined) {
      throw new RangeError(
        `the vocabulary gives ${shown(terms[column])} and ${shown(term)} ` +
          `the same column ${column}`,
      );
    }
    terms[column] = term;
  }
  return terms;
}
