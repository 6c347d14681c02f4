/**
 * An option of a lesson as data: a terminal makes a flag of it, a page a form field.
 *
 * In the options that a lesson is handed it stands under its name in camel case, `sgdLr` for
 * `sgd-lr`.
 */
export interface LessonOption {
  /** As it is typed, without the dashes: `sgd-lr`. */
  name: string;
  /** What stands for its value in the help: `EXPR`. */
  placeholder: string;
  /** What it decides, in a few words. */
  about: string;
  /** What may be given: any text, a number from 0, a whole number from 1, or one of `choices`. */
  kind: "text" | "number" | "count" | "choice";
  /** What may be chosen. */
  choices?: readonly string[];
  /** What holds where nothing is given; nothing when left out. */
  default?: string | number;
}
