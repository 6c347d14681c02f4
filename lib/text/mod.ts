/**
 * From documents to a document-term matrix, and from topics back to words.
 *
 * @module
 */
export type { CountVectorizerOptions, DocumentLimit } from "./count_options.ts";
export { CountVectorizer } from "./count_vectorizer.ts";
export { isUnspaced } from "./is_unspaced.ts";
export {
  isSegmentedLanguage,
  segment,
  SEGMENTED_LANGUAGES,
  SEGMENTED_TOKEN,
} from "./segment.ts";
export { showTopics, topicTerms, type WeightedTerm } from "./show_topics.ts";
export { ENGLISH_STOP_WORDS } from "./stop_words.ts";
export { stripAccents } from "./strip_accents.ts";
export { TfidfTransformer, type TfidfTransformerOptions } from "./tfidf_transformer.ts";
export { TfidfVectorizer, type TfidfVectorizerOptions } from "./tfidf_vectorizer.ts";
export type { Analyzer } from "./tokenize.ts";
export type { Vocabulary } from "./vocabulary.ts";
