/**
 * Checks one file and prints what was found as JSON: run by `practice` in a process of its
 * own, which can be ended if the file never comes to an end.
 *
 *     check_file.ts EXERCISE_FOLDER FILE
 *
 * @module
 */
import { requestGpu } from "@nmf/gpu";
import { checkWork, type Exercise, showFinding, Student } from "@nmf/lib/exercise";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the process prints. */
export interface Checked {
  solved: boolean;
  /** What to show, line by line. */
  lines: string[];
}

export async function checkFile(dir: string, file: string): Promise<Checked> {
  const { exercise }: { exercise: Exercise } = await import(
    pathToFileURL(join(dir, "check.ts")).href
  );
  const text = await Deno.readTextFile(file);
  const url = pathToFileURL(file);
  using kept = new DisposableStack();
  const found = await checkWork(exercise, text, async () => {
    if (file.endsWith(".wgsl")) {
      return new Student({ text, url, gpu: kept.use(await requestGpu()) });
    }
    return new Student({ text, url, exported: await import(url.href) });
  });
  return { solved: found.every(({ ok }) => ok), lines: found.flatMap(showFinding) };
}

if (import.meta.main) {
  // Whatever the student's code prints must not stand in the answer.
  const answer = console.log;
  console.log = console.info = console.debug = console.error;
  answer(JSON.stringify(await checkFile(Deno.args[0], Deno.args[1])));
}
