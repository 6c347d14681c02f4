/** The options every lesson has, as typed or by default. */
export interface LessonOptions {
  /** `mini`, `20news` or a folder; when left out `20news` if downloaded, else `mini`. */
  corpus?: string;
  /** Only these categories; when left out the corpus's own choice. */
  categories?: string[];
  /**
   * Put spaces between the words of text that is written without: the language as a BCP 47
   * tag, or `"auto"` to go by the script.
   */
  segment?: string;
  /** Rank k: the number of topics. */
  topics: number;
  /** Words shown per topic. */
  words: number;
  /** Seed of every random draw. */
  seed: number;
  /** Only this numbered section, and what comes out at the end; all when left out. */
  only?: number;
  /** Upper bound of iterations. */
  iterations: number;
  /** Print one JSON object and nothing else. */
  json: boolean;
  /** Folder for the charts. */
  out: string;
  /** Whether charts are written. */
  chart: boolean;
  /** Print only topics, error and charts. */
  quiet: boolean;
}
