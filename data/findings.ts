import { listed } from "./printable.ts";

/** What can be met in a folder of texts that its owner should know. */
export type Finding = keyof typeof SENTENCES;

/** How many names a sentence gives. */
const SHOWN = 3;

/** From how many files on it is no use to go on counting. */
export const ENOUGH = 10_000;

const SENTENCES = {
  notText: (n: number, names: string) =>
    `left out ${count(n, "file")} that ${n === 1 ? "is no text" : "are no texts"}: ` +
    `${names}; save the words in ${n === 1 ? "it" : "them"} as plain text`,
  tooBig: (n: number, names: string) =>
    `left out ${count(n, "file")} too big for a document: ${names}; split ` +
    `${n === 1 ? "it" : "them"} into documents`,
  astray: (n: number, names: string) =>
    `left out ${count(n, "file")} beside or below the category folders: ${names}; ` +
    `a text is read if it lies in a category folder itself`,
  linkOut: (n: number, names: string) =>
    `left out ${count(n, "link")} that ${
      n === 1 ? "leads" : "lead"
    } out of the folder: ` +
    `${names}; copy the texts into it`,
  linkRound: (n: number, names: string) =>
    `left out ${count(n, "link")} that ${n === 1 ? "leads" : "lead"} round in circles: ` +
    names,
  linkNowhere: (n: number, names: string) =>
    `left out ${count(n, "link")} that ${n === 1 ? "leads" : "lead"} nowhere: ${names}`,
  special: (n: number, names: string) =>
    `left out ${
      count(n, "pipe, device or socket", "pipes, devices or sockets")
    }: ${names}`,
  badName: (n: number, names: string) =>
    `left out ${count(n, "file")} whose ${n === 1 ? "name is" : "names are"} no valid ` +
    `UTF-8: ${names}; rename ${n === 1 ? "it" : "them"}`,
  unmarked: (n: number, names: string) =>
    `read ${count(n, "file")} as UTF-16 or UTF-32 without a byte order mark: ${names}`,
  damaged: (n: number, names: string) =>
    `read ${
      count(n, "file")
    } with \\ufffd where the bytes are not of the encoding that ` +
    `the byte order mark announces: ${names}`,
  latin1: (n: number, names: string) =>
    `read ${count(n, "file")} as ISO-8859-1, not being valid UTF-8: ${names}`,
  doubtful: (n: number, names: string) =>
    `read ${count(n, "file")} as ISO-8859-1, not being valid UTF-8, but ` +
    `${n === 1 ? "it looks" : "they look"} like yet another encoding: ${names}; save ` +
    `${n === 1 ? "it" : "them"} as UTF-8, or the words are wrong`,
  empty: (n: number, names: string) =>
    `${count(n, "file is", "files are")} empty: ${names}`,
};

/** Gathers what was met in a folder of texts, and says it in a few sentences. */
export class Findings {
  readonly #met = new Map<Finding, { count: number; names: string[] }>();

  /**
   * @param finding what was met
   * @param name the file, as a path from the folder
   */
  add(finding: Finding, name: string): void {
    const met = this.#met.get(finding) ?? { count: 0, names: [] };
    met.count++;
    if (met.names.length < SHOWN) met.names.push(name);
    this.#met.set(finding, met);
  }

  /** How often something was met. */
  count(finding: Finding): number {
    return this.#met.get(finding)?.count ?? 0;
  }

  /** One line for each kind of finding: what was done, with how many, and the first names. */
  lines(): string[] {
    return (Object.keys(SENTENCES) as Finding[]).flatMap((finding) => {
      const met = this.#met.get(finding);
      if (met === undefined) return [];
      return [SENTENCES[finding](met.count, listed(met.names, SHOWN, met.count))];
    });
  }
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n}${n >= ENOUGH ? " or more" : ""} ${n === 1 ? one : many}`;
}
