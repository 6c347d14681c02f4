/**
 * `deno task data`: fetches the real corpus, 20 Newsgroups, checks it and unpacks it.
 *
 * @module
 */
import { resolve } from "node:path";
import { Presets, SingleBar } from "cli-progress";
import { Command } from "commander";
import { is20newsPresent, NEWS_DIR } from "@nmf/data";
import { InputError } from "@nmf/lib/error";
import { folderName, reportMistake } from "@nmf/lib/lesson";
import { checkSum } from "../data/check_sum.ts";
import { fetchArchive } from "../data/fetch_archive.ts";
import { LIMITS, megabytes } from "../data/limits.ts";
import { printable } from "../data/printable.ts";
import { unpackArchive } from "../data/unpack_archive.ts";

const URL_OF_ARCHIVE = "https://ndownloader.figshare.com/files/5975967";
const SUM_OF_ARCHIVE = "8f1b2514ca22a5ade8fbb9cfa5727df95fa587f4c87b786e15c759fa66d95610";

interface Options {
  from?: string;
  url: string;
  sha256: string;
  to: string;
  force?: true;
}

async function main(args: readonly string[]): Promise<void> {
  const options = new Command("data")
    .description("Fetches 20 Newsgroups (14 MB), checks its sum, and unpacks it.")
    .allowExcessArguments(false)
    .option("--from <FILE>", "unpack this archive instead of downloading one")
    .option(
      "--url <URL>",
      "download from here; `deno task data` may reach only the published address",
      URL_OF_ARCHIVE,
    )
    .option(
      "--sha256 <HEX>",
      "the archive's SHA-256, if it is not the published one",
      SUM_OF_ARCHIVE,
    )
    .option("--to <DIR>", "where to unpack", folderName, NEWS_DIR)
    .option("--force", "unpack again even if it is there already")
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .parse([...args], { from: "user" })
    .opts<Options>();
  if (is20newsPresent(options.to) && !options.force) {
    console.log(
      `20 Newsgroups is there already, in ${options.to} (--force unpacks it again); ` +
        howToUse(options.to),
    );
    return;
  }

  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    const bytes = options.from === undefined
      ? await download(options.url, interrupted.signal)
      : await readLocal(options.from);
    await checkSum(bytes, options.sha256);
    console.log("the sum is right; unpacking");
    const files = await unpackArchive(bytes, options.to, {
      expect: "20news-bydate-train",
      signal: interrupted.signal,
    });
    console.log(`${files} posts in ${options.to}; ${howToUse(options.to)}`);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    console.error("interrupted; nothing was changed");
    Deno.exitCode = 130;
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
  }
}

/** What to do with the corpus: lessons look for it in one place only. */
function howToUse(folder: string): string {
  if (resolve(folder) === resolve(NEWS_DIR)) return "the lessons use them by default";
  const typed = /^[\w./~-]+$/.test(folder) ? folder : `"${folder}"`;
  return `a lesson uses them with --corpus ${typed}`;
}

async function download(
  url: string,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!/^https?:/.test(url) || !URL.canParse(url)) {
    throw new InputError(
      `--url ${url} is no address; it begins with https:// or http://`,
    );
  }
  console.log(`downloading ${url}`);
  const bar = Deno.stderr.isTerminal()
    ? new SingleBar({
      format: "{bar} {percentage} % of {megabytes} MB",
      hideCursor: true,
    }, Presets.shades_classic)
    : undefined;
  try {
    return await fetchArchive(url, {
      signal,
      onProgress(received, total = 14_464_277) {
        const payload = { megabytes: (total / 1e6).toFixed(1) };
        if (bar?.isActive) bar.update(received, payload);
        else bar?.start(total, received, payload);
      },
      onRetry(reason, milliseconds) {
        bar?.stop();
        console.error(`${reason}; trying again in ${milliseconds / 1000} s`);
      },
    });
  } finally {
    bar?.stop();
  }
}

async function readLocal(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const refuse = (reason: string) =>
    new InputError(
      `--from ${printable(path)} cannot be read (${printable(reason)}); check the name`,
    );
  try {
    const { isFile, size } = await Deno.stat(path);
    // A pipe or a device might never end.
    if (!isFile) throw refuse("it is no plain file");
    if (size > LIMITS.archive) {
      throw refuse(`it has more than the allowed ${megabytes(LIMITS.archive)}`);
    }
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof InputError) throw error;
    throw refuse(error.message);
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    reportMistake(error);
  }
}
