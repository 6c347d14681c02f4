import { join } from "node:path";
import { InputError } from "@nmf/lib/error";
import type { Settings } from "./options.ts";
import { type Facts, keyOf, type RunRecord } from "./results.ts";
import { writeWhole } from "./write_whole.ts";

/** The file that keeps finished runs until the report is written: a line of JSON each. */
export const JOURNAL = "runs.jsonl";

/** The first line: which comparison it is. */
interface Header {
  settings: Settings;
  checksum: string;
  code: string;
  plan: string[];
}

/** Settings that decide what a run gives; plan and checksum say the rest. */
const DECISIVE = ["ranks", "seeds", "iterations", "words", "peers"] as const;

/** Begins a journal in place of the one there was. */
export function beginJournal(
  dir: string,
  settings: Settings,
  facts: Facts,
  records: readonly RunRecord[] = [],
): void {
  const header: Header = {
    settings,
    checksum: facts.corpus.checksum,
    code: facts.code,
    plan: facts.plan.map(keyOf),
  };
  const lines = [header, ...records].map((line) => `${JSON.stringify(line)}\n`);
  writeWhole(dir, { [JOURNAL]: lines.join("") });
}

/** Adds a finished run. */
export function addToJournal(dir: string, record: RunRecord): void {
  Deno.writeTextFileSync(join(dir, JOURNAL), `${JSON.stringify(record)}\n`, {
    append: true,
  });
}

/** Removes the journal: its runs are in the results. */
export function endJournal(dir: string): void {
  Deno.removeSync(join(dir, JOURNAL));
}

/**
 * Reads the finished runs of an interrupted comparison.
 *
 * @param dir where it was
 * @throws {InputError} if there is none
 */
export function readJournal(dir: string): { header: Header; records: RunRecord[] } {
  let text: string;
  try {
    text = Deno.readTextFileSync(join(dir, JOURNAL));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new InputError(
      `--resume: nothing was interrupted in ${dir}; leave --resume out to compare anew`,
    );
  }
  // What follows the last line end was cut off while it was written.
  const [first, ...lines] = text.split("\n").slice(0, -1);
  try {
    return { header: JSON.parse(first!), records: lines.map(parseRecord) };
  } catch {
    throw new InputError(
      `--resume: ${
        join(dir, JOURNAL)
      } cannot be read; leave --resume out to compare anew`,
    );
  }
}

/**
 * Sees to it that an interrupted comparison is the one that is asked for now.
 *
 * @throws {InputError} if it is not; the message says what differs
 */
export function checkSame(
  { settings, checksum, code, plan }: Header,
  now: Settings,
  facts: Facts,
): void {
  const refuse = (what: string) =>
    new InputError(
      `--resume: the comparison that was interrupted ${what}; give the same options, or ` +
        `leave --resume out to compare anew`,
    );
  for (const name of DECISIVE) {
    const [then, wanted] = [String(settings[name]), String(now[name])];
    if (then === wanted) continue;
    const option = name === "ranks" ? now.ranksFrom : `--${name}`;
    throw refuse(`had ${option} ${then}, not ${wanted}`);
  }
  if (checksum !== facts.corpus.checksum) throw refuse("had other documents");
  if (code !== facts.code) {
    throw new InputError(
      "--resume: the code was edited since the interruption, and old runs would stand " +
        "beside new ones; leave --resume out to compare anew",
    );
  }
  if (plan.join("\n") !== facts.plan.map(keyOf).join("\n")) {
    throw refuse("had other methods (--methods, --device, or a peer that is gone)");
  }
}

/** JSON has no NaN and writes null: where a number must stand, that is what it was. */
function parseRecord(line: string): RunRecord {
  const record = JSON.parse(line);
  for (const name of ["seconds", "error", "clamped", "nmi", "purity", "coherence"]) {
    record[name] ??= NaN;
  }
  for (const entry of record.history) {
    entry.error ??= NaN;
    entry.clamped ??= NaN;
  }
  return record;
}
