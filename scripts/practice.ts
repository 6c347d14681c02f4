/**
 * `deno task practice`: exercises that check themselves. It opens the first one that is not
 * solved: its task, the file to edit, then a check on every save.
 *
 * @module
 */
import { InputError } from "@nmf/lib/error";
import { emptyBlank, type Exercise, starterOf } from "@nmf/lib/exercise";
import { typeMistake } from "@nmf/lib/lesson";
import { Command, CommanderError } from "commander";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { styleText } from "node:util";
import { checkApart } from "./practice/check_apart.ts";
import { findExercises, type Place } from "./practice/find_exercises.ts";
import { Progress } from "./practice/progress.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What all commands work on. */
interface Course {
  places: Place[];
  progress: Progress;
  /** Where the student's files are. */
  dir: string;
}

/** Begins with the course that `--dir` names, once the command line has been read. */
function program(): Command {
  const course = {} as Course;
  const command = new Command("practice")
    .description(
      "Exercises that check themselves; without an id, the first unsolved one.",
    )
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .allowExcessArguments(false)
    .option(
      "--dir <DIR>",
      "where your files are kept: practice, or a folder in it",
      "practice",
    )
    .hook("preAction", async (command) => {
      const dir = resolve(ROOT, command.opts().dir);
      const { state } = await Deno.permissions.query({ name: "write", path: dir });
      if (state !== "granted") {
        throw new InputError(
          `${dir} is not inside the folder practice of the project; give --dir practice/NAME`,
        );
      }
      const places = await findExercises(ROOT, dir);
      Object.assign(course, { places, progress: new Progress(dir), dir });
    })
    .argument("[id]", "which exercise, such as 03.2")
    .option("--once", "check once and end: 0 if it is solved, 1 if not")
    .action((id, { once }) => practise(course, chosen(course, id), once === true));
  command.command("list").description("all exercises, and how far you are")
    .action(() => list(course));
  const ofOne = (
    name: string,
    what: string,
    act: (course: Course, place: Place) => void | Promise<void>,
  ) =>
    command.command(name).description(what).argument("[id]", "which exercise")
      .action((id) => act(course, chosen(course, id)));
  ofOne("hint", "the next of three hints", hint);
  ofOne("solution", "the solution, after a try of your own", solution);
  ofOne("reset", "begin again; your file is kept in practice/backup", reset);
  return command;
}

/** The exercise with this id, or the first that is not solved. */
function chosen({ places, progress }: Course, id: string | undefined): Place {
  if (places.length === 0) throw new InputError("there are no exercises in lessons/");
  if (id === undefined) {
    return places.find(({ id }) => !progress.of(id).solved) ?? places[places.length - 1];
  }
  const wanted = /^\d\.\d+$/.test(id) ? `0${id}` : id;
  const place = places.find((place) => place.id === wanted);
  if (place === undefined) {
    throw new InputError(
      `there is no exercise ${id}; \`deno task practice list\` shows them all`,
    );
  }
  return place;
}

/** Shows the task, writes the starter if there is no file yet, then checks on every save. */
async function practise(course: Course, place: Place, once: boolean): Promise<void> {
  const begun = writeStarter(place);
  console.log(readable(await Deno.readTextFile(join(place.dir, "task.md"))));
  console.log(rule());
  console.log(`${begun ? "Your file, just made" : "Your file"}: ${shown(place.work)}`);
  console.log(
    `A hint: deno task practice hint ${place.id}` +
      (once ? "" : "   To stop: Ctrl-C") + "\n",
  );
  if (await check(course, place)) return;
  if (once) {
    Deno.exitCode = 1;
    return;
  }
  for await (const _ of saves(place.work)) {
    console.log(rule(new Date().toTimeString().slice(0, 8)));
    if (await check(course, place)) return;
  }
}

/** The next one that is not solved: after this one, or else the first of all. */
function nextAfter({ places, progress }: Course, place: Place): Place | undefined {
  const open = places.filter(({ id }) => !progress.of(id).solved);
  return open.find((other) => places.indexOf(other) > places.indexOf(place)) ?? open[0];
}

/** A task without the dollars around its formulas, which a terminal does not draw. */
function readable(task: string): string {
  return task.replaceAll(/\$([^$\n]+)\$/g, "$1");
}

/** Checks the student's file, says what was found, and whether it is solved. */
async function check(course: Course, place: Place): Promise<boolean> {
  const { progress } = course;
  const [{ solved, lines }, types] = await Promise.all([
    checkApart(place.dir, place.work),
    place.work.endsWith(".ts") ? typeMistake(place.work) : [],
  ]);
  for (const line of lines) console.log(coloured(line));
  const filled = emptyBlank(await Deno.readTextFile(place.work)) === undefined;
  if (filled && types.length > 0) {
    console.log(["", ...types.map((line) => `  ${line}`)].join("\n"));
  }
  const { tries = 0 } = progress.of(place.id);
  if (filled) progress.note(place.id, { tries: tries + 1 });
  if (!solved) {
    console.log(`\nNot yet. Change ${shown(place.work)} and save it.\n`);
    return false;
  }
  progress.note(place.id, { solved: true });
  const solvedOnes = course.places.filter(({ id }) => progress.of(id).solved).length;
  console.log(
    `\n${styleText("green", `Solved: ${place.id} ${place.title}`)}\n` +
      `${bar(solvedOnes, course.places.length)} exercises of the course`,
  );
  const next = nextAfter(course, place);
  console.log(
    next === undefined
      ? "That was the last one: you have built the whole course."
      : `Next: ${next.id} ${next.title}\n      deno task practice ${next.id}`,
  );
  return true;
}

function list({ places, progress }: Course): void {
  for (const [lesson, ones] of Map.groupBy(places, ({ lesson }) => lesson)) {
    const solved = ones.filter(({ id }) => progress.of(id).solved).length;
    console.log(styleText("bold", `${lesson.padEnd(28)}${bar(solved, ones.length)}`));
    for (const { id, title } of ones) {
      const { solved = false, tries = 0 } = progress.of(id);
      const mark = solved ? styleText("green", "✓") : tries > 0 ? "…" : "·";
      console.log(`  ${mark} ${id.padEnd(6)}${title}`);
    }
  }
  const solved = places.filter(({ id }) => progress.of(id).solved).length;
  console.log(`\n${bar(solved, places.length)} in all   (✓ solved, … tried)`);
}

async function hint({ progress }: Course, place: Place): Promise<void> {
  const { exercise }: { exercise: Exercise } = await import(
    pathToFileURL(join(place.dir, "check.ts")).href
  );
  const seen = Math.min((progress.of(place.id).hints ?? 0) + 1, exercise.hints.length);
  console.log(`${place.id} ${place.title}\n`);
  exercise.hints.slice(0, seen).forEach((text, i) =>
    console.log(`  hint ${i + 1} of ${exercise.hints.length}: ${text}`)
  );
  if (seen === exercise.hints.length) {
    console.log(
      `\nThat was the last hint. After a try: deno task practice solution ${place.id}`,
    );
  }
  progress.note(place.id, { hints: seen });
}

async function solution({ progress }: Course, place: Place): Promise<void> {
  const { tries = 0, solved = false } = progress.of(place.id);
  if (tries === 0 && !solved) {
    throw new InputError(
      `try ${place.id} once yourself first: fill in the blank, then run ` +
        `\`deno task practice ${place.id} --once\``,
    );
  }
  console.log(await Deno.readTextFile(place.solution));
}

/** Puts the starter in the place of the student's file, which is kept. */
function reset({ progress, dir }: Course, place: Place): void {
  if (!exists(place.work)) {
    writeStarter(place);
    console.log(`${shown(place.work)} is there to be filled in.`);
    return;
  }
  if (
    Deno.readTextFileSync(place.work) === starterOf(Deno.readTextFileSync(place.solution))
  ) {
    console.log(`${shown(place.work)} is as it was at first.`);
    return;
  }
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const kept = join(dir, "backup", `${stamp}_${place.id}_${basename(place.work)}`);
  Deno.mkdirSync(dirname(kept), { recursive: true });
  Deno.renameSync(place.work, kept);
  writeStarter(place);
  progress.note(place.id, { solved: false, tries: 0, hints: 0 });
  console.log(`${shown(place.work)} is as it was at first; yours is ${shown(kept)}.`);
}

/** Writes the starter unless the student has a file already; says whether it did. */
function writeStarter(place: Place): boolean {
  if (exists(place.work)) return false;
  Deno.mkdirSync(dirname(place.work), { recursive: true });
  Deno.writeTextFileSync(place.work, starterOf(Deno.readTextFileSync(place.solution)));
  return true;
}

/** One event for each save of a file. Editors save in many ways, so the folder is watched. */
async function* saves(file: string): AsyncGenerator<void> {
  const text = () => exists(file) ? Deno.readTextFileSync(file) : undefined;
  let before = text();
  for await (const _ of Deno.watchFs(dirname(file))) {
    const now = text();
    // A file is empty for a moment while some editors write it.
    if (now === undefined || now === "" || now === before) continue;
    before = now;
    yield;
  }
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}

function shown(path: string): string {
  return relative(Deno.cwd(), path);
}

function bar(done: number, total: number): string {
  const width = 20;
  const full = total === 0 ? 0 : Math.floor(width * done / total);
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${done}/${total}`;
}

function rule(text?: string): string {
  return (text === undefined ? "" : `── ${text} `).padEnd(72, "─");
}

function coloured(line: string): string {
  if (line.startsWith("  ✓")) return styleText("green", line);
  return line.startsWith("  ✗") ? styleText("red", line) : line;
}

if (import.meta.main) {
  try {
    await program().parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    const asked = error instanceof CommanderError;
    if (!asked && !(error instanceof InputError)) throw error;
    if (!asked || error.exitCode !== 0) {
      console.error(
        asked
          ? `${error.message.replaceAll(/\s+/g, " ")} (see --help)`
          : `error: ${error.message}`,
      );
      Deno.exitCode = 2;
    }
  }
}
