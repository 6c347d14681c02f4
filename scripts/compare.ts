/**
 * `deno task compare`: all methods of the course from the same starts, with a report to
 * hand out. Ends with 1 if a method is not where it should be.
 *
 * @module
 */
import { join } from "node:path";
import { CommanderError } from "commander";
import { InputError } from "@nmf/lib/error";
import { isFileError, type Progress, Screen, summary } from "@nmf/lib/lesson";
import { toSvg } from "@nmf/lib/plot";
import { METHODS } from "../lessons/06_comparison/methods.ts";
import { capital, counted, list, wrapped } from "../lessons/06_comparison/phrases.ts";
import { shownName } from "../lessons/06_comparison/shown_name.ts";
import { columnsInBrief, type Table } from "../lessons/06_comparison/table.ts";
import { verdict } from "../lessons/06_comparison/verdict.ts";
import { picture } from "./compare/charts.ts";
import { environmentOf } from "./compare/environment.ts";
import { type Check, check, type Expected } from "./compare/expected.ts";
import { type FirstFindings, firstFindings } from "./compare/first_findings.ts";
import {
  addToJournal,
  beginJournal,
  checkSame,
  endJournal,
  JOURNAL,
  type Journal,
  readJournal,
} from "./compare/journal.ts";
import { LOCK, lockFolder } from "./compare/lock_folder.ts";
import { gpuLine, softwareNoteOf } from "./compare/gpu_line.ts";
import { nowAndThen } from "./compare/now_and_then.ts";
import { type Pace, TRIED } from "./compare/paces.ts";
import { PEERS } from "./compare/peers.ts";
import { type CompareOptions, compareOptions, type Settings } from "./compare/options.ts";
import { type RankVerdict, reportPage } from "./compare/report.ts";
import type { GpuFacts } from "./compare/gpu_facts.ts";
import {
  type Comparison,
  type Facts,
  FIXED_START,
  keyOf,
  keyOfRecord,
  PEER,
  type Result,
  resultsOf,
  type RunKey,
  type RunRecord,
} from "./compare/results.ts";
import { startsVerdict } from "./compare/starts_verdict.ts";
import { fixedStartTable, peerLines, randomStartsTable } from "./compare/tables.ts";
import { inWords, timeLeft } from "./compare/time_left.ts";
import { toCsv } from "./compare/to_csv.ts";
import type { Answer, Order } from "./compare/worker.ts";
import { refuseFolders, removeUnfinished, writeWhole } from "./compare/write_whole.ts";

/** What a comparison ends with; where nothing can be drawn, without the picture. */
const RESULTS = ["report.html", "report.svg", "results.csv", "results.json"];
/** All that it may write. */
const FILES = [...RESULTS, JOURNAL];
/**
 * No room: a file or a disk that may not grow, a quota. ENOSPC, EFBIG and EDQUOT of Linux
 * and of macOS, and ERROR_DISK_FULL of Windows.
 */
const FULL = /os error (27|28|69|112|122)\)/;
/** Seconds between two lines about the time left, where there is no terminal. */
const PAUSE = 30;
/** So many seconds are worth a line before they begin. */
const WORTH = 5;
/** Signals that end a comparison, and the statuses that shells give them. */
const ENDS: Partial<Record<Deno.Signal, number>> = Deno.build.os === "windows"
  ? { SIGINT: 130 }
  : { SIGINT: 130, SIGHUP: 129, SIGTERM: 143 };

/** A comparison under way, for whoever interrupts it. */
interface State {
  bar?: Progress;
  /** Nobody else writes to the folder. */
  lock: Disposable;
  /** A folder for what is told to the peers. */
  scratch: string | undefined;
  /** How many runs there will be. */
  planned?: number;
}

/**
 * Runs a comparison as its command line says, and prints what came of it.
 *
 * @param args what was typed after the program's name
 * @param expected the numbers to check against; those that travel with the course when
 * left out
 * @throws {CommanderError | InputError} if the options cannot be used, the folder is
 * another comparison's, or it cannot be written
 */
export async function compare(
  args: readonly string[],
  expected?: Record<string, Expected>,
): Promise<void> {
  const options = compareOptions(args);
  const { out } = options;
  const lock = await refusing(out, () => {
    refuseFolders(out, [...FILES, LOCK]);
    return lockFolder(out);
  });
  const state: State = { lock, scratch: undefined };
  const handlers = Object.entries(ENDS).map(([signal, status]) =>
    [signal as Deno.Signal, () => interrupted(state, out, status)] as const
  );
  for (const [signal, handler] of handlers) Deno.addSignalListener(signal, handler);
  try {
    await compareInside(args, options, expected, state);
  } catch (error) {
    // Its files say so themselves: this is what it prints, where that goes to a file.
    const isPrinting = error instanceof Error && !(error instanceof InputError);
    if (!isPrinting || !FULL.test(error.message)) throw error;
    const kept = keptIn(out);
    throw new InputError(
      `there is no room for what it prints (${error.message}); make room` +
        (kept === 0 ? "" : `: ${keptRuns(kept, state)} in ${join(out, JOURNAL)}, and ` +
          `the same command with --resume goes on`),
    );
  } finally {
    removeScratch(state);
    for (const [signal, handler] of handlers) Deno.removeSignalListener(signal, handler);
    lock[Symbol.dispose]();
  }
}

/** The comparison itself, in a folder that is its own. */
async function compareInside(
  args: readonly string[],
  options: CompareOptions,
  expected: Record<string, Expected> | undefined,
  state: State,
): Promise<void> {
  const { out, resume, json, quiet, ...settings } = options;
  const screen = new Screen(json ? "nothing" : quiet ? "results" : "all");
  await refusing(out, () => removeUnfinished(out, FILES));
  const begun = resume ? await refusing(out, () => readJournal(out)) : undefined;
  if (settings.peers) {
    state.scratch = await Deno.makeTempDir({ prefix: "nmf-compare-" });
  }
  const worker = new Worker(import.meta.resolve("./compare/worker.ts"), {
    type: "module",
  });
  try {
    screen.heading("All methods of the course, compared");
    const first = await firstFindings(settings);
    tellFirst(screen, first);
    const { facts, results } = await compute(worker, settings, begun, out, screen, state);
    const comparison: Comparison = {
      settings,
      facts,
      environment: environmentOf(args, facts.gpu),
      results,
    };
    const verdicts = settings.ranks.map((rank) =>
      verdictOf(rank, results.filter((result) => result.rank === rank), facts)
    );
    show(screen, comparison, verdicts);
    const checked = check(results, facts, settings, expected);
    checked.about.unshift(first.about);
    checked.findings.unshift(...first.findings);
    const whole = { ...comparison, results: results.map(withoutW), verdicts, checked };
    const svg = picture(results.filter(({ rank }) => rank === settings.ranks[0]), facts);
    const files = {
      "report.html": await reportPage(comparison, verdicts, checked),
      ...(svg !== undefined && { "report.svg": await toSvg(svg) }),
      "results.csv": toCsv(results),
      "results.json": `${JSON.stringify(whole, null, 1)}\n`,
    };
    await refusing(out, () => {
      writeWhole(out, files, RESULTS);
      endJournal(out);
    }, state);
    screen.heading("Check");
    for (const line of checked.about) screen.line(wrapped(line));
    complain(checked, screen);
    screen.result(`\n${Object.keys(files).join(", ")} in ${out}`);
    if (json) console.log(JSON.stringify(whole));
  } finally {
    worker.postMessage("stop" satisfies Order);
  }
}

/** Makes all runs that are not there yet, and keeps each as soon as it has ended. */
async function compute(
  worker: Worker,
  settings: Settings,
  begun: Journal | undefined,
  out: string,
  screen: Screen,
  state: State,
): Promise<{ facts: Facts; results: Result[] }> {
  const { ask, next } = conversation(worker);
  ask({ settings, scratch: state.scratch });
  const answer = await next();
  if (typeof answer === "object" && "refused" in answer) {
    throw new InputError(answer.refused);
  }
  const { facts } = answer as { facts: Facts };
  const records: RunRecord[] = [];
  if (begun !== undefined) {
    checkSame(begun.header, settings, facts);
    const planned = new Set(facts.plan.map(keyOf));
    records.push(...begun.records.filter((run) => planned.has(keyOfRecord(run))));
  }
  state.planned = facts.plan.length;
  tell(screen, facts, settings, records.length);
  if (begun !== undefined && begun.unreadable > 0) {
    screen.line(
      `${
        counted(begun.unreadable, "line")
      } of ${JOURNAL} could not be read; what stood ` +
        `there is run again.`,
    );
  }
  await refusing(out, () => beginJournal(out, settings, facts, records), state);
  ask({ done: records.map(keyOfRecord) });
  const { paces } = await next() as { paces: Pace[] };
  const clock = timeLeft(facts.plan, records, paces);
  tellTime(screen, clock.byMethod(), facts.gpu);
  const bar = state.bar = screen.progress("runs", facts.plan.length);
  const log = nowAndThen((text) => screen.line(text), PAUSE);
  const tick = setInterval(() => {
    const now = underWay(clock.underWay(), facts.gpu);
    bar.update(records.length, `${clock.left()}, ${now}`);
    if (Deno.stderr.isTerminal()) return;
    log(() =>
      `${records.length} of ${facts.plan.length} runs made, about ${clock.left()}; ${now}`
    );
  }, 500);
  try {
    for (let answer; (answer = await next()) !== "all runs made";) {
      const { record } = answer as { record: RunRecord };
      records.push(record);
      await refusing(out, () => addToJournal(out, record), state);
      clock.ended(record);
      bar.update(records.length, clock.left());
    }
  } finally {
    clearInterval(tick);
    bar.stop();
  }
  return { facts, results: resultsOf(records, facts.plan) };
}

/** Says how long it may take, and what takes longest, if it is worth a line. */
function tellTime(
  screen: Screen,
  byMethod: ReadonlyMap<string, number>,
  gpu: GpuFacts,
): void {
  const total = byMethod.values().reduce((sum, seconds) => sum + seconds, 0);
  if (total < WORTH) return;
  const [id, longest] = [...byMethod].reduce((a, b) => b[1] > a[1] ? b : a);
  screen.line(
    wrapped(
      `About ${inWords(total)} at most, by ${TRIED} steps of each method` +
        (byMethod.size === 1
          ? "."
          : `; ${inWords(longest)} of it are for ${nameOf(id, gpu)}.`),
    ),
  );
}

/** The run under way in a few words. */
function underWay(key: RunKey | undefined, gpu: GpuFacts): string {
  return key === undefined
    ? "all are made"
    : `now ${nameOf(key.method, gpu)}, ${counted(key.rank, "topic")}, ${key.start} start`;
}

function nameOf(id: string, gpu: GpuFacts): string {
  const one = [...METHODS, ...PEERS].find((one) => one.id === id)!;
  return shownName(one, "adapter" in gpu ? gpu : undefined);
}

/** What a thread says, one answer after another. */
function conversation(worker: Worker) {
  const answers: Promise<Answer>[] = [];
  const waiting: ((answer: Promise<Answer>) => void)[] = [];
  const hear = (answer: Promise<Answer>) => {
    const someone = waiting.shift();
    if (someone) someone(answer);
    else answers.push(answer);
  };
  worker.onmessage = ({ data }: MessageEvent<Answer>) => hear(Promise.resolve(data));
  worker.onerror = (event) => {
    event.preventDefault();
    hear(Promise.reject(event.error ?? new Error(event.message)));
  };
  return {
    ask: (order: Order) => worker.postMessage(order),
    next: () =>
      answers.shift() ?? new Promise<Answer>((resolve) => waiting.push(resolve)),
  };
}

/** Says at once what is not the course's: the runs take longer than these steps. */
function tellFirst(screen: Screen, { findings }: FirstFindings): void {
  if (findings.length === 0) return;
  screen.line("From the first steps on, not as in the course:");
  for (const line of findings) screen.line(wrapped(`  ${line}`));
}

/** Says what is about to run. */
function tell(
  screen: Screen,
  { corpus, plan, gpu, notes, bounds }: Facts,
  { seeds, corpus: wanted }: Settings,
  there: number,
): void {
  const V = { rows: corpus.documents, cols: corpus.terms, nonzeros: corpus.nonzeros };
  screen.line(summary({ corpus, V }));
  if (wanted === undefined && corpus.name === "mini") {
    screen.line(
      "(This is the small corpus. `deno task data` fetches the real one, 14 MB.)",
    );
  }
  for (const note of corpus.notes) screen.line(wrapped(note));
  const ids = new Set(plan.map(({ method }) => method));
  const beside = PEERS.filter(({ id }) => ids.has(id)).length;
  const ranks = bounds.map(({ rank }) => rank);
  screen.line(
    `${counted(plan.length, "run")}: ${counted(ids.size - beside, "method")}` +
      (beside === 0 ? "" : ` and ${counted(beside, "peer")}`) +
      `, ${list(ranks.map(String))} ${ranks.at(-1) === 1 ? "topic" : "topics"}, the ` +
      `nndsvda start` + (seeds === 0 ? "" : ` and ${counted(seeds, "random start")}`) +
      (there === 0 ? "." : `; ${there} ${there === 1 ? "is" : "are"} there already.`),
  );
  screen.line(`GPU: ${gpuLine(gpu)}.`);
  for (const note of notes) screen.line(wrapped(`${capital(note)}.`));
}

/** The verdicts of one rank, over the course's own methods. */
function verdictOf(rank: number, results: readonly Result[], facts: Facts): RankVerdict {
  const bounds = facts.bounds.find((bound) => bound.rank === rank)!;
  const own = results.filter(({ method }) => method.lesson !== PEER);
  const fixed = own.filter(({ start }) => start === FIXED_START);
  const failed = fixed.filter(({ failed }) => failed !== undefined);
  return {
    rank,
    lines: [
      ...failed.map(({ method, failed }) =>
        `${method.name} ended with an error: ${failed}.`
      ),
      ...verdict(fixed.filter((result) => !failed.includes(result)), bounds),
    ],
    starts: startsVerdict(own),
  };
}

function show(
  screen: Screen,
  { facts, results, settings }: Comparison,
  verdicts: readonly RankVerdict[],
): void {
  const table = ({ head, rows }: Table) =>
    screen.table(head, rows.map(({ cells }) => cells));
  for (const { rank, lines, starts } of verdicts) {
    const own = results.filter((result) => result.rank === rank);
    screen.heading(`${counted(rank, "topic")}, from the nndsvda start`);
    const fixed = fixedStartTable(own, facts);
    table(fixed);
    screen.line(`\n${wrapped(columnsInBrief(fixed.columns))}`);
    const note = softwareNoteOf(own);
    if (note !== undefined) screen.line(wrapped(note));
    if (starts.length > 0) {
      screen.heading(
        settings.seeds === 1
          ? `${counted(rank, "topic")}, from 1 random start`
          : `${
            counted(rank, "topic")
          }, medians over ${settings.seeds} random starts, and ` +
            "the lowest and highest honest error",
      );
      table(randomStartsTable(own, facts, settings.seeds));
    }
    screen.result(`\nVerdict, ${counted(rank, "topic")}`);
    for (const line of lines) screen.result(wrapped(line));
    if (starts.length > 0) screen.result("\nRandom starts");
    for (const line of starts) screen.result(wrapped(line));
    const peers = peerLines(own);
    if (peers.length > 0) screen.result("\nBeside the peers");
    for (const line of peers) screen.result(wrapped(line));
  }
}

/** Names the rows that are not as expected, and sets the exit status. */
function complain({ findings, numbers }: Check, screen: Screen): void {
  if (findings.length === 0) {
    const far = numbers.length > 0 ? "" : ", as far as they could be checked";
    screen.result(`All rows are as expected${far}.`);
    return;
  }
  screen.result(
    `Not as expected: ${
      counted(findings.length, "finding")
    }, named on standard error and in the report.`,
  );
  console.error("\nnot as expected:");
  for (const finding of findings) console.error(`  ${finding}`);
  Deno.exitCode = 1;
}

/**
 * Ctrl-C, or the terminal is closed: says what is kept, and ends at once; the thread ends
 * with the program.
 */
function interrupted(state: State, out: string, status: number): never {
  const { bar, lock } = state;
  bar?.stop();
  removeScratch(state);
  const kept = keptIn(out);
  lock[Symbol.dispose]();
  console.error(
    kept === 0
      ? "interrupted before the first run had ended; nothing is kept"
      : `interrupted; ${keptRuns(kept, state)} in ${join(out, JOURNAL)}: ` +
        `run the same command with --resume to go on`,
  );
  Deno.exit(status);
}

/** How many finished runs there are to go on with. */
function keptIn(out: string): number {
  try {
    return readJournal(out).records.length;
  } catch {
    return 0;
  }
}

function keptRuns(kept: number, { planned }: Pick<State, "planned">): string {
  const runs = planned === undefined
    ? counted(kept, "run")
    : `${kept} of ${planned} runs`;
  return `${runs} ${kept === 1 ? "is" : "are"} kept`;
}

/** A peer that is still at work may write there for a moment; then the folder stays. */
function removeScratch({ scratch }: State): void {
  if (scratch === undefined) return;
  try {
    Deno.removeSync(scratch, { recursive: true });
  } catch {
    return;
  }
}

/** W is for the report's chart; it would be most of the file. */
function withoutW({ W: _, ...result }: Result): Result {
  return result;
}

/**
 * Does something with the folder of the report, and says in one line if it is refused.
 *
 * @param dir the folder
 * @param work what to do
 * @param state given once runs may have been kept
 */
async function refusing<T>(
  dir: string,
  work: () => T | Promise<T>,
  state?: State,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFileError(error)) throw error;
    const kept = state === undefined ? 0 : keptIn(dir);
    const isFull = FULL.test(error.message);
    throw new InputError(
      `cannot write to ${dir} (${error.message}); ` +
        (kept === 0
          ? `${isFull ? "make room, or " : ""}choose another folder with --out`
          : `${keptRuns(kept, state!)} in ${JOURNAL}: ` +
            `${isFull ? "make room, then" : "when it can be written,"} ` +
            `run the same command with --resume to go on`),
    );
  }
}

/** What was typed may have line ends in it. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ");
}

if (import.meta.main) {
  // A write beyond the limit of `ulimit -f` is then refused like any other, until the end:
  // Deno writes its caches even later.
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGXFSZ", () => {});
  try {
    await compare(Deno.args);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) {
        console.error(`${oneLine(error.message)} (see --help)`);
        Deno.exitCode = 2;
      }
    } else if (error instanceof InputError) {
      console.error(`error: ${oneLine(error.message)}`);
      Deno.exitCode = 2;
    } else {
      // A fault of the program, not of a method: 1 would say that.
      console.error(error);
      Deno.exitCode = 70;
    }
  }
}
