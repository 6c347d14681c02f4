import type { Matrix, SparseMatrix } from "../matrix/mod.ts";
import type { Chart } from "../plot/mod.ts";
import type { HistoryEntry } from "./history.ts";
import type { LessonOption } from "./lesson_option.ts";
import type { LessonOptions } from "./lesson_options.ts";
import type { Screen } from "./screen.ts";

/** The documents a lesson works on; `loadCorpus` of `@nmf/data` gives them. */
export interface LessonCorpus {
  /** What it is called: `mini`, `20news`, or its folder. */
  name: string;
  /** The texts. */
  documents: readonly string[];
  /** The category of each document. */
  categories: readonly string[];
  /** The different categories, sorted. */
  categoryNames: readonly string[];
  /** Something to call each document by. */
  ids: readonly string[];
  /** The language of the texts as a BCP 47 tag, such as `"en"`, if the corpus knows it. */
  language?: string;
  /** What a reader of the results should know of the texts; one line each. */
  notes?: readonly string[];
}

/** Gives the corpus the options ask for. */
export type CorpusLoader = (
  options: { corpus?: string; categories?: readonly string[] },
) => Promise<LessonCorpus>;

/** What a lesson is handed when it runs. */
export interface LessonContext<Extra> {
  /** Where they come from. */
  corpus: LessonCorpus;
  /** How often each term occurs: documents × terms. */
  counts: SparseMatrix;
  /** The TF-IDF of the documents, English stop words left out: documents × terms. */
  V: SparseMatrix;
  /** The term of each column. */
  terms: string[];
  /** All options, as typed or by default. */
  options: LessonOptions & Extra;
  /** Where to explain. */
  screen: Screen;
}

/** What one method ends with. */
export interface MethodOutcome {
  /** The method in a few words. */
  method: string;
  /** documents × topics */
  W: Matrix;
  /** topics × terms */
  H: Matrix;
  /** Iterations done. */
  iterations: number;
  /** Seconds the method itself took. */
  seconds: number;
  /** The errors along the way. */
  history: readonly HistoryEntry[];
}

/** What a lesson ends with. */
export interface LessonOutcome extends MethodOutcome {
  /** What was factorized, if it is not the V that the lesson was handed. */
  V?: SparseMatrix;
  /** The topics' names, if they have any. */
  topicNames?: readonly string[];
  /** The same of several methods, where a lesson compares them. */
  methods?: readonly MethodOutcome[];
  /**
   * Makes the charts, by file name; not called with `--no-chart`. A text is a picture that
   * is drawn already, an SVG.
   */
  charts: () => Record<string, Chart | string>;
}

/** A lesson: what `runLesson` needs to run it as a program. */
export interface Lesson<Extra extends object = object> {
  /** `"01"` … `"06"` */
  number: string;
  /** What it is called. */
  title: string;
  /** The two lines that are printed first. */
  about: readonly [string, string];
  /** How many numbered sections it has, for `--only`; none when left out. */
  sections?: number;
  /** The default of `--iterations`. */
  iterations: number;
  /** Its own options, with the settings of this moment as their defaults. */
  options?: () => readonly LessonOption[];
  /** Whether it must know if `--iterations` was typed; `iterationsTyped` tells it then. */
  asksWhetherIterationsTyped?: true;
  /** Does the work and explains it. */
  run: (context: LessonContext<Extra>) => LessonOutcome | Promise<LessonOutcome>;
  /** What to change and run next; printed last. */
  next: readonly string[];
}

/** What `--json` prints. Errors are Frobenius norms, times are seconds. */
export interface LessonResult {
  /** Its number, `"01"` to `"06"`. */
  lesson: string;
  /** What was read: its name and size. */
  corpus: {
    /** What it is called. */
    name: string;
    /** Rows of V. */
    documents: number;
    /** Columns of V. */
    terms: number;
    /** Entries of V that are not 0. */
    nonzeros: number;
    /** The corpus's notes, if there are any. */
    notes?: readonly string[];
  };
  /** The method in a few words. */
  method: string;
  /** All options, as typed or by default. */
  options: object;
  /** The words of each topic. */
  topics: string[][];
  /** ‖V − WH‖ */
  error: number;
  /** Entries below 0. */
  negatives: { W: number; H: number };
  /** Iterations done. */
  iterations: number;
  /** Seconds the method itself took. */
  seconds: number;
  /** The errors along the way. */
  history: readonly HistoryEntry[];
  /** Such an object for each method, where a lesson compares them. */
  methods?: LessonResult[];
}
