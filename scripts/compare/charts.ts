import { Matrix } from "@nmf/lib/matrix";
import {
  type Chart,
  documentTopics,
  errorCurve,
  rangePlot,
  topicsSideBySide,
  withWidth,
} from "@nmf/lib/plot";
import { counted } from "../../lessons/06_comparison/phrases.ts";
import { softwareNoteOf } from "./gpu_line.ts";
import { type Facts, FIXED_START, PEER, type Result } from "./results.ts";
import { summarize } from "./summarize.ts";

/** A chart of the report. */
export interface Figure {
  /** What it is called in the page. */
  name: string;
  /** What can be seen in it, in a sentence or two. */
  caption: string;
  chart: Chart;
  /** For a narrow page, if the same chart will not do. */
  narrow?: Chart;
  /** Drawn at its own width, and not at the page's. */
  ownWidth?: true;
}

/** Pixels across: what a README is wide. */
const PICTURE = 760;
/** Words that stand in a line on a narrow page. */
const FEW_WORDS = 3;

/** The charts of one rank. */
export function figuresOf(results: readonly Result[], facts: Facts): Figure[] {
  const ours = results.filter(({ clamped, failed }) =>
    failed === undefined && Number.isFinite(clamped)
  );
  const fixed = ours.filter(({ start }) => start === FIXED_START);
  const methods = fixed.filter(({ method }) => method.lesson !== PEER);
  if (methods.length === 0) return [];
  const best = methods.reduce((a, b) => b.clamped < a.clamped ? b : a);
  const rank = best.rank;
  const where = `(${facts.corpus.name}, ${counted(rank, "topic")})`;
  const random = ours.filter(({ start }) => start !== FIXED_START);
  const starts = new Set(random.map(({ start }) => start)).size;
  const [spread, times] = starts === 0 ? [summarize(fixed), "from the nndsvda start"] : [
    summarize(random),
    starts === 1 ? "from 1 random start" : `over ${starts} random starts`,
  ];
  const note = softwareNoteOf(ours);
  const noted = (caption: string) => note === undefined ? caption : `${caption} ${note}`;
  const rows = (measure: "honest" | "seconds") =>
    spread.map((summary) => ({ name: summary.method.name, ...summary[measure] }));
  return [
    {
      name: `seconds-${rank}`,
      caption: noted(
        "Farther left is sooner, farther down is better. Dashed in grey: the truncated " +
          "SVD, below which no error can be.",
      ),
      chart: curve(methods, facts, "seconds", where),
    },
    {
      name: `iterations-${rank}`,
      caption: "The same against iterations, which cost each method a different time.",
      chart: curve(methods, facts, "iteration", where),
    },
    {
      name: `errors-${rank}`,
      caption: starts < 2
        ? "A dot is the honest error of a method."
        : "A dot is the median, the line goes from the lowest to the highest. A long " +
          "line says that this method's end depends on its start.",
      chart: rangePlot(rows("honest"), "honest error", `Honest error ${times} ${where}`),
    },
    ...(spread.every(({ seconds }) => seconds.low > 0)
      ? [{
        name: `times-${rank}`,
        caption: noted(
          (starts < 2
            ? "A dot is the time of a method"
            : "A dot is the median, the line goes from the shortest to the longest time") +
            ", all its iterations, on a logarithmic axis.",
        ),
        chart: rangePlot(
          rows("seconds"),
          "seconds, on a logarithmic axis",
          `Seconds ${times} ${where}`,
          { log: true },
        ),
      }]
      : []),
    topicsFigure(methods, where, rank),
    {
      name: `documents-${rank}`,
      caption:
        "A line is a document, or the mean of a few where there are many; darker " +
        "is a larger share of the topic. Where topics are categories, each category has one dark block.",
      chart: documentTopics(
        Matrix.from(best.W ?? []),
        facts.corpus.categories,
        `Documents and topics by ${best.method.name} ${where}`,
      ),
    },
  ];
}

/** The report in one picture: where the methods end, and how soon. */
export function picture(results: readonly Result[], facts: Facts): Chart | undefined {
  const figure = figuresOf(results, facts).find(({ name }) => name.startsWith("seconds"));
  return figure && withWidth(figure.chart, PICTURE);
}

function curve(
  methods: readonly Result[],
  { bounds }: Facts,
  against: "seconds" | "iteration",
  where: string,
): Chart {
  const best = Math.min(...methods.map(({ clamped }) => clamped));
  const { floor, zero } = bounds.find(({ rank }) => rank === methods[0]!.rank)!;
  const series = methods.map(({ method, history }) => ({
    name: method.name,
    points: history
      // A logarithmic axis has no 0, the start.
      .filter(({ iteration, seconds }) => iteration > 0 && seconds > 0)
      .map(({ iteration, seconds, clamped }) => ({
        iteration,
        seconds,
        error: clamped!,
      })),
  }));
  const counted = against === "seconds" ? "seconds" : "iterations";
  return errorCurve(series, `Honest error against ${counted} ${where}`, {
    against,
    counted: `${counted}, on a logarithmic axis`,
    floor: { name: "truncated SVD (floor)", error: floor },
    log: true,
    // From ten times as far above the floor as the best on, only the shape of a fall is
    // seen; where the best is exact, that is nowhere.
    highest: best - floor > 1e-6 * zero ? floor + 10 * (best - floor) : zero,
  });
}

function topicsFigure(methods: readonly Result[], where: string, rank: number): Figure {
  const of = methods.map(({ method, topics }) => ({ name: method.name, topics }));
  const title = `Topics of all methods ${where}`;
  return {
    name: `topics-${rank}`,
    caption: methods.length === 1
      ? "Its topics, word by word, the strongest word first."
      : "The same topic of all methods, word by word, the strongest word first.",
    chart: topicsSideBySide(of, title),
    narrow: topicsSideBySide(of, title, { wordsPerLine: FEW_WORDS }),
    ownWidth: true,
  };
}
