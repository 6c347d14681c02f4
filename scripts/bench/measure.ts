import { median } from "@nmf/lib/matrix";

/** One row of the table of `deno task bench:peers`; times are seconds, medians. */
export interface Row {
  what: string;
  /** Whose time ours is compared with; empty if with none. */
  peer: string;
  ours: number;
  /** The peer's time; null if the peer is not installed, or there is none. */
  theirs: number | null;
  /**
   * `ours / theirs` must not exceed this; for a row without a peer, `ours` itself. Null where
   * the ratio is only reported.
   */
  target: number | null;
}

/** The median time of a run, in seconds, after one to warm up. */
export async function measure(run: () => unknown, repeats = 5): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i <= repeats; i++) {
    const begin = performance.now();
    await run();
    seconds.push((performance.now() - begin) / 1000);
  }
  return median(seconds.slice(1));
}
