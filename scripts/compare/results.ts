import type { HistoryEntry } from "@nmf/lib/lesson";
import {
  besideOthers,
  type Bounds,
  type Merits,
  type Standing,
} from "../../lessons/06_comparison/measure.ts";
import type { Environment } from "./environment.ts";
import type { GpuFacts } from "./gpu_facts.ts";
import type { Settings } from "./options.ts";

/** Which run it is. */
export interface RunKey {
  /** The number of topics. */
  rank: number;
  /** `nndsvda`, or `random` with its seed. */
  start: string;
  /** The method's id. */
  method: string;
}

/** What is said of a method beside its numbers. */
export interface MethodLabel {
  /** What programs know it by. */
  id: string;
  /** What it is called. */
  name: string;
  /** The lesson it comes from, `expert`, or `peer`. */
  lesson: string;
}

/** What is kept of a run: all that tables, charts and the check need. */
export interface RunRecord extends Merits {
  rank: number;
  start: string;
  method: MethodLabel;
  /** What computed it: the processor, a GPU, or a program that stands in for one. */
  device: string;
  iterations: number;
  /** Seconds of the method itself. */
  seconds: number;
  history: readonly HistoryEntry[];
  /** ‖V − WH‖ as it is. */
  error: number;
  /** ‖V − WH‖ with the negative entries of W and H set to 0. */
  clamped: number;
  negatives: { W: number; H: number };
  /** Documents × topics, negatives set to 0, from the nndsvda start only. */
  W?: number[][];
  /** Why there is nothing: what the method threw. */
  failed?: string;
}

/** A run beside the others from the same start. */
export type Result = RunRecord & Standing;

/** The bounds of one rank. */
export interface RankBounds extends Bounds {
  rank: number;
}

/** What is known before the first run. */
export interface Facts {
  corpus: {
    name: string;
    documents: number;
    terms: number;
    nonzeros: number;
    categoryNames: string[];
    /** The category of each document. */
    categories: string[];
    /** What its loader has to say of it. */
    notes: string[];
    /** SHA-256 of the documents with their categories. */
    checksum: string;
  };
  bounds: RankBounds[];
  gpu: GpuFacts;
  /** Versions of the peers that run. */
  peers: Record<string, string>;
  /** What is left out, and why. */
  notes: string[];
  /** SHA-256 of the code that decides what a run gives. */
  code: string;
  /** All runs, in their order. */
  plan: RunKey[];
}

/** Everything a comparison found out. */
export interface Comparison {
  settings: Settings;
  facts: Facts;
  environment: Environment;
  results: Result[];
}

/** The start that is the same for everyone, and checked against expected numbers. */
export const FIXED_START = "nndsvda";
/** What the peers have in place of a lesson. */
export const PEER = "peer";

/** The same text for the same run. */
export function keyOf({ rank, start, method }: RunKey): string {
  return `${rank} topics, ${start} start, ${method}`;
}

/** The key of a run that was made. */
export function keyOfRecord({ rank, start, method }: RunRecord): string {
  return keyOf({ rank, start, method: method.id });
}

/**
 * Puts runs beside those of the same rank and start.
 *
 * @param records in any order: runs that were interrupted may be made again after others
 * @param plan the order they are given back in; the expert's is the first of each start
 */
export function resultsOf(
  records: readonly RunRecord[],
  plan: readonly RunKey[],
): Result[] {
  const made = new Map(records.map((record) => [keyOfRecord(record), record]));
  const inOrder = plan.map((key) => made.get(keyOf(key)))
    .filter((record) => record !== undefined);
  const groups = Map.groupBy(inOrder, ({ rank, start }) => `${rank} ${start}`);
  return groups.values().flatMap((group) => besideOthers(group)).toArray();
}
