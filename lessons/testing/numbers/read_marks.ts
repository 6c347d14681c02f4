/** The corpus of a number. */
export type Where = "mini" | "20news";

/** A number (or words) that a text quotes, and what it must be equal to. */
export interface Mark {
  corpus: Where;
  /** As it stands in the text. */
  shown: string;
  /** Where it comes from; see `lookUp`. */
  fact: string;
  /** The line of the comment. */
  line: number;
}

/** A piece of a program's output that a text shows. */
export interface Excerpt {
  corpus: Where;
  /** Whose output. */
  fact: string;
  /** Columns that hold times, or follow from times. */
  times: string[];
  text: string;
  line: number;
}

/** What a text claims, and what nobody vouches for. */
export interface Marked {
  marks: Mark[];
  excerpts: Excerpt[];
  /** Mistakes: numbers without a mark, and marks of numbers that do not stand there. */
  faults: string[];
}

interface Block {
  kind: "prose" | "fence" | "comment";
  /** Of a fence: what stands after the three signs. */
  info: string;
  text: string;
  line: number;
}

/**
 * Reads the marks of a text. They are comments, which nobody sees who reads the text as a
 * page:
 *
 *     The error falls from 43.8881 to 43.6468 in a third of a second, at the rate 0.05.
 *
 *     <!-- numbers
 *     20news: 43.8881 = lesson.history.0.error; 43.6468 = lesson.error
 *     given: 0.05
 *     -->
 *
 * Such a comment speaks of the paragraph, list, formula or table before it. `given` lists
 * numbers that are chosen, not found; `measured` those that are times, or follow from
 * times. Before a fence of program output stands
 *
 *     <!-- output: 20news = lesson; times: seconds, near -->
 *
 * @param markdown the text
 */
export function readMarks(markdown: string): Marked {
  const marks: Mark[] = [];
  const excerpts: Excerpt[] = [];
  const faults: string[] = [];
  const blocks = blocksOf(markdown);
  let vouched: string[] = [];
  blocks.forEach((block, i) => {
    const { kind, text, line } = block;
    if (kind === "comment") {
      const output = /^<!-- output: (mini|20news) = ([^;]+?)(?:; times: (.*))? -->$/.exec(
        folded(text),
      );
      if (output !== null) {
        const [, corpus, fact, times = ""] = output;
        const next = blocks[i + 1];
        if (next?.kind !== "fence") {
          faults.push(`line ${line}: no output stands after this`);
          return;
        }
        excerpts.push({
          corpus: corpus as Where,
          fact,
          times: times.split(",").map((name) => name.trim()).filter((name) =>
            name !== ""
          ),
          text: next.text,
          line: next.line,
        });
      } else if (!text.startsWith("<!-- numbers")) {
        faults.push(`line ${line}: neither <!-- output: … --> nor <!-- numbers … -->`);
      }
      return;
    }
    if (kind === "fence" && !["math", "text"].includes(block.info)) return;
    const shownBefore = blocks[i - 1]?.text.startsWith("<!-- output:");
    if (kind === "fence" && shownBefore) return;
    const visible = kind === "fence" ? folded(text) : folded(withoutCode(text));
    vouched = [];
    for (const comment of following(blocks, i)) {
      for (const entry of entriesOf(comment.text)) {
        const { mode, shown, fact } = entry;
        if (!token(shown).test(folded(text))) {
          faults.push(
            `line ${comment.line}: “${shown}” does not stand in what is before it`,
          );
        }
        vouched.push(shown);
        if (mode === "given" || mode === "measured") continue;
        if (fact === undefined) {
          faults.push(`line ${comment.line}: “${shown}” is equal to nothing`);
        } else {
          marks.push({ corpus: mode, shown, fact, line: comment.line });
        }
      }
    }
    const left = vouched.sort((a, b) => b.length - a.length)
      .reduce((text, shown) => text.replaceAll(token(shown, "g"), " "), visible);
    for (const [number] of left.matchAll(QUOTED)) {
      faults.push(`line ${line}: nothing vouches for ${number.trim()}`);
    }
  });
  return { marks, excerpts, faults };
}

/** What looks like a result: a decimal number, or one of at least three digits. */
const QUOTED =
  /(?<![\w.])\d+(?: \d{3})*\.\d+(?:e[+-]?\d+)?|(?<![\w.])\d{1,3}(?: \d{3})+|\d{3,}/g;

/** A shown number or words where they begin and end as such. */
function token(shown: string, flags = ""): RegExp {
  const escaped = shown.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`(?<![\\w.])${escaped}(?!\\w|\\.\\d)`, flags);
}

const folded = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** Without code in a line, addresses and pictures' addresses. */
function withoutCode(text: string): string {
  return text.replaceAll(/`[^`]*`/g, " ").replaceAll(/\]\([^)]*\)/g, "] ")
    .replaceAll(/<https?:[^>]*>/g, " ");
}

/** The comments that speak of block i. */
function following(blocks: readonly Block[], i: number): Block[] {
  const end = blocks.findIndex(({ kind, text }, j) =>
    j > i && !(kind === "comment" && text.startsWith("<!-- numbers"))
  );
  return blocks.slice(i + 1, end === -1 ? undefined : end);
}

interface Entry {
  mode: Where | "given" | "measured";
  shown: string;
  fact?: string;
}

function entriesOf(comment: string): Entry[] {
  const entries: Entry[] = [];
  let mode: Entry["mode"] = "mini";
  const body = comment.replace(/^<!-- numbers/, "").replace(/-->\s*$/, "");
  for (const part of body.split(/;|\n(?=\s*(?:mini|20news|given|measured):)/)) {
    const [, named, rest] = /^\s*(?:(mini|20news|given|measured):)?([^]*)$/.exec(part)!;
    if (named !== undefined) mode = named as Entry["mode"];
    const [shown, fact] = folded(rest).split(/ = (.*)/);
    if (shown !== "") entries.push({ mode, shown, ...fact !== undefined && { fact } });
  }
  return entries;
}

/** Paragraphs, fences and comments, up to the sources. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split("\n## Sources")[0].split("\n");
  for (let i = 0; i < lines.length; i++) {
    const first = lines[i];
    if (first.trim() === "") continue;
    const fence = /^\s*```(.*)$/.exec(first);
    const kind = fence ? "fence" : first.startsWith("<!--") ? "comment" : "prose";
    const ends = (line: string) =>
      kind === "fence"
        ? /^\s*```$/.test(line)
        : kind === "comment"
        ? line.endsWith("-->")
        : line.trim() === "";
    const begin = i;
    if (kind !== "comment" || !ends(first)) {
      do i++; while (i < lines.length && !ends(lines[i]));
    }
    const text = kind === "fence"
      ? lines.slice(begin + 1, i).join("\n")
      : lines.slice(begin, kind === "comment" ? i + 1 : i).join("\n");
    blocks.push({ kind, info: fence?.[1] ?? "", text, line: begin + 1 });
  }
  return blocks;
}
