import { Command, InvalidArgumentError, Option } from "commander";
import type { Lesson } from "./lesson.ts";
import type { LessonOption } from "./lesson_option.ts";
import type { LessonOptions } from "./lesson_options.ts";
import { segmentOption } from "./segment_option.ts";

/**
 * Reads a lesson's command line.
 *
 * @param lesson whose options they are
 * @param args what was typed after the program's name
 * @returns every option, as typed or by default
 * @throws {CommanderError} if an option is unknown or its value wrong; with exit code 0
 * after `--help`
 */
export function lessonOptions<Extra extends object>(
  lesson: Lesson<Extra>,
  args: readonly string[],
): LessonOptions & Extra {
  const command = sharedOptions(lesson);
  for (const option of lesson.options?.() ?? []) command.addOption(flag(option));
  const options = command
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .parse([...args], { from: "user" })
    .opts<LessonOptions & Extra>();
  const typed = command.getOptionValueSource("iterations") === "cli";
  if (!lesson.asksWhetherIterationsTyped || !typed) return options;
  return { ...options, iterationsTyped: true };
}

/** An option as commander has it. */
function flag({ name, placeholder, about, kind, choices, default: value }: LessonOption) {
  const option = new Option(`--${name} <${placeholder}>`, about);
  if (kind === "number") option.argParser(numberFromZero);
  if (kind === "count") option.argParser(wholeNumber(1));
  if (choices !== undefined) option.choices(choices);
  return value === undefined ? option : option.default(value);
}

/** The options that all lessons share. */
function sharedOptions<Extra extends object>(lesson: Lesson<Extra>): Command {
  const command = new Command(`lesson:${lesson.number}`)
    .description(`${lesson.title}. ${lesson.about.join(" ")}`)
    .usage("[options]")
    .allowExcessArguments(false)
    .option(
      "--corpus <mini|20news|DIR>",
      "which documents (default: 20news if downloaded, else mini); DIR holds one folder per category, one text file per document",
    )
    .option("--categories <a,b>", "only these categories", nameList)
    .addOption(segmentOption())
    .option("--topics <K>", "how many topics", wholeNumber(1), 6)
    .option("--words <N>", "how many words to show per topic", wholeNumber(1), 8)
    .option("--seed <S>", "seed of every random draw", seed, 1)
    .option(
      "--iterations <N>",
      "at most so many iterations",
      // A lesson that has none by itself takes 0.
      wholeNumber(Math.min(lesson.iterations, 1)),
      lesson.iterations,
    )
    .addOption(
      new Option("--json", "print one JSON object and nothing else").default(
        false,
        "off",
      ),
    )
    .option("--out <DIR>", "where charts go", folderName, `out/${lesson.number}`)
    .option("--no-chart", "write no charts")
    .addOption(
      new Option("--quiet", "print only topics, error and charts").default(false, "off"),
    );
  const { sections } = lesson;
  if (sections !== undefined) {
    command.option(
      "--only <N>",
      `only section N of ${sections}, and what comes out at the end`,
      wholeNumber(1, sections),
    );
  }
  return command;
}

/** A parser of whole numbers from `least` on, up to `most`, for commander. */
export function wholeNumber(least: number, most = Infinity): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (
      !/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > most
    ) {
      const range = most === Infinity ? `${least}` : `${least} to ${most}`;
      throw new InvalidArgumentError(`Give a whole number from ${range}.`);
    }
    return value;
  };
}

/** A parser of finite numbers from zero on, for commander. */
export function numberFromZero(text: string): number {
  const value = finite(text);
  if (!(value >= 0)) throw new InvalidArgumentError("Give a number from 0.");
  return value;
}

/** The number that a text stands for; NaN if it stands for none, or for an infinite one. */
function finite(text: string): number {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) ? NaN : value;
}

function seed(text: string): number {
  const value = wholeNumber(0)(text);
  if (value > 0xffffffff) {
    throw new InvalidArgumentError("Give a whole number from 0 to 4294967295.");
  }
  return value;
}

/** A parser of names of folders, for commander. */
export function folderName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("Give the name of a folder.");
  return text;
}

/** A parser of names with commas between, for commander; each is taken once. */
export function nameList(text: string): string[] {
  const names = text.split(",").map((name) => name.trim()).filter((name) => name !== "");
  if (names.length === 0) {
    throw new InvalidArgumentError("Give names with commas between.");
  }
  return [...new Set(names)];
}
