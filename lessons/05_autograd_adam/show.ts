import { graphPicture, type Tensor } from "@nmf/lib/autograd";
import type { History, LessonContext, Screen } from "@nmf/lib/lesson";
import {
  clampMin,
  countNegatives,
  type Factors,
  frobeniusError,
  largestDifference,
  type Matrix,
  type SparseMatrix,
} from "@nmf/lib/matrix";
import { dotPlot, errorCurve, topicBars } from "@nmf/lib/plot";
import { topicTerms } from "@nmf/lib/text";
import type { measureLosses } from "./checks.ts";

/** Differences of gradients below this share of their size are rounding. */
const ROUNDING = 1e-6;

/** A fit, and what became of it. */
export interface Run extends Factors {
  name: string;
  history: History;
  /** The optimizer's learning rate in the first and in the last step. */
  rates: number[];
}

/** Errors to measure the others by. */
export interface Marks {
  /** No matrix of rank k comes nearer to V. */
  floor: number;
  /** The expert's NMF. */
  expert: number;
  /** W = H = 0. */
  zero: number;
}

/** What a run of Adam with penalty λ ends with. */
export interface Bought {
  lam: number;
  error: number;
  least: number;
  negatives: number;
  honest: number;
}

/** A weight as one types it: 100, 1e4. */
export function written(lam: number): string {
  return lam < 1000 ? String(lam) : lam.toExponential().replace("e+", "e");
}

/** The error of the non-negative factorization one would use: negatives set to 0. */
export function honestError(V: SparseMatrix, { W, H }: Factors): number {
  return frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
}

/** Both losses beside each other, and how far their gradients are apart. */
export function showLosses(
  V: Pick<SparseMatrix, "rows" | "cols">,
  { naive, fused, finite }: ReturnType<typeof measureLosses>,
  screen: Screen,
): void {
  screen.table(
    ["loss", "value", "milliseconds, forward and backward"],
    Object.entries({
      "W.matmul(H).sub(V).norm()": naive,
      "frobeniusLoss(V, W, H)": fused,
    }).map(([name, { value, milliseconds }]) => [
      name,
      value.toFixed(9),
      milliseconds.toFixed(2),
    ]),
  );
  const W = largestDifference(naive.W.grad, fused.W.grad);
  const H = largestDifference(naive.H.grad, fused.H.grad);
  screen.line(
    `The gradients differ by ${W.toExponential(1)} in W and ${
      H.toExponential(1)
    } in H at most. ` +
      "On 5 × 7 with 3 topics\nthey differ from finite differences by " +
      `${finite.toExponential(1)} of the largest. For all documents the\n` +
      `first loss would write out WH, ${V.rows} × ${V.cols} numbers; the second never does.`,
  );
  const rounding = W < ROUNDING && H < ROUNDING && finite < ROUNDING;
  if (!rounding) {
    screen.line("That is more than rounding: which of the gradients is wrong?");
  }
}

/** What every λ buys, beside the marks. */
export function showPenalties(
  bought: readonly Bought[],
  marks: Marks,
  screen: Screen,
): void {
  screen.table(
    ["λ", "error", "smallest entry of H", "negatives in H", "error, negatives set to 0"],
    [
      ...bought.map(({ lam, error, least, negatives, honest }) => [
        written(lam),
        error.toFixed(4),
        least.toFixed(4),
        negatives,
        honest.toFixed(4),
      ]),
      ["SVD, the floor", marks.floor.toFixed(4), "", "", ""],
      ["NMF by the expert", marks.expert.toFixed(4), "", 0, marks.expert.toFixed(4)],
      ["W = H = 0", marks.zero.toFixed(4), "", 0, marks.zero.toFixed(4)],
    ],
  );
  screen.line();
  for (const line of verdict(bought, marks)) screen.line(line);
}

/** What the table says, in words. */
export function verdict(bought: readonly Bought[], marks: Marks): string[] {
  const list = (runs: readonly Bought[]) =>
    `λ = ${runs.map(({ lam }) => written(lam)).join(", ")}`;
  const below = bought.filter(({ error }) => error < marks.expert);
  const worse = bought.filter(({ honest }) => honest > marks.zero);
  const finite = bought.filter(({ honest }) => Number.isFinite(honest));
  if (finite.length === 0) return ["No error is a number: what do all of them share?"];
  const best = finite.reduce((a, b) => b.honest < a.honest ? b : a);
  const counts = below.map(({ negatives }) => negatives);
  return [
    below.length === 0
      ? "No loss is below the expert's."
      : `${list(below)}: a loss below the expert's, bought with ${
        counts.length === 1
          ? counts[0]
          : `${Math.min(...counts)} to ${Math.max(...counts)}`
      } negatives in H.\nThat is on the way to the SVD, whose error is ${
        marks.floor.toFixed(4)
      }; it is no NMF.`,
    worse.length === 0
      ? "Once the negatives are gone, none is worse than W = H = 0."
      : `${list(worse)}: once the negatives are gone, worse than W = H = 0, ` +
        "that is, worse than no topics at all.",
    `The best once the negatives are gone is λ = ${written(best.lam)}, with ${
      best.honest.toFixed(4)
    }; the expert has ${marks.expert.toFixed(4)}.`,
  ];
}

/** The repairs beside what they repair. */
export function showRepairs(
  V: SparseMatrix,
  runs: readonly Run[],
  marks: Marks,
  screen: Screen,
): void {
  const rows = runs.map((run) => ({
    ...run,
    error: frobeniusError(V, run.W, run.H),
    negatives: [countNegatives(run.W), countNegatives(run.H)],
    honest: honestError(V, run),
  }));
  screen.table(
    [
      "Adam with",
      "error",
      "negatives W",
      "negatives H",
      "negatives set to 0",
      "steps",
      "seconds",
      "optimizer's lr",
    ],
    rows.map(({ name, error, negatives, honest, history, rates }) => [
      name,
      error.toFixed(4),
      ...negatives,
      honest.toFixed(4),
      history.entries.at(-1)!.iteration,
      history.seconds.toFixed(2),
      [...new Set(rates)].map((rate) => Number(rate.toPrecision(2))).join(" → "),
    ]),
  );
  screen.line(`\n${bestRepair(rows, marks)}`);
}

/** Which run is best once its negatives are gone, in words. */
export function bestRepair(
  rows: readonly { name: string; honest: number }[],
  { expert }: Pick<Marks, "expert">,
): string {
  const finite = rows.filter(({ honest }) => Number.isFinite(honest));
  if (finite.length === 0) return "No error is a number: what do all of them share?";
  const best = finite.reduce((a, b) => b.honest < a.honest ? b : a);
  return `Without negatives the lowest error is ${
    best.honest.toFixed(4)
  }, by ${best.name}; ` +
    `the expert's NMF has ${expert.toFixed(4)}.`;
}

/** All charts of the lesson, by file name. */
export function charts(
  { corpus, terms, options }: LessonContext<object>,
  { graph, bought, runs, marks, chosen, begin }: {
    graph: Tensor | undefined;
    bought: readonly Bought[] | undefined;
    runs: readonly Run[];
    marks: Marks;
    chosen: { name: string; H: Matrix };
    begin: number;
  },
) {
  const { topics: k, words } = options;
  const steps = Math.max(...runs.map(({ history }) => history.entries.at(-1)!.iteration));
  return {
    ...graph && { graph: graphPicture(graph) },
    ...bought && {
      lam: dotPlot(
        [
          ...bought.flatMap(({ lam, error, honest }) => [
            { name: `λ = ${written(lam)}`, value: error, group: "as reported" },
            { name: `λ = ${written(lam)}`, value: honest, group: "negatives set to 0" },
          ]),
          { name: "W = H = 0", value: marks.zero, group: "to compare with" },
          { name: "NMF by the expert", value: marks.expert, group: "to compare with" },
          { name: "SVD, the floor", value: marks.floor, group: "to compare with" },
        ],
        "‖V − WH‖",
        `Adam with a penalty, before and after (${corpus.name}, ${k} topics)`,
      ),
    },
    topics: topicBars(
      topicTerms(chosen.H, terms, words),
      `Topics by Adam, ${chosen.name} (${corpus.name})`,
    ),
    error: errorCurve(
      [
        ...runs.map(({ name, history }) => ({ name, points: history.entries })),
        {
          name: "NMF by the expert",
          points: [1, steps].map((iteration) => ({ iteration, error: marks.expert })),
        },
      ],
      `Adam from the ${START} start (${corpus.name}, ${k} topics)`,
      {
        floor: { name: "SVD, the floor", error: marks.floor },
        log: true,
        highest: begin,
      },
    ),
  };
}

/** Where the runs beside the long table begin. */
export const START = "nndsvda";
