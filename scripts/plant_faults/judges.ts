import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { EXPERT_CD, type Fault, OF_ALL_ROWS, ON_GPU } from "./faults.ts";

/** The end of a program. */
export interface Ending {
  status: number;
  /** What it wrote to standard output, and to standard error. */
  out: string;
  err: string;
}

/** Runs Deno in a folder; another one where a test says what it would give. */
export type Run = (dir: string, args: readonly string[]) => Promise<Ending>;

/**
 * The shortest comparison in which a row is run: the small corpus, no random start, few
 * iterations. Without the last it would compare the ends of the runs, too, and could only
 * find more.
 */
const SHORTEST = ["--corpus", "mini", "--seeds", "0", "--iterations", "20", "--quiet"];

/**
 * Whether `compare` names the row of a fault and ends with 1.
 *
 * @param dir a copy of the project, with the fault in it
 */
export async function compareNames(
  run: Run,
  dir: string,
  { row }: Fault,
): Promise<boolean> {
  const { status, err } = await run(dir, compareArgs(dir, row));
  // The names of some rows begin as others do.
  const named = new RegExp(`${RegExp.escape(row)}(?! on the GPU| \\(expert\\))`);
  return status === 1 && named.test(err);
}

/** What `deno` is called with to compare all rows, or the one of a fault. */
export function compareArgs(dir: string, row?: string): string[] {
  const [, ...words] = config.tasks.compare.command.split(" ");
  const all = [...words, ...SHORTEST, "--out", join(dir, "out", "faults")];
  if (row === undefined) return all;
  const ofAllRows = OF_ALL_ROWS.some((name) => name === row);
  return [
    ...all,
    ...["--methods", ofAllRows ? EXPERT_CD : row],
    ...(row === ON_GPU ? [] : ["--device", "cpu"]),
  ];
}

/**
 * Whether a test of the folder of a fault fails.
 *
 * @param dir a copy of the project, with the fault in it
 */
export async function testsName(
  run: Run,
  dir: string,
  { file }: Fault,
): Promise<boolean> {
  for (const tests of testsOf(file)) {
    if ((await run(dir, testArgs(tests))).status !== 0) return true;
  }
  return false;
}

/** What `deno` is called with to run tests; types are not what is tried here. */
export function testArgs(tests: string): string[] {
  return ["test", "-q", "-P=test", "--no-check", "--fail-fast", ...tests.split(" ")];
}

/** The tests that a file concerns, those that take longer later. */
export function testsOf(file: string): string[] {
  const [room, folder] = file.split("/");
  if (room === "gpu") return ["gpu/kernels gpu/descents"];
  if (room === "lib" || folder === "06_comparison") return [`${room}/${folder}`];
  return [`${room}/${folder}/method_test.ts`, `${room}/${folder}/lesson_test.ts`];
}
