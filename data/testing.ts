import { join } from "node:path";
import { is20newsPresent, NEWS_DIR } from "./load_corpus.ts";
import { checkSum } from "./check_sum.ts";
import { unpackArchive } from "./unpack_archive.ts";

const SHARED_ARCHIVE = join(
  import.meta.dirname!,
  "../../shared/20news/20news-bydate.tar.gz",
);
const SHARED_SUM = "b1b3f060d945ebd8c999854bd0c0c5a98a88782817ebf0fed05d4230e79cc30f";

/**
 * A folder with 20 Newsgroups for tests: the downloaded one; or else, where `../shared`
 * stands beside the project, its archive unpacked once into the system's temporary folder;
 * or else undefined.
 */
export async function newsForTests(): Promise<string | undefined> {
  if (is20newsPresent()) return NEWS_DIR;
  let archive: Uint8Array<ArrayBuffer>;
  try {
    archive = await Deno.readFile(SHARED_ARCHIVE);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const folder = join(
    Deno.env.get("TMPDIR") ?? "/tmp",
    `nmf-20news-${SHARED_SUM.slice(0, 12)}`,
  );
  if (!is20newsPresent(folder)) {
    await checkSum(archive, SHARED_SUM);
    try {
      await unpackArchive(archive, folder);
    } catch (error) {
      // Tests run in parallel: another one may have put it there meanwhile.
      if (!is20newsPresent(folder)) throw error;
    }
  }
  return folder;
}

const news = await newsForTests();

/**
 * A test on 20 Newsgroups. Where the corpus, or the expected numbers the test needs, are
 * not there, it is left out, and its name says so.
 *
 * @param name what is tested
 * @param run the test; gets the folder of the corpus and the expected numbers
 * @param golden the expected numbers; undefined if they are not there, null if none are needed
 */
export function newsTest<Golden = null>(
  name: string,
  run: (newsDir: string, golden: NonNullable<Golden>) => void | Promise<void>,
  golden: Golden | undefined | null = null,
): void {
  const missing = news === undefined
    ? "20 Newsgroups"
    : golden === undefined
    ? "the expected numbers in ../shared"
    : undefined;
  Deno.test({
    name: missing === undefined ? name : `${name} (left out: needs ${missing})`,
    ignore: missing !== undefined,
    fn: () => run(news!, golden as NonNullable<Golden>),
  });
}
