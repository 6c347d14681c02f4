/** How many documents have both a topic and a category: topics × categories. */
export function countBoth(
  topics: readonly number[],
  categories: readonly number[],
  { topicCount, categoryCount }: { topicCount: number; categoryCount: number },
): number[][] {
  const C = Array.from(
    { length: topicCount },
    () => new Array<number>(categoryCount).fill(0),
  );
  for (let d = 0; d < topics.length; d++) {
    // BLANK: count document d (one line)
    C[topics[d]][categories[d]] += 1;
    // END BLANK
  }
  return C;
}

/** The share of documents in the most frequent category of their topic. */
export function purity(C: readonly (readonly number[])[]): number {
  let documents = 0;
  for (const row of C) for (const count of row) documents += count;
  // BLANK: return the purity (about four lines)
  if (documents === 0) return 1;
  let right = 0;
  for (const row of C) right += Math.max(...row);
  return right / documents;
  // END BLANK
}
