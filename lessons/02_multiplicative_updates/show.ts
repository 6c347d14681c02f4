import type { History, LessonContext, Screen } from "@nmf/lib/lesson";
import {
  countNegatives,
  map,
  type Matrix,
  norm,
  type SparseMatrix,
} from "@nmf/lib/matrix";
import type { NMF } from "@nmf/lib/nmf";
import { componentLine, dotPlot, errorCurve, topicBars } from "@nmf/lib/plot";
import { showTopics, topicTerms } from "@nmf/lib/text";

/** Where a random start ends. */
export interface Start {
  seed: number;
  error: number;
  iterations: number;
}

/** Rows of Vᵀ with their largest and their most negative entries. */
export function showSvd(
  Vt: Matrix,
  floor: number,
  terms: readonly string[],
  words: number,
  screen: Screen,
): void {
  const k = Vt.rows;
  const most = showTopics(Vt, terms, words);
  const least = showTopics(map(Vt, (value) => -value), terms, words);
  for (let r = 1; r < Math.min(k, 4); r++) {
    screen.line(`row ${r + 1} of Vᵀ  +  ${most[r].join(" ")}`);
    screen.line(`            −  ${least[r].join(" ")}`);
  }
  const negatives = countNegatives(Vt);
  screen.line(
    `Of its ${Vt.data.length} entries ${negatives} are negative` +
      (negatives > 0 ? ": a post is a sum of\nthings it is and things it is not." : ".") +
      ` Its error, ${floor.toFixed(4)}, is the floor for rank ${k}.`,
  );
}

/** Both fits between the two errors that limit them. */
export function showErrors(
  V: SparseMatrix,
  { floor, mine, history, expert, expertHistory }: {
    floor: number;
    mine: { iterations: number };
    history: History;
    expert: NMF;
    expertHistory: History;
  },
  screen: Screen,
): void {
  screen.table(["method", "iterations", "seconds", "error"], [
    ["truncated SVD (the floor)", "", "", floor.toFixed(4)],
    [
      "multiplicative updates",
      mine.iterations,
      history.seconds.toFixed(2),
      history.entries.at(-1)!.error.toFixed(4),
    ],
    [
      "coordinate descent",
      expert.nIterations,
      expertHistory.seconds.toFixed(2),
      expert.reconstructionError.toFixed(4),
    ],
    ["W = H = 0", "", "", norm(V).toFixed(4)],
  ]);
}

/** Where the random starts ended, best first, and how many ends there are. */
export function showStarts(
  starts: readonly Start[],
  bound: number,
  screen: Screen,
): void {
  screen.table(
    ["seed", "error", "iterations"],
    starts.map(({ seed, error, iterations }) => [seed, error.toFixed(4), iterations]),
    ["right", "right", "right"],
  );
  for (const line of endsOf(starts, bound)) screen.line(line);
}

/** What the table of starts says, in words. */
export function endsOf(starts: readonly Start[], bound: number): string[] {
  const ends = new Set(starts.map(({ error }) => error.toFixed(3)));
  const best = starts[0].error.toFixed(3);
  const there = starts.filter(({ error }) => error.toFixed(3) === best).length;
  const stopped = starts.filter(({ iterations }) => iterations >= bound).length;
  const bounded = stopped === 0
    ? []
    : [`${stopped} of the ${starts.length} met the bound on iterations, ${bound}.`];
  if (ends.size === 1) {
    return [`All ${starts.length} found the same minimum, ${best}.`, ...bounded];
  }
  return [
    `${there} of ${starts.length} came to the lowest error, ${best}; the others ended in ` +
    `${ends.size - 1} other ${ends.size === 2 ? "place" : "places"}, up to ` +
    `${starts.at(-1)!.error.toFixed(3)}.`,
    ...bounded,
    "One start is not the answer: run several, keep the best.",
  ];
}

/** All charts of the lesson, by file name. */
export function charts(
  { corpus, terms, options }: LessonContext<object>,
  { H, floor, history, expertHistory, starts }: {
    H: Matrix;
    floor: number;
    history: History;
    expertHistory: History;
    starts: readonly Start[] | undefined;
  },
) {
  const { topics: k, words } = options;
  return {
    topics: topicBars(
      topicTerms(H, terms, words),
      `Topics by multiplicative updates (${corpus.name})`,
    ),
    component: componentLine(
      H.row(0),
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
    ...starts && {
      starts: dotPlot(
        starts.map(({ seed, error }) => ({
          name: `seed ${seed}`,
          value: Number(error.toFixed(4)),
          group: error.toFixed(3),
        })),
        "error ‖V − WH‖ at the end",
        `Ten random starts (${corpus.name}); one colour per local minimum`,
      ),
    },
  };
}
