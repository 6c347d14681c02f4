import type { CorpusLoader, Lesson } from "./lesson.ts";
import { lessonOptions } from "./options.ts";
import { performLesson } from "./perform_lesson.ts";
import { reportMistake } from "./report_mistake.ts";

/**
 * Runs a lesson as a program: reads the command line, does the work, prints.
 *
 * What the user got wrong becomes one line on standard error and exit status 2; an error
 * inside the program keeps its stack.
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
    const result = await performLesson(lesson, loadCorpus, options);
    if (options.json) console.log(JSON.stringify(result));
  } catch (error) {
    reportMistake(error);
  }
}
