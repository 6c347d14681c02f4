/**
 * `deno task fuzz --minutes 5 --seed 1`: draws vectorizers, factorizations, autograd graphs
 * and optimizers at random and compares what comes out with scikit-learn and PyTorch. Prints
 * the smallest case in which they differ; ends with 1 if there is one.
 *
 * @module
 */
import { InputError } from "@nmf/lib/error";
import { nowAndThen } from "./compare/now_and_then.ts";
import { graphs } from "./fuzz/graphs.ts";
import { toJson } from "./fuzz/json.ts";
import type { Kind } from "./fuzz/kind.ts";
import { graphsKnown, nmfKnown, vectorizerKnown } from "./fuzz/known.ts";
import { nmf } from "./fuzz/nmf.ts";
import { optimizers } from "./fuzz/optimizers.ts";
import { fuzzOptions } from "./fuzz/options.ts";
import { type Ask, startPeer } from "./fuzz/peer.ts";
import { emptyTally, type Failure, judge, runRound, type Tally } from "./fuzz/rounds.ts";
import { vectorizer } from "./fuzz/vectorizer.ts";

/** What is tried, in turn. */
// deno-lint-ignore no-explicit-any
export const KINDS: readonly Kind<any, any>[] = [
  { ...vectorizer, known: vectorizerKnown },
  { ...nmf, known: nmfKnown },
  { ...graphs, known: graphsKnown },
  { ...optimizers, known: [] },
];

/** Seconds between two lines of progress. */
const PAUSE = 15;

/** The seed of a round; the first has the seed that was given. */
export function seedOf(seed: number, round: number): number {
  if (round === 0) return seed;
  const mixed = Math.imul(seed + Math.imul(round, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 1;
}

async function main(args: readonly string[]): Promise<void> {
  const options = fuzzOptions(args, KINDS.map(({ id }) => id));
  const kinds = KINDS.filter(({ id }) => id === (options.only ?? id));
  const peer = await startPeer();
  const versions = Object.entries(peer.versions).map((words) => words.join(" "));
  console.log(`Deno ${Deno.version.deno} beside ${versions.join(", ")}`);
  try {
    if (options.input !== undefined) await tryOne(kinds[0], options.input, peer.ask);
    else await tryMany(kinds, options, peer.ask);
  } finally {
    await peer.close();
  }
}

async function tryOne(kind: Kind, input: unknown, ask: Ask): Promise<void> {
  const { ours, theirs, difference, known } = await judge(kind, input, ask);
  console.log(`ours:   ${toJson(ours)}\ntheirs: ${toJson(theirs)}`);
  console.log(
    difference === undefined
      ? "they agree"
      : `${difference}${known === undefined ? "" : ` (known: ${known})`}`,
  );
  if (difference !== undefined && known === undefined) Deno.exitCode = 1;
}

async function tryMany(
  kinds: readonly Kind[],
  { minutes, seed }: { minutes: number; seed: number },
  ask: Ask,
): Promise<void> {
  const end = performance.now() + 60_000 * minutes;
  const tallies = new Map(kinds.map(({ id }) => [id, emptyTally()]));
  const say = nowAndThen((text) => console.error(text), PAUSE);
  for (let round = 0; round === 0 || performance.now() < end; round++) {
    for (const kind of kinds) {
      // The first round is done to its end, so that a failure in it can be repeated.
      if (round > 0 && performance.now() >= end) break;
      const tally = tallies.get(kind.id)!;
      const before = tally.failures.length;
      await runRound(kind, seedOf(seed, round), ask, tally, round > 0 ? end : Infinity);
      for (const failure of tally.failures.slice(before)) report(failure);
      say(() => progress(tallies));
    }
  }
  for (const line of table(kinds, tallies)) console.log(line);
  if ([...tallies.values()].some(({ failures }) => failures.length > 0)) {
    Deno.exitCode = 1;
  }
}

function report({ kind, seed, input, difference, ours, theirs }: Failure): void {
  console.log(`\n${kind} differs: ${difference}`);
  console.log(`smallest input: ${input}`);
  console.log(`ours:   ${ours}\ntheirs: ${theirs}`);
  console.log(
    `seed ${seed}; again: deno task fuzz --only ${kind} --minutes 0 --seed ${seed}`,
  );
  console.log(`or:     deno task fuzz --only ${kind} --input ${quoted(input)}\n`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function progress(tallies: Map<string, Tally>): string {
  return [...tallies].map(([id, { cases, failures }]) =>
    `${id} ${cases}${failures.length > 0 ? ` (${failures.length} failed)` : ""}`
  ).join(", ");
}

/** A line for each kind, then one for each known difference that was met. */
export function table(
  kinds: readonly Kind[],
  tallies: ReadonlyMap<string, Tally>,
): string[] {
  const row = (...cells: (string | number)[]) =>
    cells.map((cell, j) => j === 0 ? `${cell}`.padEnd(12) : `${cell}`.padStart(12)).join(
      "",
    );
  const lines = [row("kind", "cases", "agreed", "known", "failures")];
  for (const { id } of kinds) {
    const { cases, agreed, known, failures } = tallies.get(id)!;
    const others = [...known.values()].reduce((total, count) => total + count, 0);
    lines.push(row(id, cases, agreed, others, failures.length));
  }
  for (const kind of kinds) {
    for (const [id, count] of tallies.get(kind.id)!.known) {
      const { reason } = kind.known.find((known) => known.id === id)!;
      lines.push(`${kind.id}, ${id}, ${count}×: ${reason}`);
    }
  }
  return lines;
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
