/**
 * A blank in a solution: the lines between `// BLANK: what goes here` and `// END BLANK`.
 * The two marks stay in the starter, so that one sees where to write.
 */
const BLANK = /^([ \t]*)\/\/ BLANK: (.*)\n([^]*?)^[ \t]*\/\/ END BLANK\n/gm;

/**
 * The starter of an exercise: its solution with the blanks empty.
 *
 * @param solution the text of `solution.ts` or `solution.wgsl`
 * @throws {Error} if no blank is marked in it
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { emptyBlank, fillBlanks, starterOf } from "@nmf/lib/exercise";
 *
 * const solution = "// BLANK: twice x\nreturn 2 * x;\n// END BLANK\n";
 * assert.equal(starterOf(solution), "// BLANK: twice x\n\n// END BLANK\n");
 * assert.equal(emptyBlank(starterOf(solution)), "twice x");
 * assert.equal(emptyBlank(solution), undefined);
 * assert.match(fillBlanks(solution, "return x;"), /\nreturn x;\n/);
 * ```
 */
export function starterOf(solution: string): string {
  return replaceBlanks(solution, () => "");
}

/**
 * The solution with something else in its blanks.
 *
 * @param solution the text of `solution.ts` or `solution.wgsl`
 * @param answers what stands in the blanks, one text each
 * @throws {Error} if there are not as many blanks as answers
 */
export function fillBlanks(
  solution: string,
  answers: string | readonly string[],
): string {
  const texts = typeof answers === "string" ? [answers] : answers;
  const count = solution.match(BLANK)?.length ?? 0;
  if (count !== texts.length) {
    throw new Error(`${texts.length} answers were given for ${count} blanks`);
  }
  return replaceBlanks(solution, (place) => texts[place]);
}

/**
 * What the first blank asks for that has nothing in it but comments and space.
 *
 * @param text the student's file
 * @returns undefined if every blank has something in it, or its marks are gone
 */
export function emptyBlank(text: string): string | undefined {
  for (const [, , asked, lines] of text.replaceAll("\r\n", "\n").matchAll(BLANK)) {
    if (lines.replaceAll(/\/\/.*$/gm, "").trim() === "") return asked;
  }
  return undefined;
}

function replaceBlanks(solution: string, filled: (place: number) => string): string {
  let place = 0;
  const text = solution.replaceAll(BLANK, (_, indent: string, asked: string) => {
    const lines = filled(place++).split("\n").map((line) => line && indent + line);
    return `${indent}// BLANK: ${asked}\n${lines.join("\n")}\n${indent}// END BLANK\n`;
  });
  if (place === 0) throw new Error("no blank is marked in this solution");
  return text;
}
