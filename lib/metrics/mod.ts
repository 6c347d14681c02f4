/**
 * How good a set of topics is: coherent in itself, like another set, true to the
 * categories.
 *
 * @module
 */
export { type CategoryAgreement, categoryAgreement } from "./category_agreement.ts";
export { matchTopics, type TopicMatch, type TopicPair } from "./match_topics.ts";
export { normalizedMutualInformation } from "./normalized_mutual_information.ts";
export { purity } from "./purity.ts";
export { strongestTopics } from "./strongest_topics.ts";
export { type TopicCoherence, topicCoherence } from "./topic_coherence.ts";
