import { map } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import type { Problem } from "../../lessons/06_comparison/methods.ts";
import { FIXED_START } from "./results.ts";
import type { Prepared } from "./run_all.ts";

/** How long a run may take, by its method's id. */
export interface Pace {
  method: string;
  /** The number of topics it was measured with. */
  rank: number;
  /** Seconds of a whole run, if it takes all its iterations. */
  seconds: number;
}

/** Steps that are tried of each. */
export const TRIED = 3;
const SEED = 1;

/**
 * Judges by a few steps how long a run of each contestant may take: a program that works
 * for minutes says so before it does.
 *
 * @param prepared what `prepare` gave
 * @param pending the ids of the methods that have runs to make
 * @returns one for each that can be tried, at the largest number of topics it takes part in
 */
export async function paces(
  { settings, vectorized: { V }, contestants, gpu, facts }: Prepared,
  pending: ReadonlySet<string>,
): Promise<Pace[]> {
  const found: Pace[] = [];
  for (const { method: { id }, iterations, attempts, run } of contestants) {
    const rank = Math.max(
      ...facts.plan.filter(({ method }) => method === id).map(({ rank }) => rank),
    );
    if (!pending.has(id) || rank === -Infinity) continue;
    const start = initialize(V, rank, FIXED_START, SEED);
    const least = { wall: Infinity, own: Infinity };
    for (let attempt = 0; attempt < attempts; attempt++) {
      const problem: Problem = {
        V,
        start: { W: map(start.W, same), H: map(start.H, same) },
        iterations: Math.min(TRIED, settings.iterations),
        seed: SEED,
        ...(gpu && { gpu }),
      };
      const begin = performance.now();
      // What fails here fails again as a run, which says so.
      const own = await run(problem).then(({ seconds }) => seconds, () => NaN);
      least.wall = Math.min(least.wall, (performance.now() - begin) / 1000);
      least.own = Math.min(least.own, own);
    }
    if (Number.isNaN(least.own)) continue;
    const all = Math.min(settings.iterations, iterations);
    const seconds = wholeRun(least.wall, least.own, all);
    found.push({ method: id, rank, seconds });
  }
  return found;
}

/**
 * Seconds of a whole run by those of a few steps.
 *
 * @param wall all that the few steps took
 * @param own the steps alone; the rest is reading errors and getting ready
 * @param iterations the steps of the whole run
 */
export function wholeRun(wall: number, own: number, iterations: number): number {
  const tried = Math.min(TRIED, iterations);
  // Errors are read after each of the first 20 steps and then after every tenth.
  const readings = Math.min(iterations, 20) + Math.max(0, iterations - 20) / 10;
  return own * iterations / tried + (wall - own) * Math.max(1, readings / (2 * tried));
}

const same = (value: number) => value;
