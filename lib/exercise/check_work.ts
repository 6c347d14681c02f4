import { emptyBlank } from "./blank.ts";
import type { Exercise } from "./exercise.ts";
import type { Finding } from "./finding.ts";
import { Look } from "./look.ts";
import type { Student } from "./student.ts";
import { Wrong } from "./wrong.ts";

/**
 * Checks a student's work.
 *
 * @param exercise which exercise
 * @param text the student's file
 * @param load loads it; not called while a blank is empty
 * @returns what was found, up to the first thing that is wrong
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkWork, type Exercise, Student } from "@nmf/lib/exercise";
 *
 * const exercise: Exercise = {
 *   id: "00.1",
 *   hints: ["", "", ""],
 *   wrong: [],
 *   check: (student, look) => look.equal("2 is doubled", student.call("twice", 2), 4),
 * };
 * const text = "export const twice = (x: number) => x + 1;";
 * const found = await checkWork(exercise, text, () =>
 *   Promise.resolve(
 *     new Student({
 *       text,
 *       url: new URL("file:///twice.ts"),
 *       exported: { twice: (x: number) => x + 1 },
 *     }),
 *   ));
 * assert.deepEqual([found[0].ok, found[0].came], [false, 3]);
 * ```
 */
export async function checkWork(
  exercise: Exercise,
  text: string,
  load: () => Promise<Student>,
): Promise<Finding[]> {
  const asked = emptyBlank(text);
  if (asked !== undefined) {
    return [{
      what: "the blank is filled in",
      ok: false,
      says:
        `The blank “${asked}” is still empty. Write between its two marks, then save.`,
    }];
  }
  const look = new Look();
  let student: Student | undefined;
  try {
    student = await load();
    await exercise.check(student, look);
  } catch (error) {
    // A look has noted what it found wrong; the rest is noted here.
    if (look.findings.at(-1)?.ok !== false) look.findings.push(noted(error, student));
  }
  return look.findings;
}

function noted(error: unknown, student: Student | undefined): Finding {
  if (error instanceof Wrong) {
    return { what: "the file has what is asked for", ok: false, says: error.message };
  }
  const { message, stack = "" } = error instanceof Error ? error : new Error(`${error}`);
  const line = student && lineIn(stack, student.url);
  return {
    what: student === undefined ? "the file can be loaded" : "it runs to its end",
    ok: false,
    says: line === undefined ? message : `Line ${line} stopped: ${message}`,
  };
}

/** The first line of a stack that is the student's. */
function lineIn(stack: string, url: URL): string | undefined {
  const at = stack.indexOf(`${url}:`);
  return at < 0 ? undefined : /^\d+/.exec(stack.slice(at + `${url}:`.length))?.[0];
}
