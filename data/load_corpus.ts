import { Buffer } from "node:buffer";
import { basename, join, resolve } from "node:path";
import { cleanPost } from "./clean_post.ts";
import type { Corpus, CorpusOptions } from "./corpus.ts";
import { InputError } from "@nmf/lib/error";
import { numpyShuffle } from "./numpy_shuffle.ts";

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
 *   UTF-8 or ISO-8859-1, taken as it is.
 *
 * @param options which corpus, and which of its categories
 * @returns the corpus
 * @throws {InputError} if the corpus or a category is not there, or no document is left
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
  const { newsDir = NEWS_DIR } = options;
  const name = options.corpus ?? (is20newsPresent(newsDir) ? "20news" : "mini");
  if (name === "mini") return loadMini(options.categories);
  if (name === "") {
    throw new InputError("the corpus has no name; give mini, 20news or a folder");
  }
  if (name === "20news") return load20news(newsDir, options.categories);
  return loadFolder(name, options.categories);
}

function loadMini(categories: readonly string[] | undefined): Corpus {
  const root = join(HERE, "mini");
  const chosen = choose(foldersIn(root), categories, "mini");
  return read(
    "mini",
    root,
    sourcesIn(root, chosen),
    // Git on Windows may have changed the line ends, and then no header would end.
    (bytes) => cleanPost(decodeUtf8(bytes).replaceAll("\r\n", "\n")),
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

function loadFolder(folder: string, categories: readonly string[] | undefined): Corpus {
  const name = basename(resolve(folder));
  const folders = foldersIn(folder).filter((category) =>
    filesIn(join(folder, category)).length
  );
  if (folders.length === 0) {
    throw new InputError(
      `${folder} holds no texts; it needs one sub-folder per category, and in each one ` +
        `text file per document`,
    );
  }
  const chosen = choose(folders, categories, name);
  return read(name, folder, sourcesIn(folder, chosen), decodeText);
}

/** The chosen ones of the categories there are. */
function choose(
  there: readonly string[],
  categories: readonly string[] | undefined,
  corpus: string,
): readonly string[] {
  if (categories === undefined) return there;
  if (categories.length === 0) {
    throw new InputError(
      `no category is chosen; corpus ${corpus} has ${there.join(", ")}`,
    );
  }
  for (const category of categories) {
    if (!there.includes(category)) {
      throw new InputError(
        `corpus ${corpus} has no category ${category}; it has ${there.join(", ")}`,
      );
    }
  }
  return [...new Set(categories)].sort();
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
  };
}

function foldersIn(path: string): string[] {
  return entriesOf(path).filter((entry) => entry.isDirectory).map(({ name }) => name)
    .sort();
}

function filesIn(path: string): string[] {
  return entriesOf(path).filter((entry) => entry.isFile).map(({ name }) => name).sort();
}

/** What a folder holds; hidden entries, such as `.DS_Store`, are no part of a corpus. */
function entriesOf(path: string): Deno.DirEntry[] {
  const entries = explained(path, (path) => [...Deno.readDirSync(path)]);
  return entries.filter(({ name }) => !name.startsWith("."));
}

/** Does something with a path, and says in plain words what the file system refuses. */
function explained<T>(path: string, act: (path: string) => T): T {
  try {
    return act(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new InputError(
        `there is no folder or file ${path}; check the name, or take the corpus mini or 20news`,
      );
    }
    if (error instanceof Deno.errors.NotADirectory) {
      throw new InputError(
        `${path} is not a folder; give the folder that holds the categories`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new InputError(`${path} may not be read; change its permissions`);
    }
    if (error instanceof Deno.errors.NotCapable) {
      throw new InputError(`Deno may not read ${path}; allow it with --allow-read`);
    }
    throw error;
  }
}

/** ISO-8859-1 byte for byte: the Web's "latin1" is windows-1252, which differs. */
function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** UTF-8 where the bytes are valid UTF-8, else ISO-8859-1. */
function decodeText(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    return decodeLatin1(bytes);
  }
}
