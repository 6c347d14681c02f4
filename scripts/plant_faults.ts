/**
 * `deno task faults`: puts mistakes into a copy of the course, one at a time, and counts how
 * many `compare` and the tests name. Who edits a method is promised that a mistake is named.
 * Ends with 1 if one is named by neither.
 *
 * @module
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { InputError } from "@nmf/lib/error";
import { copyProject } from "./plant_faults/copy_project.ts";
import { type Fault, FAULTS } from "./plant_faults/faults.ts";
import {
  compareArgs,
  compareNames,
  type Ending,
  type Run,
  testArgs,
  testsName,
  testsOf,
} from "./plant_faults/judges.ts";
import { planted } from "./plant_faults/planted.ts";

const ROOT = join(import.meta.dirname!, "..");

/** Who named a fault; a judge that was not asked has no answer. */
export interface Named {
  compare: boolean;
  tests: boolean | undefined;
}

interface Options {
  faults: readonly Fault[];
  compareOnly: boolean;
}

/**
 * Reads the command line.
 *
 * @throws {InputError} if it cannot be used
 */
export function faultOptions(args: readonly string[]): Options {
  const usage = 'write: deno task faults [--only "SGD"] [--compare-only]';
  let values: { only?: string; "compare-only": boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        "compare-only": { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    throw new InputError(`${(error as Error).message.split("\n")[0]!}; ${usage}`);
  }
  const only = (values.only ?? "").toLowerCase();
  const faults = FAULTS.filter(({ name, file, row }) =>
    [name, file, row].some((text) => text.toLowerCase().includes(only))
  );
  if (faults.length === 0) {
    throw new InputError(`no fault has “${only}” in its name, file or row; ${usage}`);
  }
  return { faults, compareOnly: values["compare-only"] };
}

/**
 * Plants faults, one at a time, and asks who names each.
 *
 * @param dir a copy of the project
 * @param run runs Deno
 * @param say is told of each fault when its answers are there
 * @throws {InputError} if a fault cannot be planted, or something fails without one
 */
export async function plantFaults(
  dir: string,
  { faults, compareOnly }: Options,
  run: Run,
  say: (fault: Fault, named: Named) => void,
): Promise<Named[]> {
  const sound = faults.map((fault) => Deno.readTextFileSync(join(dir, fault.file)));
  const wrong = faults.map((fault, i) => planted(sound[i]!, fault));
  const tests = compareOnly ? [] : faults.flatMap(({ file }) => testsOf(file));
  await requireSound(run, dir, [compareArgs(dir), ...[...new Set(tests)].map(testArgs)]);
  const all: Named[] = [];
  for (const [i, fault] of faults.entries()) {
    const file = join(dir, fault.file);
    Deno.writeTextFileSync(file, wrong[i]!);
    const named = {
      compare: await compareNames(run, dir, fault),
      tests: compareOnly ? undefined : await testsName(run, dir, fault),
    };
    Deno.writeTextFileSync(file, sound[i]!);
    say(fault, named);
    all.push(named);
  }
  return all;
}

/** What fails without a fault says nothing about one. */
async function requireSound(run: Run, dir: string, commands: string[][]): Promise<void> {
  for (const args of commands) {
    const { status, out, err } = await run(dir, args);
    if (status === 0) continue;
    const why = `${err}\n${out}`.split("\n").find((line) =>
      /FAILED|error|differs/.test(line)
    );
    throw new InputError(
      `without any fault “deno ${args.join(" ")}” ends with ${status}` +
        `${why === undefined ? "" : ` (${why.trim()})`}; repair that first`,
    );
  }
}

/**
 * What came of it, in a line.
 *
 * @returns the line, and whether every fault was named
 */
export function countNamed(all: readonly Named[]): { line: string; every: boolean } {
  const count = (named: (one: Named) => boolean | undefined) =>
    all.filter((one) => named(one)).length;
  const together = count(({ compare, tests }) => compare || tests);
  const asked = all.some(({ tests }) => tests !== undefined);
  return {
    line:
      `${all.length} ${all.length === 1 ? "fault" : "faults"}: compare names ${
        count(({ compare }) => compare)
      }` +
      (asked ? `, the tests ${count(({ tests }) => tests)}, together ${together}.` : "."),
    every: together === all.length,
  };
}

/** A line of the table. */
export function tableRow({ row, name }: Fault, { compare, tests }: Named): string {
  const word = (named: boolean | undefined) =>
    (named === undefined ? "" : named ? "yes" : "no").padEnd(9);
  return `${word(compare)}${word(tests)}${row}: ${name}`;
}

/** Runs Deno as the tasks of the project do. */
const runDeno: Run = async (dir, args): Promise<Ending> => {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: [...args],
    cwd: dir,
    // As in the task `test`: there OpenGL makes the process die at its end now and then.
    env: { DENO_WEBGPU_BACKEND: "vulkan,metal,dx12", NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: code, out: text(stdout), err: text(stderr) };
};

async function main(args: readonly string[]): Promise<void> {
  const options = faultOptions(args);
  const dir = await Deno.makeTempDir({ prefix: "nmf-faults-" });
  try {
    copyProject(ROOT, dir);
    console.log(`${"compare".padEnd(9)}${"tests".padEnd(9)}fault`);
    const all = await plantFaults(
      dir,
      options,
      runDeno,
      (...answer) => console.log(tableRow(...answer)),
    );
    const { line, every } = countNamed(all);
    console.log(line);
    if (!every) Deno.exitCode = 1;
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`error: ${error.message}`);
    Deno.exitCode = 2;
  }
}
