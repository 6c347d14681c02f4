/**
 * Which line of an excerpt does not stand in a program's output, in the order in which it
 * is printed there. White space is folded, and times are left out: those with their unit,
 * and the columns that hold them.
 *
 * @param excerpt what a text shows; it may leave lines out
 * @param output what the program prints
 * @param times columns of times, by their names
 * @returns the first line that is not there, or undefined
 */
export function missingLine(
  excerpt: string,
  output: string,
  times: readonly string[],
): string | undefined {
  const printed = timeless(output.split("\n"), times);
  let from = 0;
  const lines = excerpt.split("\n");
  const shown = timeless(lines, times);
  for (let i = 0; i < shown.length; i++) {
    if (shown[i] === "") continue;
    // An excerpt may end a line early, at the end of a word.
    const place = printed.findIndex((line, j) =>
      j >= from && `${line} `.startsWith(`${shown[i]} `)
    );
    if (place < 0) return lines[i];
    from = place + 1;
  }
  return undefined;
}

/** Lines without their times, white space folded. */
function timeless(lines: readonly string[], times: readonly string[]): string[] {
  // Where the columns of times end, in the table that is being read.
  let ends: number[] = [];
  return lines.map((line) => {
    const heads = times.filter((name) => line.includes(name));
    if (heads.length > 0) ends = heads.map((name) => line.indexOf(name) + name.length);
    else if (line.trim() === "") ends = [];
    // Columns are aligned at the right: a cell is what ends where its name does.
    const cell = heads.length > 0
      ? new RegExp(`(?:${heads.map(escape).join("|")})$`)
      : /\S+(?: %)?$/;
    const cells = ends.filter((end) => end <= line.length).reduce(
      (text, end) =>
        text.slice(0, end).replace(cell, ({ length }) => " ".repeat(length)) +
        text.slice(end),
      line,
    );
    return cells.replaceAll(/\d+(?:\.\d+)? (s|ms|GB\/s)\b/g, "… $1")
      .replaceAll(/\s+/g, " ").trim();
  });
}

const escape = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
