import { basename, join, resolve } from "node:path";
import { InputError } from "@nmf/lib/error";
import { choose } from "./choose.ts";
import type { Corpus } from "./corpus.ts";
import { decodeText } from "./decode_text.ts";
import { explained } from "./file_errors.ts";
import { Findings } from "./findings.ts";
import { printable } from "./printable.ts";
import { scanFolder } from "./scan_folder.ts";

/** The largest file that is taken for a document, in bytes. */
const LARGEST = 64 * 2 ** 20;

/**
 * Loads a folder of one's own texts: one sub-folder per category, one file per document.
 *
 * Files that hold no text are left out; those that may have been read wrongly are named.
 *
 * @param folder the folder
 * @param categories only these; all when left out
 * @returns the corpus, with notes of everything that its owner should know
 * @throws {InputError} if the folder cannot be read, a category is not there, or no
 * document is left
 */
export function loadFolder(
  folder: string,
  categories: readonly string[] | undefined,
): Corpus {
  const name = printable(basename(resolve(folder)) || folder);
  let findings = new Findings();
  let files = scanFolder(folder, findings);
  if (files.size === 0) {
    throw new InputError(
      `${
        printable(folder)
      } holds no texts; it needs one sub-folder per category, and in ` +
        `each one text file per document${because(findings)}`,
    );
  }
  const chosen = choose([...files.keys()], categories, name);
  if (categories !== undefined) {
    // Nothing needs to be known of those that were not chosen.
    findings = new Findings();
    files = scanFolder(folder, findings, chosen);
  }

  const documents: string[] = [];
  const categoryOf: string[] = [];
  const ids: string[] = [];
  for (const [category, names] of files) {
    for (const file of names) {
      const text = readText(
        join(folder, category, file),
        `${category}/${file}`,
        findings,
      );
      if (text === undefined) continue;
      documents.push(text);
      categoryOf.push(printable(category));
      ids.push(printable(`${category}/${file.replace(/\.txt$/, "")}`));
    }
  }
  if (documents.length === 0) {
    throw new InputError(
      `corpus ${name} has no documents in the chosen categories${because(findings)}`,
    );
  }
  return {
    name,
    documents,
    categories: categoryOf,
    categoryNames: [...new Set(categoryOf)].sort(),
    ids,
    notes: findings.lines(),
  };
}

/** The text of a file, or undefined if it is none. */
function readText(path: string, id: string, findings: Findings): string | undefined {
  if (explained(path, Deno.statSync).size > LARGEST) {
    findings.add("tooBig", id);
    return undefined;
  }
  const reading = decodeText(explained(path, Deno.readFileSync));
  if ("notText" in reading) {
    findings.add("notText", `${id} (${reading.notText})`);
    return undefined;
  }
  if (reading.remark !== undefined) findings.add(reading.remark, id);
  if (reading.text.trim() === "") findings.add("empty", id);
  return reading.text;
}

function because(findings: Findings): string {
  const lines = findings.lines();
  return lines.length === 0 ? "" : ` (${lines.join("; ")})`;
}
