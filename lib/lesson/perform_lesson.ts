import {
  clampMin,
  countNegatives,
  frobeniusError,
  type SparseMatrix,
} from "../matrix/mod.ts";
import { showTopics } from "../text/mod.ts";
import { InputError } from "../error/mod.ts";
import type {
  CorpusLoader,
  Lesson,
  LessonContext,
  LessonOutcome,
  LessonResult,
  MethodOutcome,
} from "./lesson.ts";
import { Heartbeat } from "./heartbeat.ts";
import { notice } from "./notice.ts";
import type { LessonOptions } from "./lesson_options.ts";
import { Screen } from "./screen.ts";
import { isFileError, tryFolder } from "./try_folder.ts";
import { summary, vectorizeCorpus } from "./vectorize_corpus.ts";

/** Seconds without a step after which one may ask whether there will be another. */
const SILENCE = 30;

/**
 * Runs a lesson from its documents to its charts, as `runLesson` does after reading the
 * command line.
 *
 * @param lesson what to run
 * @param loadCorpus where the documents come from
 * @param options all of the lesson's options
 * @returns what `--json` prints
 * @throws {InputError} if the corpus or the options cannot be used, or the charts cannot
 * be written
 */
export async function performLesson<Extra extends object>(
  lesson: Lesson<Extra>,
  loadCorpus: CorpusLoader,
  options: LessonOptions & Extra,
): Promise<LessonResult> {
  const all = !options.json && !options.quiet;
  // Who looks at a terminal should learn that a loop of an edit does not end.
  using heart = all && Deno.stderr.isTerminal() ? new Heartbeat(SILENCE) : undefined;
  const screen = new Screen(
    options.json ? "nothing" : options.quiet ? "results" : "all",
    () => heart?.beat(),
  );
  screen.heading(`Lesson ${lesson.number}: ${lesson.title}`);
  for (const line of lesson.about) screen.line(line);

  if (options.chart) await refusing(options.out, tryFolder);
  const context = await prepare(loadCorpus, options, screen);
  const { corpus, terms } = context;
  const outcome = await lesson.run(context);
  const { V = context.V, W, H } = outcome;
  const topics = showTopics(H, terms, options.words);
  const error = frobeniusError(V, W, H);
  const negatives = { W: countNegatives(W), H: countNegatives(H) };

  screen.heading(`Topics (${outcome.method})`);
  topics.forEach((words, i) => {
    const name = outcome.topicNames?.[i] ?? `topic ${i + 1}`;
    // Words that are sorted by NaN are chance.
    screen.result(`${name}: ${H.row(i).some(Number.isNaN) ? "—" : words.join(" ")}`);
  });
  screen.result(
    Number.isNaN(error)
      ? "error ‖V − WH‖: not a number"
      : `error ‖V − WH‖ = ${error.toFixed(4)}; ` +
        `negative entries: ${negatives.W} in W, ${negatives.H} in H`,
  );
  if (negatives.W + negatives.H > 0) {
    const honest = frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
    screen.result(`error with the negatives set to 0: ${honest.toFixed(4)}`);
  }
  for (const text of noticed(V, outcome)) screen.result(`\n→ ${text}`);
  if (options.chart) {
    const charts = outcome.charts();
    // Loaded late: Vega takes a quarter of a second that `--no-chart` should not wait for.
    const { writeCharts } = await import("../plot/mod.ts");
    await refusing(options.out, (dir) => writeCharts(charts, dir));
    screen.result(
      `charts in ${options.out}: ${Object.keys(charts).join(", ")} ` +
        `(.svg, and .html that works offline)`,
    );
  }
  screen.heading("Next");
  for (const line of lesson.next) screen.line(line);

  const resultOf = ({ method, W, H, iterations, seconds, history }: MethodOutcome) => ({
    lesson: lesson.number,
    corpus: {
      name: corpus.name,
      documents: V.rows,
      terms: V.cols,
      nonzeros: V.nonzeros,
      ...(corpus.notes?.length && { notes: corpus.notes }),
    },
    method,
    options: { ...options },
    topics: showTopics(H, terms, options.words),
    error: frobeniusError(V, W, H),
    negatives: { W: countNegatives(W), H: countNegatives(H) },
    iterations,
    seconds,
    history,
  });
  const result: LessonResult = resultOf(outcome);
  if (outcome.methods !== undefined) result.methods = outcome.methods.map(resultOf);
  return result;
}

/** What stands out in the outcome, or in each method's where a lesson compares several. */
function noticed(V: SparseMatrix, outcome: LessonOutcome): string[] {
  if (outcome.methods === undefined) return notice(V, outcome);
  return outcome.methods.flatMap((one) =>
    notice(V, one).map((text) => `${one.method}: ${text}`)
  );
}

/** Loads and vectorizes the documents, and says what came of it. */
async function prepare<Extra extends object>(
  loadCorpus: CorpusLoader,
  options: LessonOptions & Extra,
  screen: Screen,
): Promise<LessonContext<Extra>> {
  const vectorized = await vectorizeCorpus(loadCorpus, options);
  screen.line(`\n${summary(vectorized)}`);
  for (const note of vectorized.corpus.notes ?? []) screen.note(note);
  if (options.corpus === undefined && vectorized.corpus.name === "mini") {
    screen.line(
      "(This is the small corpus. `deno task data` fetches the real one, 14 MB.)",
    );
  }
  return { ...vectorized, options, screen };
}

/** Does something with the folder of the charts, and says in one line if that is refused. */
async function refusing(
  dir: string,
  work: (dir: string) => Promise<unknown>,
): Promise<void> {
  try {
    await work(dir);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new InputError(
      `cannot write charts to ${dir} (${error.message}); ` +
        `choose another folder with --out, or leave them out with --no-chart`,
    );
  }
}
