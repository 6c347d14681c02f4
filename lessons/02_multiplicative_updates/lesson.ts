import { loadCorpus } from "@nmf/data";
import {
  History,
  type Lesson,
  type LessonContext,
  type LessonOutcome,
  type Progress,
  runLesson,
  type Screen,
} from "@nmf/lib/lesson";
import { countNegatives, map, norm, svdFloor, transpose } from "@nmf/lib/matrix";
import { fitMany, type Init, initialize, NMF } from "@nmf/lib/nmf";
import { componentLine, dotPlot, errorCurve, topicBars } from "@nmf/lib/plot";
import { showTopics, topicTerms } from "@nmf/lib/text";
import { multiplicativeUpdates, SETTINGS } from "./method.ts";

export const lesson: Lesson = {
  number: "02",
  title: "Multiplicative updates",
  about: [
    "We factorize V ≈ WH with W ≥ 0 and H ≥ 0, once with a rule of one line and once as an",
    "expert would; we compare with the SVD, with raw counts, and with ten other starts.",
  ],
  iterations: SETTINGS.iterations,
  run,
  next: [
    "In lesson.ts swap the two update lines, or change the exponent: mul(W, map(ratio, Math.sqrt)).",
    "Does the error still fall every time? How many iterations does it take now?",
    "Then: deno task lesson:03",
  ],
};

async function run(context: LessonContext<object>): Promise<LessonOutcome> {
  const { corpus, counts, V, terms, options, screen } = context;
  const { topics: k, words, seed, iterations } = options;

  // The two fits whose seconds are shown have the machine to themselves. The ten starts
  // come next, on other threads, and run on while this one does and prints the rest.
  const start = initialize(V, k, SETTINGS.start as Exclude<Init, "custom">, seed);
  const history = new History(V);
  const mine = multiplicativeUpdates(V, start, {
    iterations,
    errorAfter: (i, W, H) => history.record(i, W, H),
  });
  const error = history.entries.at(-1)!.error;
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
  const tenStarts = fitTenStarts(context);

  const floor = svdTopics(context);

  screen.heading("2. Multiplicative updates, as the formula reads");
  screen.line(
    `${mine.iterations} iterations from the nndsvda start took ${
      history.seconds.toFixed(2)
    } s.`,
  );

  screen.heading("3. The expert's solver: coordinate descent");
  screen.table(["method", "iterations", "seconds", "error"], [
    ["truncated SVD (the floor)", "", "", floor.toFixed(4)],
    [
      "multiplicative updates",
      mine.iterations,
      history.seconds.toFixed(2),
      error.toFixed(4),
    ],
    [
      "coordinate descent",
      expert.nIterations,
      expertHistory.seconds.toFixed(2),
      expert.reconstructionError.toFixed(4),
    ],
    ["W = H = 0", "", "", norm(V).toFixed(4)],
  ]);
  showTopics(expert.components, terms, words)
    .forEach((topic, i) => screen.line(`${i + 1}  ${topic.join(" ")}`));

  screen.heading("4. The same on raw counts");
  screen.line(
    "Without TF-IDF long posts and frequent words weigh more; the topics follow them:",
  );
  const onCounts = new NMF({ nComponents: k, init: "nndsvda", randomState: seed });
  onCounts.fitTransform(counts);
  showTopics(onCounts.components, terms, words)
    .forEach((topic, i) => screen.line(`${i + 1}  ${topic.join(" ")}`));

  screen.heading("5. Ten random starts");
  const starts = await tenStarts();
  showStarts(starts, screen);
  return {
    method: "multiplicative updates",
    ...mine,
    seconds: history.seconds,
    history: history.entries,
    charts: () => ({
      topics: topicBars(
        topicTerms(mine.H, terms, words),
        `Topics by multiplicative updates (${corpus.name})`,
      ),
      component: componentLine(
        mine.H.row(0),
        terms,
        `The first row of H: the weight of every term in topic 1 (${corpus.name})`,
      ),
      error: errorCurve(
        [
          { name: "multiplicative updates", points: history.entries },
          { name: "coordinate descent", points: expertHistory.entries },
        ],
        `Error against iterations (${corpus.name}, ${k} topics)`,
        { floor: { name: `truncated SVD (floor of rank ${k})`, error: floor } },
      ),
      starts: dotPlot(
        starts.map(({ seed, error }) => ({
          name: `seed ${seed}`,
          value: Number(error.toFixed(4)),
          group: error.toFixed(3),
        })),
        "error ‖V − WH‖ at the end",
        `Ten random starts (${corpus.name}); one colour per local minimum`,
      ),
    }),
  };
}

/** What the best factorization without the rule “no negatives” looks like. */
function svdTopics({ V, terms, options, screen }: LessonContext<object>): number {
  const { topics: k, words, seed } = options;
  const { floor, Vt } = svdFloor(V, k, seed);
  const most = showTopics(Vt, terms, words);
  const least = showTopics(map(Vt, (value) => -value), terms, words);
  screen.heading("1. The SVD: the smallest error, but hard to read");
  for (let r = 1; r < Math.min(k, 4); r++) {
    screen.line(`row ${r + 1} of Vᵀ  +  ${most[r].join(" ")}`);
    screen.line(`            −  ${least[r].join(" ")}`);
  }
  screen.line(
    `Of its ${Vt.data.length} entries ${
      countNegatives(Vt)
    } are negative: a post is a sum of\n` +
      `things it is and things it is not. Its error, ${
        floor.toFixed(4)
      }, is the floor for rank ${k}.`,
  );
  return floor;
}

/** Where a random start ends. */
interface Start {
  seed: number;
  error: number;
  iterations: number;
}

/**
 * The error is not convex in W and H together: where one ends depends on the start.
 *
 * @returns a function that waits for the ten fits, which have begun
 */
function fitTenStarts(
  { V, options, screen }: LessonContext<object>,
): () => Promise<Start[]> {
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

function showStarts(starts: readonly Start[], screen: Screen): void {
  screen.table(
    ["seed", "error", "iterations"],
    starts.map(({ seed, error, iterations }) => [seed, error.toFixed(4), iterations]),
    ["right", "right", "right"],
  );
  const ends = new Set(starts.map(({ error }) => error.toFixed(3))).size;
  screen.line(
    ends === 1
      ? "All ten found the same minimum: these groups are so clear that they leave no other."
      : "Equal errors are the same local minimum found again; the others are worse ones (or met\n" +
        "the bound on iterations). One start is not the answer: run several, keep the best.",
  );
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
