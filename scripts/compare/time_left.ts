import { keyOf, keyOfRecord, type RunKey, type RunRecord } from "./results.ts";

/** Estimates how long the runs that are left will take. */
export interface TimeLeft {
  /** A run has ended. */
  ended(record: RunRecord): void;
  /** Such as `1 min 20 s left`; empty before anything is known. */
  left(): string;
}

/**
 * A run is expected to take as long as the last one of the same method and rank; one that
 * has not run yet, as long as a run takes on average.
 *
 * @param plan all runs
 * @param there runs that were made before, of which only their number counts
 * @param now milliseconds since any moment
 */
export function timeLeft(
  plan: readonly RunKey[],
  there: readonly RunRecord[],
  now: () => number = () => performance.now(),
): TimeLeft {
  const pending = new Map(plan.map((key) => [keyOf(key), key]));
  for (const record of there) pending.delete(keyOfRecord(record));
  const took = new Map<string, number>();
  const kind = (rank: number, method: string) => `${rank} ${method}`;
  let last = now();
  let total = 0;
  let ended = 0;
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
      if (ended === 0 || pending.size === 0) return "";
      const expected = pending.values().reduce(
        (sum, { rank, method }) => sum + (took.get(kind(rank, method)) ?? total / ended),
        0,
      );
      return `${words(Math.max(0, expected - (now() - last)) / 1000)} left`;
    },
  };
}

function words(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
