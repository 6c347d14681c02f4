import { join } from "node:path";
import { InputError } from "@nmf/lib/error";
import type { Settings } from "./options.ts";
import { type Facts, keyOf, keyOfRecord, type RunRecord } from "./results.ts";
import { writeWhole } from "./write_whole.ts";

/** The file that keeps finished runs until the report is written: a line of JSON each. */
export const JOURNAL = "runs.jsonl";

/** The first line: which comparison it is. */
export interface Header {
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

/**
 * Adds a finished run.
 *
 * @throws {Deno.errors.NotFound} if somebody has removed the journal: runs without the line
 * that says whose they are would be of no use
 */
export function addToJournal(dir: string, record: RunRecord): void {
  Deno.writeTextFileSync(join(dir, JOURNAL), `${JSON.stringify(record)}\n`, {
    append: true,
    create: false,
  });
}

/** Removes the journal: its runs are in the results. */
export function endJournal(dir: string): void {
  Deno.removeSync(join(dir, JOURNAL));
}

/** What is kept of a comparison that was interrupted. */
export interface Journal {
  header: Header;
  /** Each run once. */
  records: RunRecord[];
  /** How many lines were no runs. */
  unreadable: number;
}

/**
 * Reads the finished runs of an interrupted comparison. Of several lines for one run the
 * first counts; a line that is no run counts as if it were not there.
 *
 * @param dir where it was
 * @throws {InputError} if there is none, or it does not begin as a journal does
 */
export function readJournal(dir: string): Journal {
  let text: string;
  try {
    text = Deno.readTextFileSync(join(dir, JOURNAL));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new InputError(
      `--resume: nothing was interrupted in ${dir}; leave --resume out to compare anew`,
    );
  }
  const [first, ...lines] = text.split("\n");
  const header = parsed(first!);
  if (!isHeader(header)) {
    throw new InputError(
      `--resume: ${
        join(dir, JOURNAL)
      } cannot be read; leave --resume out to compare anew`,
    );
  }
  // What follows the last line end was cut off while it was written.
  lines.pop();
  const runs = lines.map(parsed).filter(isRecord).map(withNaN);
  const each = new Map(runs.toReversed().map((run) => [keyOfRecord(run), run]));
  return {
    header,
    records: [...each.values()].reverse(),
    unreadable: lines.length - runs.length,
  };
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

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isHeader(value: unknown): value is Header {
  return isObject(value) && isObject(value.settings) && Array.isArray(value.plan) &&
    typeof value.checksum === "string" && typeof value.code === "string";
}

/** Numbers of a run that may be NaN. */
const NUMBERS = ["seconds", "error", "clamped", "nmi", "purity", "coherence"] as const;

function isRecord(value: unknown): value is RunRecord {
  const isNumber = (value: unknown) => typeof value === "number";
  const isNumberOrNull = (value: unknown) => value === null || isNumber(value);
  if (!isObject(value)) return false;
  const { rank, start, method, device, iterations, negatives, history, topics } = value;
  return isNumber(rank) && typeof start === "string" && isNumber(iterations) &&
    typeof device === "string" && isObject(method) && typeof method.id === "string" &&
    typeof method.name === "string" && typeof method.lesson === "string" &&
    isObject(negatives) && isNumber(negatives.W) && isNumber(negatives.H) &&
    NUMBERS.every((name) => isNumberOrNull(value[name])) &&
    Array.isArray(topics) && topics.every(Array.isArray) &&
    Array.isArray(history) &&
    history.every((entry) =>
      isObject(entry) && isNumber(entry.iteration) && isNumber(entry.seconds)
    );
}

/** JSON has no NaN and writes null: where a number must stand, that is what it was. */
function withNaN(record: RunRecord): RunRecord {
  for (const name of NUMBERS) record[name] ??= NaN;
  return {
    ...record,
    history: record.history.map((entry) => ({
      ...entry,
      error: entry.error ?? NaN,
      clamped: entry.clamped ?? NaN,
    })),
  };
}
