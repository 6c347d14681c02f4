/** The pairs of neighbouring words, in order, such as "new york". */
export function pairs(words: readonly string[]): string[] {
  const found: string[] = [];
  // BLANK: a loop that pushes each pair onto found (about three lines)
  for (let i = 0; i + 1 < words.length; i++) {
    found.push(`${words[i]} ${words[i + 1]}`);
  }
  // END BLANK
  return found;
}
