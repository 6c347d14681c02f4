import { max } from "../matrix/mod.ts";
import { type Chart, COLORS, LOOK, QUIET } from "./chart.ts";

/** What `topicsSideBySide` may be told. */
export interface SideBySideOptions {
  /**
   * Words in a line; all of a topic when left out. For a narrow page take 4: each method
   * then stands above its words.
   */
  wordsPerLine?: number;
  /** The topics' names; "topic 1", "topic 2" … when left out. */
  names?: readonly string[];
}

/** Room for a letter of 11 pixels. */
const LETTER = 6.4;
/** Space between columns. */
const GAP = 10;
/** Height of a line. */
const LINE = 15;

/** A text and where it stands: pixels from the left, lines from the top. */
interface Piece {
  x: number;
  line: number;
  text: string;
}

/**
 * The topics of several methods, word by word: a block per topic, a line for the first
 * method and for each that differs from it. Words that the first method does not have in
 * this topic are bold and coloured, so that what differs can be seen without reading; who
 * has the same words, in whatever order, is named below.
 *
 * @param methods per method its name and its topics, strongest word first. The topics must
 * be in the first method's order already (see `matchTopics`); an empty list is a topic
 * that the method does not have
 * @param title the line above the chart
 * @param options how many words stand in a line, and the topics' names
 * @returns a Vega-Lite specification
 * @throws {RangeError} if `wordsPerLine` is not a whole number from 1
 *
 * @example
 * ```ts
 * import { topicsSideBySide } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const chart = topicsSideBySide([
 *   { name: "CD", topics: [["moon", "orbit"]] },
 *   { name: "SGD", topics: [["moon", "mars"]] },
 * ], "Topics of two methods");
 * assert.ok(JSON.stringify(chart).includes("mars"));
 * ```
 */
export function topicsSideBySide(
  methods: readonly { name: string; topics: readonly (readonly string[])[] }[],
  title: string,
  { wordsPerLine, names }: SideBySideOptions = {},
): Chart {
  if (
    wordsPerLine !== undefined && !(Number.isInteger(wordsPerLine) && wordsPerLine > 0)
  ) {
    throw new RangeError(
      `wordsPerLine must be a whole number from 1, not ${wordsPerLine}`,
    );
  }
  const reference = methods[0];
  const topics = Math.max(0, max(methods.map(({ topics }) => topics.length)));
  const all = methods.flatMap(({ topics }) => topics);
  const perLine = wordsPerLine ?? Math.max(1, max(all.map(({ length }) => length)));
  // Where a topic takes several lines, the method's name stands above them, else before.
  const above = wordsPerLine !== undefined;
  const left = columnsOf(
    all,
    perLine,
    above ? 0 : room(Math.max(0, max(methods.map(({ name }) => name.length)))),
  );
  const headings: Piece[] = [];
  const labels: Piece[] = [];
  const common: Piece[] = [];
  const different: Piece[] = [];
  let line = 0;
  for (let topic = 0; topic < topics; topic++) {
    headings.push({ x: 0, line, text: names?.[topic] ?? `topic ${topic + 1}` });
    line += 1.2;
    const known = new Set(reference?.topics[topic]);
    // Who has the reference's words, in whatever order, is named; nine equal lines say less.
    const agreeing: string[] = [];
    methods.forEach(({ name, topics }, method) => {
      const words = topics[topic] ?? [];
      if (method > 0 && words.length === known.size && words.every((w) => known.has(w))) {
        agreeing.push(name);
        return;
      }
      labels.push({ x: 0, line, text: name });
      if (above) line++;
      words.forEach((text, i) =>
        (known.has(text) ? common : different).push({
          x: left[i % perLine],
          line: line + Math.floor(i / perLine),
          text,
        })
      );
      if (words.length === 0) common.push({ x: left[0], line, text: "—" });
      line += Math.max(1, Math.ceil(words.length / perLine)) + (above ? 0.3 : 0);
    });
    if (agreeing.length > 0) {
      const everyone = agreeing.length === methods.length - 1 && agreeing.length > 1;
      const text = everyone
        ? "the same words: all other methods"
        : `the same words: ${agreeing.join(", ")}`;
      for (const part of broken(text, Math.floor(left[perLine] / LETTER))) {
        labels.push({ x: 0, line, text: part });
        line++;
      }
    }
    line += 0.8;
  }
  const texts = (values: Piece[], look: object) => ({
    data: { values },
    mark: { type: "text" as const, align: "left" as const, fontSize: 11, ...look },
  });
  return {
    ...LOOK,
    title: reference === undefined ? title : {
      text: title,
      subtitle: `bold and coloured: not among the words of ${reference.name}`,
    },
    width: left[perLine]!,
    height: Math.ceil(line * LINE),
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        axis: null,
        scale: { domainMin: 0, domainMax: left[perLine]!, nice: false },
      },
      y: {
        field: "line",
        type: "quantitative",
        axis: null,
        scale: { domainMin: -0.5, domainMax: line - 0.5, nice: false, reverse: true },
      },
      text: { field: "text" },
    },
    layer: [
      texts(headings, { fontSize: 12, fontWeight: "bold" }),
      texts(labels, { color: QUIET }),
      texts(common, {}),
      texts(different, { color: COLORS[1]!, fontWeight: "bold" }),
    ],
  };
}

/** Where each of the columns of words begins, and after them where the last one ends. */
function columnsOf(
  topics: readonly (readonly string[])[],
  perLine: number,
  first: number,
): number[] {
  const longest = new Array<number>(perLine).fill(0);
  for (const topic of topics) {
    topic.forEach((word, i) => {
      const column = i % perLine;
      longest[column] = Math.max(longest[column]!, word.length);
    });
  }
  const left = [first];
  for (const letters of longest) left.push(left.at(-1)! + room(letters));
  return left;
}

/** The width that a text of so many letters takes, with the space after it. */
function room(letters: number): number {
  return Math.ceil(letters * LETTER) + GAP;
}

/** A text in lines of so many letters at most, where it has spaces. */
function broken(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
