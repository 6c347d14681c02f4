import { loadCorpus } from "@nmf/data";
import {
  History,
  type Lesson,
  type LessonContext,
  type LessonOutcome,
  type Progress,
  runLesson,
  scenes,
} from "@nmf/lib/lesson";
import { svdFloor, transpose } from "@nmf/lib/matrix";
import { fitMany, type Init, initialize, NMF } from "@nmf/lib/nmf";
import { showTopics } from "@nmf/lib/text";
import { multiplicativeUpdates, SETTINGS } from "./method.ts";
import { charts, showErrors, showStarts, showSvd, type Start } from "./show.ts";

export const lesson: Lesson = {
  number: "02",
  title: "Multiplicative updates",
  about: [
    "We factorize V ≈ WH with W ≥ 0 and H ≥ 0, once with a rule of one line and once as an",
    "expert would; we compare with the SVD, with raw counts, and with ten other starts.",
  ],
  sections: 5,
  iterations: SETTINGS.iterations,
  run,
  next: [
    "In method.ts let H be updated before W, or take half a step: W = mul(W, map(ratioW,",
    "Math.sqrt)), with map among the imports, and the same for H. Does the error still fall",
    "every time? How many iterations does it take now?",
    "Then: deno task lesson:03",
  ],
};

type Context = LessonContext<object>;

async function run(context: Context): Promise<LessonOutcome> {
  const { V, options } = context;
  const { topics: k, seed, iterations } = options;
  // The two fits whose seconds are shown have the machine to themselves. The ten starts
  // come next, on other threads, and run on while this one does and prints the rest.
  const start = initialize(V, k, SETTINGS.start as Exclude<Init, "custom">, seed);
  const history = new History(V);
  const mine = multiplicativeUpdates(V, start, {
    iterations,
    errorAfter: (i, W, H) => history.record(i, W, H),
  });
  const expertHistory = new History(V);
  const expert = new NMF({
    nComponents: k,
    init: "custom",
    maxIter: iterations,
    onIteration: ({ iteration, W, Ht }) =>
      expertHistory.record(iteration, W, transpose(Ht)),
  });
  expertHistory.record(0, start.W, start.H);
  expert.fitTransform(V, start);
  const scene = scenes(options.only);
  const tenStarts = scene(5, () => fitTenStarts(context));

  const floor = scene(1, () => theSvd(context)) ??
    svdFloor(V, Math.min(k, V.rows, V.cols), seed).floor;
  scene(2, () => multiplicativeUpdatesInNumbers(context, mine.iterations, history));
  scene(
    3,
    () => theExpertsSolver(context, { floor, mine, history, expert, expertHistory }),
  );
  scene(4, () => theSameOnCounts(context));
  const starts = tenStarts && await tenRandomStarts(context, tenStarts);
  return {
    method: "multiplicative updates",
    ...mine,
    seconds: history.seconds,
    history: history.entries,
    charts: () => charts(context, { H: mine.H, floor, history, expertHistory, starts }),
  };
}

/** What the best factorization without the rule “no negatives” looks like. */
function theSvd({ V, terms, options, screen }: Context): number {
  const { topics: k, words, seed } = options;
  const { floor, Vt } = svdFloor(V, k, seed);
  screen.heading("1. The SVD: the smallest error, but hard to read");
  showSvd(Vt, floor, terms, words, screen);
  return floor;
}

function multiplicativeUpdatesInNumbers(
  { screen }: Context,
  iterations: number,
  history: History,
): void {
  screen.heading("2. Multiplicative updates");
  const [first, last] = [history.entries[0], history.entries.at(-1)!];
  screen.line(
    `${iterations} iterations from the ${SETTINGS.start} start took ` +
      `${history.seconds.toFixed(2)} s and the error from ${first.error.toFixed(4)} to ` +
      `${last.error.toFixed(4)}.`,
  );
}

function theExpertsSolver(
  { V, terms, options, screen }: Context,
  fits: Parameters<typeof showErrors>[1],
): void {
  screen.heading("3. The expert's solver: coordinate descent");
  showErrors(V, fits, screen);
  showTopics(fits.expert.components, terms, options.words)
    .forEach((topic, i) => screen.line(`${i + 1}  ${topic.join(" ")}`));
}

function theSameOnCounts({ counts, terms, options, screen }: Context): void {
  screen.heading("4. The same on raw counts");
  screen.line(
    "Without TF-IDF long posts and frequent words weigh more; the topics follow them:",
  );
  const { topics, seed, words } = options;
  const nmf = new NMF({ nComponents: topics, init: "nndsvda", randomState: seed });
  nmf.fitTransform(counts);
  showTopics(nmf.components, terms, words)
    .forEach((topic, i) => screen.line(`${i + 1}  ${topic.join(" ")}`));
}

/**
 * The error is not convex in W and H together: where one ends depends on the start.
 *
 * @returns a function that waits for the ten fits, which have begun
 */
function fitTenStarts({ V, options, screen }: Context): () => Promise<Start[]> {
  const { topics: k, seed, iterations } = options;
  // After the last seed there is comes 0.
  const seeds = Array.from({ length: 10 }, (_, i) => (seed + i) % 2 ** 32);
  let progress: Progress | undefined;
  const fits = fitMany(
    V,
    seeds.map((randomState) => ({
      nComponents: k,
      init: "random",
      randomState,
      maxIter: iterations,
    })),
    (done) => progress?.update(done),
  );
  return async () => {
    progress = screen.progress("starts", seeds.length);
    const starts = (await fits).map(({ reconstructionError, nIterations }, i) => ({
      seed: seeds[i],
      error: reconstructionError,
      iterations: nIterations,
    }));
    progress.stop();
    return starts.sort((a, b) => a.error - b.error);
  };
}

async function tenRandomStarts(
  { options, screen }: Context,
  tenStarts: () => Promise<Start[]>,
): Promise<Start[]> {
  screen.heading("5. Ten random starts");
  const starts = await tenStarts();
  showStarts(starts, options.iterations, screen);
  return starts;
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
