import { dirname, resolve } from "node:path";
import { clampMin, countNegatives, frobeniusError } from "../matrix/mod.ts";
import { CountVectorizer, showTopics, TfidfTransformer } from "../text/mod.ts";
import { InputError } from "./input_error.ts";
import type {
  CorpusLoader,
  Lesson,
  LessonContext,
  LessonCorpus,
  LessonResult,
  MethodOutcome,
} from "./lesson.ts";
import type { LessonOptions } from "./options.ts";
import { Screen } from "./screen.ts";

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
  const screen = new Screen(options.json ? "nothing" : options.quiet ? "results" : "all");
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
    screen.result(`${name}: ${words.join(" ")}`);
  });
  screen.result(
    `error ‖V − WH‖ = ${error.toFixed(4)}; ` +
      `negative entries: ${negatives.W} in W, ${negatives.H} in H`,
  );
  if (negatives.W + negatives.H > 0) {
    const honest = frobeniusError(V, clampMin(W, 0), clampMin(H, 0));
    screen.result(`error with the negatives set to 0: ${honest.toFixed(4)}`);
  }
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
    corpus: { name: corpus.name, documents: V.rows, terms: V.cols, nonzeros: V.nonzeros },
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

/** Loads and vectorizes the documents, and says what came of it. */
async function prepare<Extra extends object>(
  loadCorpus: CorpusLoader,
  options: LessonOptions & Extra,
  screen: Screen,
): Promise<LessonContext<Extra>> {
  const corpus = await loadCorpus({
    ...(options.corpus !== undefined && { corpus: options.corpus }),
    ...(options.categories !== undefined && { categories: options.categories }),
  });
  const vectorizer = new CountVectorizer({ stopWords: "english" });
  const counts = countTerms(vectorizer, corpus);
  const V = new TfidfTransformer().fitTransform(counts);
  const terms = vectorizer.featureNames;
  const most = Math.min(V.rows, V.cols);
  if (options.topics > most) {
    throw new InputError(
      `--topics ${options.topics} is too many for ${V.rows} documents with ${V.cols} terms; ` +
        `give ${most} or less`,
    );
  }
  const share = 100 * V.nonzeros / (V.rows * V.cols);
  screen.line(
    `\nCorpus ${corpus.name}: ${V.rows} documents in ${corpus.categoryNames.length} ` +
      `${
        corpus.categoryNames.length === 1 ? "category" : "categories"
      }, ${V.cols} terms; ` +
      `${V.nonzeros} entries of V are not 0 (${share.toFixed(2)} %).`,
  );
  if (options.corpus === undefined && corpus.name === "mini") {
    screen.line(
      "(This is the small corpus. `deno task data` fetches the real one, 14 MB.)",
    );
  }
  return { corpus, counts, V, terms, options, screen };
}

function countTerms(vectorizer: CountVectorizer, corpus: LessonCorpus) {
  try {
    return vectorizer.fitTransform(corpus.documents);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `nothing is left of corpus ${corpus.name} once stop words are gone; ` +
        `give documents with words of two letters or more`,
    );
  }
}

/**
 * Finds out before the work whether the charts can be written after it: the folder, or the
 * one it would be made in, takes a file. Nothing is left there.
 */
async function tryFolder(dir: string): Promise<void> {
  let folder = resolve(dir);
  while (folder !== dirname(folder) && !await isThere(folder)) folder = dirname(folder);
  await Deno.remove(await Deno.makeTempFile({ dir: folder, prefix: ".chart-" }));
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
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

/** The operating system, or Deno's permissions, said no. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error &&
    ("code" in error || Object.values(Deno.errors).some((kind) => error instanceof kind));
}
