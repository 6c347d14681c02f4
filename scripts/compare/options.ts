import { Command, InvalidArgumentError, Option } from "commander";
import { folderName, nameList } from "@nmf/lib/lesson";

/** More random starts than this nobody waits for. */
const MOST_SEEDS = 1000;

/** What is compared: the part of the options that a comparison must share to go on. */
export interface Settings {
  /** `mini`, `20news` or a folder; when left out `20news` if downloaded, else `mini`. */
  corpus?: string;
  /** Only these categories; when left out the corpus's own choice. */
  categories?: string[];
  /** The numbers of topics. */
  ranks: number[];
  /** The option they were given with, for messages. */
  ranksFrom: "--topics" | "--ranks";
  /** How many random starts there are beside the nndsvda one. */
  seeds: number;
  /** Only methods whose name has one of these in it; all when left out. */
  methods?: string[];
  /** No method takes more iterations than this. */
  iterations: number;
  device: "auto" | "gpu" | "cpu";
  /** Words per topic. */
  words: number;
  /** Whether scikit-learn and PyTorch run beside the course's methods. */
  peers: boolean;
}

/** Everything that can be typed after `deno task compare`. */
export interface CompareOptions extends Settings {
  /** Folder for the report and the results. */
  out: string;
  /** Go on with the comparison that was interrupted in that folder. */
  resume: boolean;
  /** Print the results as JSON and nothing else. */
  json: boolean;
  /** Print only the verdict, the check and the files. */
  quiet: boolean;
}

/** All methods at their own iterations: none takes more. */
export const ALL_ITERATIONS = 1000;
/** Words per topic that the expected numbers were made with. */
export const EXPECTED_WORDS = 8;

/**
 * Reads the command line of `deno task compare`.
 *
 * @param args what was typed after the program's name
 * @returns every option, as typed or by default
 * @throws {CommanderError} if an option is unknown or its value wrong; with exit code 0
 * after `--help`
 */
export function compareOptions(args: readonly string[]): CompareOptions {
  const { topics, ...options } = new Command("compare")
    .description(
      "Runs every method of the course from the same starts, compares what came of it, " +
        "checks it against expected numbers, and writes report.html. Ends with 1 if a " +
        "method is not where it should be.",
    )
    .usage("[options]")
    .allowExcessArguments(false)
    .option(
      "--corpus <mini|20news|DIR>",
      "which documents (default: 20news if downloaded, else mini); DIR holds one folder per category, one text file per document",
    )
    .option("--categories <a,b>", "only these categories", names)
    .option("--topics <K>", "how many topics", between(1), 6)
    .addOption(
      new Option("--ranks <a,b>", "several numbers of topics, such as 4,6,8")
        .argParser(rankList).conflicts("topics"),
    )
    .option(
      "--seeds <N>",
      "random starts, beside the nndsvda start",
      between(0, MOST_SEEDS),
      5,
    )
    .option(
      "--methods <a,b>",
      "only methods with one of these in their name; the expert's always runs",
      names,
    )
    .option(
      "--iterations <N>",
      "at most so many iterations",
      between(1),
      ALL_ITERATIONS,
    )
    .addOption(
      new Option("--device <which>", "cpu leaves out the method that needs a GPU")
        .choices(["auto", "gpu", "cpu"]).default("auto"),
    )
    .option("--words <N>", "words per topic", between(1), EXPECTED_WORDS)
    .addOption(
      new Option(
        "--peers",
        "scikit-learn and PyTorch too, through python3; PyTorch's descent is dense and may take minutes",
      )
        .default(false, "off"),
    )
    .option("--out <DIR>", "where the report goes", folderName, "out/compare")
    .addOption(
      new Option("--resume", "go on where Ctrl-C interrupted, with the same options")
        .default(false, "off"),
    )
    .addOption(
      new Option("--json", "print one JSON object and nothing else").default(
        false,
        "off",
      ),
    )
    .addOption(
      new Option("--quiet", "print only verdict, check and files").default(false, "off"),
    )
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .parse([...args], { from: "user" })
    .opts<
      Omit<CompareOptions, "ranks" | "ranksFrom"> & { topics: number; ranks?: number[] }
    >();
  const { ranks } = options;
  return {
    ...options,
    ranks: ranks ?? [topics],
    ranksFrom: ranks === undefined ? "--topics" : "--ranks",
  };
}

/** A parser of whole numbers, for commander. */
function between(
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** A parser of names with commas between, for commander; each is taken once. */
function names(text: string): string[] {
  if (text.split(",").some((name) => name.trim() === "")) {
    throw new InvalidArgumentError("Give names with commas between, none of them empty.");
  }
  return nameList(text);
}

function rankList(text: string): number[] {
  const ranks = text.split(",").map((rank) => rank.trim());
  if (!ranks.every((rank) => /^\d+$/.test(rank))) {
    throw new InvalidArgumentError(
      "Give whole numbers from 1 with commas between, such as 4,6,8.",
    );
  }
  return [...new Set(ranks.map(between(1)))].sort((a, b) => a - b);
}
