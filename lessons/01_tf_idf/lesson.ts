import { loadCorpus } from "@nmf/data";
import {
  History,
  type Lesson,
  type LessonContext,
  type LessonOutcome,
  runLesson,
  type Screen,
} from "@nmf/lib/lesson";
import { columnSums, Matrix, type SparseMatrix } from "@nmf/lib/matrix";
import { topicBars, zipf } from "@nmf/lib/plot";
import { CountVectorizer, showTopics, topicTerms } from "@nmf/lib/text";
import { categoryMeans, SETTINGS, tfidf } from "./method.ts";

export const lesson: Lesson = {
  number: "01",
  title: "From documents to numbers: TF-IDF",
  about: [
    "We turn texts into a matrix V, one row per document and one column per term,",
    "and weigh the terms so that those which set a document apart stand out.",
  ],
  iterations: 0,
  run,
  next: [
    "In lesson.ts replace the idf by 1 (plain counts, rows of length 1) and run this again:",
    "which words come back to the top of each category, and why?",
    "Then: deno task lesson:02",
  ],
};

function run(
  { corpus, counts, terms, options, screen }: LessonContext<object>,
): LessonOutcome {
  const V = tfidf(counts);
  threeSentences(screen);
  sizes(counts, screen);
  const everyWord = mostFrequent(corpus.documents, screen);
  strongestTerms(corpus, counts, V, terms, screen);

  const history = new History(V);
  const { W, H } = categoryMeans(V, corpus.categories, corpus.categoryNames);
  history.record(0, W, H);
  screen.heading("What each category is about");
  screen.line(
    "The topics below are the terms with the largest mean TF-IDF in each category. As a\n" +
      "factorization: W says who is in which category, H holds the means. Lesson 02 finds W\n" +
      "and H without being told the categories; there --topics says how many.",
  );
  return {
    method: "mean TF-IDF per category",
    V,
    W,
    H,
    topicNames: corpus.categoryNames,
    iterations: 0,
    seconds: history.seconds,
    history: history.entries,
    charts: () => ({
      topics: topicBars(
        topicTerms(H, terms, options.words),
        `Terms with the largest mean TF-IDF (${corpus.name})`,
        corpus.categoryNames,
      ),
      zipf: zipf(
        everyWord,
        `How often each word occurs, stop words included (${corpus.name})`,
      ),
    }),
  };
}

/** TF-IDF where every number can be checked by hand. */
function threeSentences(screen: Screen): void {
  const vectorizer = new CountVectorizer({ stopWords: "english" });
  const counts = vectorizer.fitTransform(SETTINGS.sentences);
  const terms = vectorizer.featureNames;
  const weights = tfidf(counts).toDense();
  const df = columnSums(counts.mapNonzeros(() => 1));
  const n = counts.rows;
  screen.heading("TF-IDF by hand");
  SETTINGS.sentences.forEach((sentence, i) => screen.line(`  ${i + 1}. ${sentence}`));
  screen.line();
  const table = counts.toDense();
  screen.table(
    ["term", "count in 1", "in 2", "in 3", "df", "idf", "TF-IDF in 1", "in 2", "in 3"],
    terms.map((term, t) => [
      term,
      ...[0, 1, 2].map((i) => table.at(i, t)),
      df[t],
      (Math.log((1 + n) / (1 + df[t])) + 1).toFixed(3),
      ...[0, 1, 2].map((i) => weights.at(i, t).toFixed(3)),
    ]),
  );
  screen.line(
    "\n“moon” is in two of the three sentences, so it weighs less than “orbits”; “bread”\n" +
      "occurs twice in one, so it weighs most there. “the”, “and” and “is” are stop words.",
  );
}

/** How large V is, and how empty. */
function sizes(counts: SparseMatrix, screen: Screen): void {
  const { rows, cols, nonzeros } = counts;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  const once = columnSums(counts).filter((sum) => sum === 1).length;
  const empty = rows - new Set(counts.indptr).size + 1;
  screen.heading("The corpus as a matrix");
  screen.table(["", "value"], [
    ["documents × terms", `${rows} × ${cols}`],
    ["documents left empty", empty],
    ["entries", rows * cols],
    ["of them not 0", `${nonzeros} (${(100 * nonzeros / (rows * cols)).toFixed(2)} %)`],
    ["with every 0 written out", megabytes(8 * rows * cols)],
    ["as a sparse matrix", megabytes(12 * nonzeros + 4 * (rows + 1))],
    ["terms that occur only once", `${once} (${(100 * once / cols).toFixed(0)} %)`],
  ]);
}

/** Zipf's law: the counts of all words, those of the stop words included. */
function mostFrequent(documents: readonly string[], screen: Screen): Float64Array {
  const vectorizer = new CountVectorizer();
  const sums = columnSums(vectorizer.fitTransform(documents));
  const [common] = topicTerms(
    new Matrix(1, sums.length, sums),
    vectorizer.featureNames,
    10,
  );
  screen.heading("Zipf's law");
  screen.line(
    "Count every word, stop words too, and sort by frequency: the count at rank r is about\n" +
      "the first count divided by r. A few words make up most of any text.",
  );
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
  return sums;
}

/** The first post of each of the first three categories, by counts and by TF-IDF. */
function strongestTerms(
  corpus: LessonContext<object>["corpus"],
  counts: SparseMatrix,
  V: SparseMatrix,
  terms: readonly string[],
  screen: Screen,
): void {
  const strongest = (A: SparseMatrix, i: number) =>
    showTopics(A.selectRows([i]).toDense(), terms, Math.min(6, A.row(i).data.length))[0];
  screen.heading("The strongest terms of a few posts");
  for (const name of corpus.categoryNames.slice(0, 3)) {
    const i = corpus.categories.findIndex((category, i) =>
      category === name && counts.row(i).data.length > 5
    );
    if (i < 0) continue;
    screen.line(`${corpus.ids[i]}`);
    screen.line(`  by counts: ${strongest(counts, i).join(" ")}`);
    screen.line(`  by TF-IDF: ${strongest(V, i).join(" ")}`);
  }
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
