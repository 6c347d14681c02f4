/**
 * Whether topics are the same in any order: each has a partner of its own among the
 * others with which it shares at least 7 of 8 words.
 */
export function sameTopics(
  topics: readonly string[][],
  others: readonly string[][],
): boolean {
  const partners = topics.map((words) =>
    others.findIndex((other) =>
      words.filter((word) => other.includes(word)).length >= 7 / 8 * words.length
    )
  );
  return !partners.includes(-1) && new Set(partners).size === others.length;
}
