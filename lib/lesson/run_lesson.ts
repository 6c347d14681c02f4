import { CommanderError } from "commander";
import { InputError } from "../error/mod.ts";
import type { CorpusLoader, Lesson } from "./lesson.ts";
import { lessonOptions } from "./options.ts";
import { performLesson } from "./perform_lesson.ts";

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
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      complain(`${error.message.replaceAll(/\s+/g, " ")} (see --help)`);
    } else if (error instanceof InputError) {
      complain(`error: ${error.message}`);
    } else throw error;
  }
}

function complain(line: string): void {
  console.error(line);
  Deno.exitCode = 2;
}
