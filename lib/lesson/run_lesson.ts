import { fileURLToPath } from "node:url";
import { filesBeside, LastRunFile } from "./last_run.ts";
import type { CorpusLoader, Lesson, LessonResult } from "./lesson.ts";
import type { LessonOptions } from "./lesson_options.ts";
import { lessonOptions } from "./options.ts";
import { performLesson } from "./perform_lesson.ts";
import { reportMistake } from "./report_mistake.ts";
import { typeMistake } from "./type_mistake.ts";
import { type RunFacts, whatChanged } from "./what_changed.ts";

/**
 * Runs a lesson as a program: reads the command line, does the work, prints.
 *
 * What the user got wrong becomes one line on standard error and exit status 2; an error
 * inside the program keeps its stack. A run with charts in their usual folder also says
 * what it changed against the last one, and whether TypeScript finds a mistake in an edit.
 *
 * @param lesson what to run
 * @param loadCorpus where the documents come from
 * @param args the command line; this program's own when left out
 */
export async function runLesson<Extra extends object>(
  lesson: Lesson<Extra>,
  loadCorpus: CorpusLoader,
  args: readonly string[] = Deno.args,
): Promise<void> {
  try {
    const options = lessonOptions(lesson, args);
    const compares = options.chart && !options.json &&
      options.out === `out/${lesson.number}`;
    const result = compares
      ? await comparing(options.out, () => performLesson(lesson, loadCorpus, options))
      : await performLesson(lesson, loadCorpus, options);
    if (options.json) console.log(JSON.stringify(result));
  } catch (error) {
    reportMistake(error);
  }
}

/** Does a run, looks at the types of what was edited meanwhile, and compares it. */
async function comparing(
  out: string,
  run: () => Promise<LessonResult>,
): Promise<LessonResult> {
  const kept = new LastRunFile(out);
  const last = kept.read();
  const files = await filesBeside(Deno.mainModule);
  const mistake = last?.files === files
    ? Promise.resolve([])
    : typeMistake(fileURLToPath(Deno.mainModule));
  try {
    const result = await run();
    const facts = factsOf(result);
    const changed = last && whatChanged(last.facts, facts);
    if (changed !== undefined) console.log(`\n${changed}`);
    const lines = await mistake;
    // With a mistake the types are looked at again next time, edited or not.
    kept.write({ facts, files: lines.length === 0 ? files : "" });
    return result;
  } finally {
    // Where the run stopped with an error, a wrong type is often the cause.
    const [said, ...source] = await mistake;
    if (said !== undefined) console.log([`\n→ ${said}`, ...source].join("\n"));
  }
}

function factsOf({ corpus, options, error, iterations, topics }: LessonResult): RunFacts {
  const { out: _, json: _json, chart: _chart, quiet: _quiet, ...deciding } =
    options as LessonOptions;
  return {
    corpus: `${corpus.name}, ${corpus.documents} documents`,
    options: deciding,
    error: Number.isNaN(error) ? null : error,
    iterations,
    topics,
  };
}
