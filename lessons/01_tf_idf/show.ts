import type { Screen } from "@nmf/lib/lesson";
import { columnSums, Matrix, type SparseMatrix } from "@nmf/lib/matrix";
import { CountVectorizer, topicTerms } from "@nmf/lib/text";
import { documentFrequencies, idf, SETTINGS, tfidf, weights } from "./method.ts";

/** Every number of a few sentences, step by step as `method.ts` computes it. */
export function showSentences(screen: Screen): void {
  const { sentences } = SETTINGS;
  const vectorizer = new CountVectorizer({ stopWords: "english" });
  const counts = vectorizer.fitTransform(sentences);
  const terms = vectorizer.featureNames;
  const df = documentFrequencies(counts);
  const weighted = weights(counts);
  const V = tfidf(counts);
  sentences.forEach((sentence, i) => screen.line(`  ${i + 1}. ${sentence}`));
  screen.line();
  const rows = sentences.flatMap((_, i) => {
    const row = counts.row(i);
    return Array.from(row.indices, (t, p) => [
      p === 0 ? i + 1 : "",
      terms[t],
      row.data[p],
      df[t],
      idf(counts.rows, df[t]).toFixed(3),
      weighted.row(i).data[p].toFixed(3),
      V.row(i).data[p].toFixed(3),
    ]);
  });
  screen.table(
    ["sentence", "term", "count", "df", "idf", "weight", "in V"],
    rows,
    ["right", "left", "right", "right", "right", "right", "right"],
  );
  screen.line();
  for (const line of heaviest(V, terms)) screen.line(line);
  const words = new CountVectorizer();
  words.fitTransform(sentences);
  const left = words.featureNames.filter((word) => !terms.includes(word));
  if (left.length > 0) screen.line(`Stop words, left out: ${left.join(", ")}.`);
}

/** The terms with the largest weight of each document. */
export function heaviest(V: SparseMatrix, terms: readonly string[]): string[] {
  return Array.from({ length: V.rows }, (_, i) => {
    const { indices, data } = V.row(i);
    if (data.length === 0) return `Nothing is left of sentence ${i + 1}.`;
    const most = Math.max(...data);
    const first = Array.from(indices).filter((_, p) => most - data[p] < 1e-9)
      .map((t) => terms[t]);
    return first.length === data.length && first.length > 1
      ? `In sentence ${i + 1} all terms weigh the same, ${most.toFixed(3)}.`
      : `Heaviest in sentence ${i + 1}: ${first.join(" and ")}, ${most.toFixed(3)}.`;
  });
}

/** How large a matrix of counts is, and how empty. */
export function showSizes(counts: SparseMatrix, screen: Screen): void {
  const { rows, cols, nonzeros } = counts;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  const once = columnSums(counts).filter((sum) => sum === 1).length;
  const lengths = Int32Array.from({ length: rows }, (_, i) => counts.row(i).data.length)
    .sort();
  const empty = lengths.filter((length) => length === 0).length;
  screen.table(["", "value"], [
    ["documents × terms", `${rows} × ${cols}`],
    ["documents left empty", empty],
    ["different terms of a document, on average", (nonzeros / rows).toFixed(0)],
    ["half of the documents have at most", lengths[Math.ceil(rows / 2) - 1]],
    ["entries", rows * cols],
    ["of them not 0", `${nonzeros} (${(100 * nonzeros / (rows * cols)).toFixed(2)} %)`],
    ["with every 0 written out", megabytes(8 * rows * cols)],
    ["as a sparse matrix", megabytes(12 * nonzeros + 4 * (rows + 1))],
    ["terms that occur only once", `${once} (${(100 * once / cols).toFixed(0)} %)`],
  ]);
}

/** The ten most frequent words beside Zipf's law, and what share of all words they are. */
export function showCommonWords(
  sums: Float64Array,
  words: readonly string[],
  screen: Screen,
): void {
  const [common] = topicTerms(new Matrix(1, sums.length, sums), words, 10);
  screen.table(
    ["rank", "word", "count", "first count / rank"],
    common.map(({ term, weight }, r) => [
      r + 1,
      term,
      weight,
      (common[0].weight / (r + 1)).toFixed(0),
    ]),
    ["right", "left", "right", "right"],
  );
  const falling = sums.slice().sort().reverse();
  const all = falling.reduce((total, count) => total + count, 0);
  const shares = [10, 100, 200].filter((many) => many < falling.length).map((many) => {
    const part = falling.subarray(0, many).reduce((total, count) => total + count, 0);
    return `the first ${many} make ${(100 * part / all).toFixed(0)} %`;
  });
  screen.line(
    `\nOf ${all} words ${falling.length} are different` +
      (shares.length > 0 ? `;\n${shares.join(", ")} of all.` : "."),
  );
}
