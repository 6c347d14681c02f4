/**
 * `deno task repeat --times 60 -- deno task test gpu`: runs a command many times and counts
 * how it ends. Some faults come once in twenty runs, after “ok, 0 failed”; only the exit
 * status tells. Ends with 1 if a single run ended with anything but 0.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { InputError } from "@nmf/lib/error";

/** How one run ended. */
export interface Ending {
  /** The exit status; above 128 where a signal ended it, 134 for an abort. */
  status: number;
  seconds: number;
  /** The last line it printed, on standard error if there is one, else on standard output. */
  lastLine: string;
}

interface Options {
  times: number;
  command: string[];
}

/**
 * Reads the command line.
 *
 * @throws {InputError} if it cannot be used
 */
export function repeatOptions(args: readonly string[]): Options {
  const end = args.indexOf("--");
  const command = end < 0 ? [] : args.slice(end + 1);
  let times: string;
  try {
    const { values } = parseArgs({
      args: end < 0 ? [...args] : args.slice(0, end),
      options: { times: { type: "string", default: "20" } },
    });
    times = values.times;
  } catch (error) {
    throw new InputError(`${(error as Error).message.split("\n")[0]!}; ${USAGE}`);
  }
  if (!/^[1-9]\d*$/.test(times) || !Number.isSafeInteger(Number(times))) {
    throw new InputError(`--times ${times} is no whole number from 1; ${USAGE}`);
  }
  if (command.length === 0) throw new InputError(`there is no command; ${USAGE}`);
  return { times: Number(times), command };
}

const USAGE = "write: deno task repeat --times 60 -- deno task test gpu";

/**
 * How often each status came, the best first, in lines to print.
 *
 * @param endings of all runs
 * @returns a head and a line for each status: status, runs, mean seconds, and the last line
 * of its first run where the status is not 0
 */
export function statusTable(endings: readonly Ending[]): string[] {
  const statuses = [...new Set(endings.map(({ status }) => status))].sort((a, b) =>
    a - b
  );
  const cells = statuses.map((status) => {
    const these = endings.filter((ending) => ending.status === status);
    const seconds = these.reduce((total, ending) => total + ending.seconds, 0);
    return [
      `${status}`,
      `${these.length}`,
      (seconds / these.length).toFixed(1),
      status === 0 ? "" : these[0]!.lastLine,
    ];
  });
  return [["status", "runs", "seconds", "last line"], ...cells].map(
    ([status, runs, seconds, line]) =>
      `${status!.padStart(6)} ${runs!.padStart(6)} ${seconds!.padStart(8)}  ${line}`
        .trimEnd(),
  );
}

async function runOnce([program, ...args]: readonly string[]): Promise<Ending> {
  const begin = performance.now();
  try {
    const { code, stdout, stderr } = await new Deno.Command(program!, { args }).output();
    const seconds = (performance.now() - begin) / 1000;
    return { status: code, seconds, lastLine: lastLine(stderr) || lastLine(stdout) };
  } catch (error) {
    if (
      error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable
    ) {
      throw new InputError(`${program} cannot be run here; the command begins with deno`);
    }
    throw error;
  }
}

function lastLine(bytes: Uint8Array): string {
  const lines = new TextDecoder().decode(bytes).split("\n");
  return lines.findLast((line) => line.trim() !== "")?.trim() ?? "";
}

async function main(args: readonly string[]): Promise<void> {
  const { times, command } = repeatOptions(args);
  const endings: Ending[] = [];
  for (let i = 1; i <= times; i++) {
    const ending = await runOnce(command);
    endings.push(ending);
    console.error(
      `run ${i} of ${times}: ${ending.status}, ${ending.seconds.toFixed(1)} s`,
    );
  }
  console.log(`${times} × ${command.join(" ")}`);
  for (const line of statusTable(endings)) console.log(line);
  if (endings.some(({ status }) => status !== 0)) Deno.exitCode = 1;
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
