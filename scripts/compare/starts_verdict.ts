import { matchTopics } from "@nmf/lib/metrics";
import { NEAR } from "../../lessons/06_comparison/measure.ts";
import { list } from "../../lessons/06_comparison/phrases.ts";
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
  const results = all.filter(({ method, clamped }) =>
    method.lesson !== PEER && Number.isFinite(clamped)
  );
  const random = results.filter(({ start }) => start !== FIXED_START);
  if (random.length === 0) return [];
  const best = results.reduce((a, b) => b.clamped < a.clamped ? b : a);
  // Another local minimum may have nearly the same error, but it has other topics.
  const near = ({ clamped, topics }: Result) =>
    clamped <= (1 + NEAR) * best.clamped &&
    matchTopics(best.topics, topics).share >= ALIKE;
  const count = new Set(random.map(({ start }) => start)).size;
  const named = (runs: readonly Result[]) => runs[0]!.method.name;
  const methods = Map.groupBy(random, ({ method }) => method.id).values().toArray();
  const always = methods.filter((runs) => runs.every(near));
  const never = methods.filter((runs) => !runs.some(near));
  const sometimes = methods.filter((runs) => runs.some(near) && !runs.every(near));
  const some = sometimes.map((runs) =>
    `${named(runs)} from ${runs.filter(near).length} of ${count}`
  );
  const lines = [
    `The lowest honest error of all ${results.length} runs is ${
      best.clamped.toFixed(4)
    }, by ${best.method.name} from the start “${best.start}”.`,
    `Within 0.1 % of it, and with the same topics, end: ${
      [
        ...(always.length > 0
          ? [`${list(always.map(named))} from every random start`]
          : []),
        ...(some.length > 0 ? [list(some)] : []),
        ...(never.length > 0 ? [`${list(never.map(named))} from none`] : []),
      ].join("; ")
    }.`,
  ];
  const summaries = summarize(random);
  const lowest = Math.min(...summaries.map(({ honest }) => honest.median));
  const winners = summaries.filter(({ honest }) => honest.median <= (1 + SAME) * lowest)
    .map(({ method }) => method.name);
  lines.push(
    winners.length === summaries.length
      ? `In the median over the random starts all end alike, at ${lowest.toFixed(4)}.`
      : `In the median over the random starts ${list(winners)} ${
        winners.length === 1 ? "ends" : "end"
      } lowest, at ${lowest.toFixed(4)}.`,
  );
  if (always.length === methods.length) {
    lines.push("Every random start leads to the same place here: one is enough.");
  } else if (always.length > 0) {
    lines.push(
      `The random start does not matter here for ${list(always.map(named))}; for the ` +
        `others it does: run several and keep the lowest honest error.`,
    );
  } else {
    lines.push(
      "No method is safe with a single random start here: run several and keep the " +
        "lowest honest error.",
    );
  }
  const fixed = results.filter(({ start }) => start === FIXED_START);
  if (fixed.length > 0 && always.length < methods.length) {
    const reach = fixed.filter(near).length;
    lines[lines.length - 1] += ` From the nndsvda start ${
      reach === fixed.length ? `all ${reach}` : `${reach} of ${fixed.length}`
    } methods end in the same place.`;
  }
  return lines;
}
