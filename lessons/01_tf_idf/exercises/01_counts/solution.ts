/** How often each word of the vocabulary occurs among the words of a text. */
export function countWords(
  words: readonly string[],
  vocabulary: readonly string[],
): number[] {
  const row: number[] = vocabulary.map(() => 0);
  for (const word of words) {
    // BLANK: add 1 in this word's place, if it has one (about two lines)
    const j = vocabulary.indexOf(word);
    if (j >= 0) row[j] += 1;
    // END BLANK
  }
  return row;
}
