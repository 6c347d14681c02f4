import { join } from "node:path";
import { InputError } from "@nmf/lib/error";
import { choose } from "./choose.ts";
import { cleanPost } from "./clean_post.ts";
import type { Corpus, CorpusOptions } from "./corpus.ts";
import { decodeLatin1 } from "./decode_text.ts";
import { explained } from "./file_errors.ts";
import { loadFolder } from "./load_folder.ts";
import { numpyShuffle } from "./numpy_shuffle.ts";
import { entriesOf } from "./scan_folder.ts";

const HERE = import.meta.dirname!;

/** Where `deno task data` puts 20 Newsgroups. */
export const NEWS_DIR: string = join(HERE, "20news");

/** The categories of 20 Newsgroups that the course uses. */
const NEWS_CATEGORIES = [
  "alt.atheism",
  "comp.graphics",
  "sci.space",
  "talk.religion.misc",
];

/** A text file of a corpus, before it is read. */
interface Source {
  category: string;
  file: string;
}

/**
 * Whether 20 Newsgroups has been downloaded.
 *
 * @param newsDir where it would be; the project's `data/20news` when left out
 *
 * @example
 * ```ts
 * import { is20newsPresent } from "@nmf/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(is20newsPresent("a/folder/that/is/not/there"), false);
 * ```
 */
export function is20newsPresent(newsDir: string = NEWS_DIR): boolean {
  try {
    return Deno.statSync(join(newsDir, "20news-bydate-train")).isDirectory;
  } catch {
    return false;
  }
}

/**
 * Loads documents with their categories and ids.
 *
 * - `mini` ships with the course: 300 raw newsgroup posts in 6 groups, cleaned.
 * - `20news` is the training part of 20 Newsgroups, cleaned, in the order in which
 *   scikit-learn's `fetch_20newsgroups` gives it.
 * - A folder holds one sub-folder per category and in it one text file per document,
 *   UTF-8, UTF-16, UTF-32 or ISO-8859-1, taken as it is. What was left out of it, or may
 *   have been read wrongly, is said in the corpus's `notes`. A folder into which 20
 *   Newsgroups was unpacked is that corpus.
 *
 * @param options which corpus, and which of its categories
 * @returns the corpus
 * @throws {InputError} if the corpus or a category is not there, cannot be read, or no
 * document is left
 * @throws {TypeError} if the corpus is no string, or the categories are no list of strings
 *
 * @example
 * ```ts
 * import { loadCorpus } from "@nmf/data";
 * import assert from "node:assert/strict";
 *
 * const corpus = await loadCorpus({ corpus: "mini", categories: ["space"] });
 * assert.equal(corpus.documents.length, 50);
 * assert.equal(corpus.ids[6], "space/07");
 * ```
 */
// deno-lint-ignore require-await -- the contract of every loader is a promise
export async function loadCorpus(options: CorpusOptions = {}): Promise<Corpus> {
  const { corpus, categories, newsDir = NEWS_DIR } = options;
  if (corpus !== undefined && typeof corpus !== "string") {
    throw new TypeError(`the corpus must be a string, not ${corpus}`);
  }
  if (
    categories !== undefined &&
    !(Array.isArray(categories) && categories.every((name) => typeof name === "string"))
  ) {
    throw new TypeError(`the categories must be a list of strings, not ${categories}`);
  }
  const name = corpus ?? (is20newsPresent(newsDir) ? "20news" : "mini");
  if (name === "mini") return loadMini(categories);
  if (name === "") {
    throw new InputError("the corpus has no name; give mini, 20news or a folder");
  }
  if (name === "20news") return load20news(newsDir, categories);
  return is20newsPresent(name)
    ? load20news(name, categories)
    : loadFolder(name, categories);
}

function loadMini(categories: readonly string[] | undefined): Corpus {
  const root = join(HERE, "mini");
  const chosen = choose(foldersIn(root), categories, "mini");
  return read(
    "mini",
    root,
    sourcesIn(root, chosen),
    // Git on Windows may have changed the line ends, and then no header would end.
    (bytes) => {
      const post = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return cleanPost(post.replaceAll("\r\n", "\n"));
    },
  );
}

function load20news(newsDir: string, categories: readonly string[] | undefined): Corpus {
  if (!is20newsPresent(newsDir)) {
    throw new InputError("corpus 20news is not downloaded yet; run: deno task data");
  }
  const root = join(newsDir, "20news-bydate-train");
  const folders = foldersIn(root);
  // Someone may have deleted a folder; the default is what is left of the course's four.
  const wanted = categories ?? NEWS_CATEGORIES.filter((name) => folders.includes(name));
  const chosen = new Set(choose(folders, wanted, "20news"));
  // scikit-learn shuffles all posts with seed 0 when it reads them, and what is left of
  // them with seed 42 when it hands them out.
  const all = numpyShuffle(sourcesIn(root, folders), 0);
  const sources = numpyShuffle(all.filter(({ category }) => chosen.has(category)), 42);
  return read("20news", root, sources, (bytes) => cleanPost(decodeLatin1(bytes)));
}

function sourcesIn(root: string, categories: readonly string[]): Source[] {
  return categories.flatMap((category) =>
    filesIn(join(root, category)).map((file) => ({ category, file }))
  );
}

function read(
  name: string,
  root: string,
  sources: readonly Source[],
  decode: (bytes: Uint8Array) => string,
): Corpus {
  if (sources.length === 0) {
    throw new InputError(`corpus ${name} has no documents in the chosen categories`);
  }
  return {
    name,
    documents: sources.map(({ category, file }) =>
      decode(explained(join(root, category, file), Deno.readFileSync))
    ),
    categories: sources.map(({ category }) => category),
    categoryNames: [...new Set(sources.map(({ category }) => category))].sort(),
    ids: sources.map(({ category, file }) => `${category}/${file.replace(/\.txt$/, "")}`),
    language: "en",
    notes: [],
  };
}

function foldersIn(path: string): string[] {
  return entriesOf(path).filter((entry) => entry.isDirectory).map(({ name }) => name)
    .sort();
}

function filesIn(path: string): string[] {
  return entriesOf(path).filter((entry) => entry.isFile).map(({ name }) => name).sort();
}
