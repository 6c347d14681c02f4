import { loadCorpus } from "@nmf/data";
import { chooseGpu, type Device, DEVICES } from "@nmf/gpu";
import {
  type Lesson,
  type LessonContext,
  type LessonOutcome,
  runLesson,
  type Screen,
} from "@nmf/lib/lesson";
import { initialize } from "@nmf/lib/nmf";
import { documentTopics, errorCurve, topicsSideBySide } from "@nmf/lib/plot";
import {
  type Bounds,
  boundsOf,
  judge,
  type Row,
  type Run,
  runMethod,
  topicStrengths,
} from "./measure.ts";
import { METHODS } from "./methods.ts";
import { wrapped } from "./phrases.ts";
import { shownName, softwareNote } from "./shown_name.ts";
import { columnsInBrief, oneStartTable } from "./table.ts";
import { verdict } from "./verdict.ts";

/** Where all methods begin. */
const START = "nndsvda";

interface Extra {
  device: Device;
}

export const lesson: Lesson<Extra> = {
  number: "06",
  title: "All methods side by side",
  about: [
    "Every method of lessons 02 to 05 and the expert's solver factorize the same V from the",
    "same start. One table says what came of it; the verdict is computed from the table.",
  ],
  iterations: 1000,
  options: () => [{
    name: "device",
    placeholder: "which",
    about: "cpu leaves out the method that needs a GPU",
    kind: "choice",
    choices: DEVICES,
    default: "auto",
  }],
  run,
  next: [
    "Change a method in its own lesson, such as a learning rate, and run this again.",
    "For several seeds and ranks, with a report to hand out: deno task compare",
    "More to try: deno task practice 06.1, and “To explore” in lessons/06_comparison/README.md",
  ],
};

async function run(context: LessonContext<Extra>): Promise<LessonOutcome> {
  const { corpus, V, counts, terms, options, screen } = context;
  const { topics: k, words, seed, iterations } = options;
  const { gpu, reason } = await chooseGpu(options.device, k);
  using _ = gpu;
  if (reason !== undefined && options.device !== "cpu") {
    screen.line(`\n${wrapped(`Lesson 04's method is left out: ${reason}.`)}`);
  }
  const problem = {
    V,
    start: initialize(V, k, START, seed),
    iterations,
    seed,
    ...(gpu && { gpu }),
  };
  const methods = METHODS.filter(({ needsGpu }) => !needsGpu || gpu !== undefined)
    .map((method) => ({ ...method, name: shownName(method, gpu) }));

  const progress = screen.progress("methods", methods.length);
  const runs: Run[] = [];
  for (const method of methods) {
    runs.push(await runMethod(method, problem));
    progress.update(runs.length);
  }
  progress.stop();

  const bounds = boundsOf(V, k, seed);
  const rows = judge(runs, { V, counts, terms, categories: corpus.categories, words });
  screen.heading(`All methods from the ${START} start, ${k} topics`);
  showTable(screen, rows, bounds);
  if (gpu?.software) screen.line(`\n${wrapped(softwareNote(gpu.description))}`);
  screen.heading("Verdict");
  for (const line of verdict(rows, bounds)) screen.result(wrapped(line));

  const outcomes = rows.map(({ method, W, H, iterations, seconds, history }) => ({
    method: method.name,
    W,
    H,
    iterations,
    seconds,
    history,
  }));
  const best = rows.reduce((a, b) => b.clamped < a.clamped ? b : a);
  return {
    ...outcomes[rows.indexOf(best)]!,
    methods: outcomes,
    charts: () => chartsOf(rows, bounds, best, context),
  };
}

function showTable(screen: Screen, rows: readonly Row[], bounds: Bounds): void {
  const { head, rows: lines, columns } = oneStartTable(rows, bounds);
  screen.table(head, lines.map(({ cells }) => cells));
  screen.line(`\n${wrapped(columnsInBrief(columns))}`);
}

function chartsOf(
  rows: readonly Row[],
  { floor, zero }: Bounds,
  best: Row,
  { corpus, options }: LessonContext<Extra>,
) {
  const series = rows.map(({ method, history }) => ({
    name: method.name,
    // Of an explosion only the beginning can be drawn.
    points: history.filter(({ clamped }) => clamped! < 10 * zero).map((entry) => ({
      iteration: entry.iteration,
      seconds: entry.seconds,
      error: entry.clamped!,
    })),
  }));
  const where = `(${corpus.name}, ${options.topics} topics)`;
  const limits = {
    floor: { name: "truncated SVD (floor)", error: floor },
    log: true,
    // From ten times as far above the floor as the best on, only the shape of a fall is
    // seen. Where the best is at the floor there is something to see, too.
    highest: floor + Math.max(10 * (best.clamped - floor), 0.01 * (zero - floor)),
  };
  return {
    seconds: errorCurve(series, `Error without negatives against seconds ${where}`, {
      ...limits,
      against: "seconds",
      counted: "seconds, on a logarithmic axis",
    }),
    iterations: errorCurve(
      series,
      `Error without negatives against iterations ${where}`,
      {
        ...limits,
        counted: "iterations, on a logarithmic axis",
      },
    ),
    topics: topicsSideBySide(
      rows.map(({ method, topics, error }) => ({
        name: method.name,
        topics: Number.isNaN(error) ? [] : topics,
      })),
      `Topics of all methods ${where}`,
    ),
    documents: documentTopics(
      topicStrengths(best.W, best.H),
      corpus.categories,
      `Documents and topics by ${best.method.name} (${corpus.name})`,
    ),
  };
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
