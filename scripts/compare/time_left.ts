import type { Pace } from "./paces.ts";
import { keyOf, keyOfRecord, type RunKey, type RunRecord } from "./results.ts";

/** Estimates how long the runs that are left will take. */
export interface TimeLeft {
  /** A run has ended. */
  ended(record: RunRecord): void;
  /** Such as `1 min 20 s left`; empty before anything is known. */
  left(): string;
  /** Seconds that the runs of each method which are left will take, by its id. */
  byMethod(): Map<string, number>;
  /** The run under way; undefined when all are made. */
  underWay(): RunKey | undefined;
}

/**
 * A run is expected to take as long as the last one of the same method and rank; one that
 * has not run yet, as long as its pace says, or else as a run takes on average.
 *
 * @param plan all runs
 * @param there runs that were made before, of which only their number counts
 * @param paces what a few steps of each method showed. Time is taken to grow as the number
 * of topics does
 * @param now milliseconds since any moment
 */
export function timeLeft(
  plan: readonly RunKey[],
  there: readonly RunRecord[],
  paces: readonly Pace[],
  now: () => number = () => performance.now(),
): TimeLeft {
  const pending = new Map(plan.map((key) => [keyOf(key), key]));
  for (const record of there) pending.delete(keyOfRecord(record));
  const took = new Map<string, number>();
  const kind = (rank: number, method: string) => `${rank} ${method}`;
  let last = now();
  let total = 0;
  let ended = 0;
  const expected = ({ rank, method }: RunKey): number => {
    const pace = paces.find((pace) => pace.method === method);
    return took.get(kind(rank, method)) ??
      (pace && 1000 * pace.seconds * rank / pace.rank) ??
      (ended === 0 ? 0 : total / ended);
  };
  return {
    ended(record) {
      const milliseconds = now() - last;
      last = now();
      total += milliseconds;
      ended++;
      took.set(kind(record.rank, record.method.id), milliseconds);
      pending.delete(keyOfRecord(record));
    },
    left() {
      const sum = pending.values().reduce((sum, key) => sum + expected(key), 0);
      if (sum === 0) return "";
      return `${inWords(Math.max(0, sum - (now() - last)) / 1000)} left`;
    },
    underWay: () => pending.values().next().value,
    byMethod() {
      const groups = Map.groupBy(pending.values(), ({ method }) => method);
      return new Map(
        groups.entries().map(([method, keys]) => [
          method,
          keys.reduce((sum, key) => sum + expected(key), 0) / 1000,
        ]),
      );
    },
  };
}

/** A time as one says it, rounded up. */
export function inWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.ceil(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
