import { columnSums, Matrix, SparseMatrix, transposedMatmul } from "@nmf/lib/matrix";

/** What to change first; the program shows every number of these sentences. */
export const SETTINGS = {
  sentences: [
    "The moon orbits the earth",
    "The shuttle reached the moon",
    "The oven bakes the bread, and the bread is warm",
  ],
};

/**
 * The factor of a term, its idf: the fewer documents hold it, the more it weighs.
 *
 *     idf(t) = ln((1 + n) / (1 + df(t))) + 1
 *
 * @param n the number of documents
 * @param df how many of them hold the term
 */
export function idf(n: number, df: number): number {
  return Math.log((1 + n) / (1 + df)) + 1;
}

/** The weight of a term in a document that holds it `count` times; the factor is its idf. */
export function weight(count: number, factor: number): number {
  return count * factor;
}

/**
 * How many documents hold each term.
 *
 * @param counts documents × terms: how often each term occurs in each document
 */
export function documentFrequencies(counts: SparseMatrix): Float64Array {
  return columnSums(counts.mapNonzeros(() => 1));
}

/**
 * Counts become weights: each is multiplied by the idf of its term.
 *
 * @param counts documents × terms
 * @returns documents × terms
 */
export function weights(counts: SparseMatrix): SparseMatrix {
  const { rows, cols, indptr, indices, data } = counts;
  const factors = documentFrequencies(counts).map((df) => idf(rows, df));
  // Entry p of the sparse matrix stands in column indices[p].
  const weighted = data.map((count, p) => weight(count, factors[indices[p]]));
  return new SparseMatrix(rows, cols, indptr, indices, weighted);
}

/**
 * Every document is brought to length 1, so that long ones do not count for more.
 *
 * @param A documents × terms
 * @returns documents × terms; rows of length 1, or empty where the document is
 */
export function normalized(A: SparseMatrix): SparseMatrix {
  const V = A.mapNonzeros((weight) => weight);
  for (let i = 0; i < V.rows; i++) {
    const row = V.row(i).data; // a view: writing to it writes to V
    let squares = 0;
    for (const weight of row) squares += weight ** 2;
    const length = Math.sqrt(squares);
    row.forEach((weight, p) => row[p] = weight / length);
  }
  return V;
}

/**
 * TF-IDF: a term that many documents share says little about any one of them.
 *
 * @param counts documents × terms
 * @returns V, documents × terms: what all later lessons factorize
 */
export function tfidf(counts: SparseMatrix): SparseMatrix {
  return normalized(weights(counts));
}

/**
 * A first factorization V ≈ WH, by hand: W says which category each document is in (1 or
 * 0), and row c of H is the mean of V over category c. For this W no H is better.
 *
 * @param V documents × terms
 * @param categories the category of each document
 * @param names the different categories
 * @returns W (documents × categories) and H (categories × terms)
 */
export function categoryMeans(
  V: SparseMatrix,
  categories: readonly string[],
  names: readonly string[],
): { W: Matrix; H: Matrix } {
  const W = Matrix.from(categories.map((c) => names.map((name) => c === name ? 1 : 0)));
  const H = transposedMatmul(W, V); // the sums over each category …
  const sizes = columnSums(W);
  sizes.forEach((size, c) => H.row(c).forEach((sum, t, row) => row[t] = sum / size));
  return { W, H }; // … divided by its number of documents
}
