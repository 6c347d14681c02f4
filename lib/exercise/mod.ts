/**
 * What an exercise is, and how a student's work is checked: the same for a terminal, a
 * page and a notebook.
 *
 * @module
 */
export { emptyBlank, fillBlanks, starterOf } from "./blank.ts";
export { checkWork } from "./check_work.ts";
export type { Exercise, Finding, Value, WrongAnswer } from "./exercise.ts";
export { type Comparison, Look } from "./look.ts";
export { showFinding } from "./show_finding.ts";
export { Student } from "./student.ts";
export { Wrong } from "./wrong.ts";
