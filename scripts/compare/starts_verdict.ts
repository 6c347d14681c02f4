import { matchTopics } from "@nmf/lib/metrics";
import { NEAR } from "../../lessons/06_comparison/measure.ts";
import { allOf, capital, counted, list } from "../../lessons/06_comparison/phrases.ts";
import { FIXED_START, PEER, type Result } from "./results.ts";
import { summarize } from "./summarize.ts";

/** Topics that share so many of their words are called the same: 7 of 8. */
const ALIKE = 7 / 8;
/** Medians that differ by less than this share are called the same. */
const SAME = 1e-4;

/**
 * Says in plain words what the random starts of one rank show: where they end, which
 * method ends lowest, and whether one start would have been enough. Every sentence is
 * computed from the results.
 *
 * @param all the results of one rank
 * @returns one sentence or two a line; nothing where there is no random start
 */
export function startsVerdict(all: readonly Result[]): string[] {
  const results = all.filter(({ method }) => method.lesson !== PEER);
  const random = results.filter(({ start }) => start !== FIXED_START);
  if (random.length === 0) return [];
  const ended = results.filter(({ clamped }) => Number.isFinite(clamped));
  if (ended.length === 0) return ["No run ended with a number."];
  const best = ended.reduce((a, b) => b.clamped < a.clamped ? b : a);
  // Another local minimum may have nearly the same error, but it has other topics.
  const isNear = ({ clamped, topics }: Result) =>
    clamped <= (1 + NEAR) * best.clamped &&
    matchTopics(best.topics, topics).share >= ALIKE;
  const count = new Set(random.map(({ start }) => start)).size;
  const methods = Map.groupBy(random, ({ method }) => method.id).values()
    .map((runs): Group => ({
      name: runs[0]!.method.name,
      near: runs.filter(isNear).length,
      runs: runs.length,
    })).toArray();
  const fixed = results.filter(({ start }) => start === FIXED_START);
  const safe = methods.every(({ near, runs }) => near === runs);
  return [
    lowestLine(best, results.length, ended.length),
    `Within 0.1 % of it, and with seven of every eight words of that run's topics or ` +
    `more, end: ${whoIsNear(methods, count)}.`,
    medianLine(random, count),
    adviceLine(methods, count) +
    (safe || count === 1 || fixed.length === 0
      ? ""
      : ` ${fixedLine(fixed.length, fixed.filter(isNear).length)}`),
  ];
}

/** A method over its random starts, and how many of them end near the best. */
interface Group {
  name: string;
  near: number;
  runs: number;
}

const namesOf = (methods: readonly { name: string }[]) =>
  list(methods.map(({ name }) => name));

function lowestLine(best: Result, runs: number, ended: number): string {
  const of = ended === runs
    ? `of all ${counted(runs, "run")}`
    : `of the ${ended} of ${counted(runs, "run")} that ended with a number`;
  return `The lowest honest error ${of} is ${
    best.clamped.toFixed(4)
  }, by ${best.method.name} from the start “${best.start}”.`;
}

function whoIsNear(methods: readonly Group[], count: number): string {
  const always = methods.filter(({ near, runs }) => near === runs);
  const never = methods.filter(({ near }) => near === 0);
  const sometimes = methods.filter(({ near, runs }) => near > 0 && near < runs);
  return [
    ...(always.length === 0 ? [] : [
      `${namesOf(always)} from ${count === 1 ? "the" : "every"} random start`,
    ]),
    ...(sometimes.length === 0 ? [] : [
      list(sometimes.map(({ name, near, runs }) => `${name} from ${near} of ${runs}`)),
    ]),
    ...(never.length === 0
      ? []
      : [`${namesOf(never)} ${count === 1 ? "not" : "from none"}`]),
  ].join("; ");
}

function medianLine(random: readonly Result[], count: number): string {
  const begin = count === 1
    ? "From the random start"
    : `In the median over the ${count} random starts`;
  const summaries = summarize(random);
  const lowest = Math.min(...summaries.map(({ honest }) => honest.median));
  if (lowest === Infinity) return `${begin} no method ends with a number.`;
  const winners = summaries.filter(({ honest }) => honest.median <= (1 + SAME) * lowest)
    .map(({ method }) => method.name);
  const at = `at ${lowest.toFixed(4)}`;
  if (summaries.length === 1) return `${begin} ${winners[0]} ends ${at}.`;
  return winners.length === summaries.length
    ? `${begin} ${allOf(winners.length, "methods")} end alike, ${at}.`
    : `${begin} ${list(winners)} ${winners.length === 1 ? "ends" : "end"} lowest, ${at}.`;
}

/** What to do; it is quoted alone at the top of the report, and says itself of what. */
function adviceLine(methods: readonly Group[], count: number): string {
  const always = methods.filter(({ near, runs }) => near === runs);
  const several = "run several and keep the lowest honest error.";
  if (count === 1) {
    return "One random start cannot show how much depends on it: give --seeds 5.";
  }
  if (always.length === methods.length) {
    return `${
      capital(allOf(count, "random starts"))
    } lead to the best end found: one is ` +
      `enough here.`;
  }
  if (always.length === 0) {
    return methods.length === 1
      ? `${
        capital(methods[0]!.name)
      } misses the best end found from some random starts or from all: ${several}`
      : `No method reaches the best end found from every random start: ${several}`;
  }
  const others = methods.length - always.length;
  return `The best end found is reached from every random start by ${namesOf(always)}. ${
    others === 1 ? "The other method misses" : `The ${others} others miss`
  } it from some starts or from all: ${several}`;
}

function fixedLine(methods: number, near: number): string {
  const who = near < methods
    ? `${near} of ${counted(methods, "method")}`
    : methods === 1
    ? "the method"
    : allOf(methods, "methods");
  const one = near === 1 || (near === methods && methods === 1);
  return `From the nndsvda start ${who} ${one ? "reaches" : "reach"} it.`;
}
