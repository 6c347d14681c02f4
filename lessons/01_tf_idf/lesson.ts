import { loadCorpus } from "@nmf/data";
import {
  History,
  type Lesson,
  type LessonContext,
  type LessonOutcome,
  runLesson,
  scenes,
  Screen,
} from "@nmf/lib/lesson";
import { columnSums, type SparseMatrix } from "@nmf/lib/matrix";
import { topicBars, zipf } from "@nmf/lib/plot";
import { CountVectorizer, showTopics, topicTerms } from "@nmf/lib/text";
import { categoryMeans, tfidf } from "./method.ts";
import { showCommonWords, showSentences, showSizes } from "./show.ts";

export const lesson: Lesson = {
  number: "01",
  title: "From documents to numbers: TF-IDF",
  about: [
    "We turn texts into a matrix V, one row per document and one column per term,",
    "and weigh the terms so that those which set a document apart stand out.",
  ],
  sections: 5,
  iterations: 0,
  run,
  next: [
    "In method.ts let idf return 1 (plain counts, rows of length 1) and run this again:",
    "which words come back to the top of each category, and why?",
    "Then: deno task lesson:02",
  ],
};

type Context = LessonContext<object>;

function run(context: Context): LessonOutcome {
  const V = tfidf(context.counts);
  const scene = scenes(context.options.only);
  scene(1, () => byHand(context));
  scene(2, () => theCorpusAsAMatrix(context));
  const everyWord = scene(3, () => zipfsLaw(context));
  scene(4, () => strongestTerms(context, V));
  // Section 5 leads to what comes out, told or not.
  const silent = { ...context, screen: new Screen("nothing") };
  return whatEachCategoryIsAbout(scene(5, () => context) ?? silent, V, everyWord);
}

/** TF-IDF where every number can be checked by hand. */
function byHand({ screen }: Context): void {
  screen.heading("1. TF-IDF by hand");
  showSentences(screen);
}

/** How large V is, and how empty. */
function theCorpusAsAMatrix({ counts, screen }: Context): void {
  screen.heading("2. The corpus as a matrix");
  showSizes(counts, screen);
}

/** The counts of all words, those of the stop words included. */
function zipfsLaw({ corpus, screen }: Context): Float64Array {
  const vectorizer = new CountVectorizer();
  const sums = columnSums(vectorizer.fitTransform(corpus.documents));
  screen.heading("3. Zipf's law");
  screen.line(
    "Count every word, stop words too, and sort by frequency. By Zipf's law the count at\n" +
      "rank r is about the first count divided by r.",
  );
  showCommonWords(sums, vectorizer.featureNames, screen);
  return sums;
}

/** A post of each of the first three categories, by counts and by TF-IDF. */
function strongestTerms({ corpus, counts, terms, screen }: Context, V: SparseMatrix) {
  const strongest = (A: SparseMatrix, i: number) =>
    showTopics(A.selectRows([i]).toDense(), terms, Math.min(6, A.row(i).data.length))[0];
  screen.heading("4. The strongest terms of a few posts");
  for (const name of corpus.categoryNames.slice(0, 3)) {
    const i = corpus.categories.findIndex((category, i) =>
      category === name && counts.row(i).data.length > 5
    );
    if (i < 0) continue;
    screen.line(corpus.ids[i]);
    screen.line(`  by counts: ${strongest(counts, i).join(" ")}`);
    screen.line(`  by V:      ${strongest(V, i).join(" ")}`);
  }
}

/** The first factorization. */
function whatEachCategoryIsAbout(
  { corpus, terms, options, screen }: Context,
  V: SparseMatrix,
  everyWord: Float64Array | undefined,
): LessonOutcome {
  const history = new History(V);
  const { W, H } = categoryMeans(V, corpus.categories, corpus.categoryNames);
  history.record(0, W, H);
  screen.heading("5. What each category is about");
  screen.line(
    "The topics below are the terms with the largest mean weight in each category. As a\n" +
      "factorization: W says who is in which category, H holds the means. Lesson 02 finds W\n" +
      "and H without being told the categories; there --topics says how many.",
  );
  return {
    method: "mean of V per category",
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
        `Terms with the largest mean weight (${corpus.name})`,
        corpus.categoryNames,
      ),
      ...everyWord && {
        zipf: zipf(
          everyWord,
          `How often each word occurs, stop words included (${corpus.name})`,
        ),
      },
    }),
  };
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
