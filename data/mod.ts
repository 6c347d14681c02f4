/**
 * The corpora of the course and their loaders.
 *
 * @module
 */
export { cleanPost } from "./clean_post.ts";
export type { Corpus, CorpusOptions } from "./corpus.ts";
export { is20newsPresent, loadCorpus, NEWS_DIR } from "./load_corpus.ts";
