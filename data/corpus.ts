/** Documents with their categories: what every lesson begins with. */
export interface Corpus {
  /** `"mini"`, `"20news"`, or the name of the folder. */
  name: string;
  /** The texts. */
  documents: string[];
  /** The category of each document. */
  categories: string[];
  /** The different categories, sorted. */
  categoryNames: string[];
  /** Something to call each document by: `"category/file"`, without `.txt`. */
  ids: string[];
  /** The language of the texts as a BCP 47 tag, such as `"en"`, if the corpus knows it. */
  language?: string;
  /**
   * What its owner should know of how it was read, such as files that were left out; one
   * line each.
   */
  notes: string[];
}

/** What `loadCorpus` may be told. */
export interface CorpusOptions {
  /** `"mini"`, `"20news"` or a folder; when left out `"20news"` if downloaded, else `"mini"`. */
  corpus?: string;
  /** Only these categories; when left out the course's four of 20news, all of the others. */
  categories?: readonly string[];
  /** Where 20news was unpacked; the project's `data/20news` when left out. */
  newsDir?: string;
}
