/**
 * What an exercise is, and how a student's work is checked: the same for a terminal, a
 * page and a notebook.
 *
 * @module
 */
export { emptyBlank, fillBlanks, starterOf } from "./blank.ts";
export { checkWork } from "./check_work.ts";
export type { Exercise, WrongAnswer } from "./exercise.ts";
export type { Finding } from "./finding.ts";
export { type Comparison, Look } from "./look.ts";
export { showFinding } from "./show_finding.ts";
export { Student } from "./student.ts";
export type { Value } from "./values.ts";
export { Wrong } from "./wrong.ts";
