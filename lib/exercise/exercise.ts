import type { Look } from "./look.ts";
import type { Student } from "./student.ts";

/** An answer that is often given and is not right. */
export interface WrongAnswer {
  /** What stands in the blank; one text for each blank, where there are several. */
  blank: string | readonly string[];
  /** A piece of what the student is told. */
  says: string;
}

/**
 * An exercise: a file with a blank, and how to see whether it is filled in well. The
 * folder that holds it has the task (`task.md`, whose first line is the title) and the solution with its blank marked
 * (`solution.ts` or `solution.wgsl`), from which the starter is made.
 *
 * One definition serves the terminal, the page and the notebook: a check is given the
 * student's work and notes what it finds; it prints nothing.
 */
export interface Exercise {
  /** Lesson and number, such as `"03.2"`; the folder's name begins with the number. */
  id: string;
  /** Three hints: a nudge, a direction, nearly the answer. */
  hints: readonly [string, string, string];
  /** At least three typical wrong answers, which tests try. */
  wrong: readonly WrongAnswer[];
  /**
   * Looks at the student's work, from the first thing that can be wrong to the last. It
   * ends at the first one that is.
   */
  check(student: Student, look: Look): void | Promise<void>;
}
