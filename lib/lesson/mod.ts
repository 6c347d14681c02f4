/**
 * What every lesson shares: options, printing, progress, results.
 *
 * @module
 */
export { Heartbeat } from "./heartbeat.ts";
export { History, type HistoryEntry } from "./history.ts";
export { type LastRun, LastRunFile } from "./last_run.ts";
export type { LessonOption } from "./lesson_option.ts";
export type { LessonOptions } from "./lesson_options.ts";
export { learningRate } from "./learning_rate.ts";
export type {
  CorpusLoader,
  Lesson,
  LessonContext,
  LessonCorpus,
  LessonOutcome,
  LessonResult,
  MethodOutcome,
} from "./lesson.ts";
export { notice } from "./notice.ts";
export {
  folderName,
  lessonOptions,
  nameList,
  numberFromZero,
  wholeNumber,
} from "./options.ts";
export { performLesson } from "./perform_lesson.ts";
export { refuseExplosion } from "./refuse_explosion.ts";
export { reportMistake } from "./report_mistake.ts";
export { runLesson } from "./run_lesson.ts";
export { scenes } from "./scenes.ts";
export { type Progress, Screen } from "./screen.ts";
export { smallStart } from "./small_start.ts";
export { isFileError, tryFolder } from "./try_folder.ts";
export { uphill } from "./uphill.ts";
export { summary, vectorizeCorpus, type VectorizedCorpus } from "./vectorize_corpus.ts";
export { typeMistake } from "./type_mistake.ts";
export { type RunFacts, whatChanged } from "./what_changed.ts";
