import { codeChecksum } from "./code_checksum.ts";
import { checkTopics, chooseGpu, type Gpu } from "@nmf/gpu";
import { InputError } from "@nmf/lib/error";
import {
  type CorpusLoader,
  type LessonCorpus,
  vectorizeCorpus,
  type VectorizedCorpus,
} from "@nmf/lib/lesson";
import { clampMin, map, type Matrix } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import {
  boundsOf,
  meritsOf,
  type Run,
  runMethod,
} from "../../lessons/06_comparison/measure.ts";
import {
  EXPERT,
  type Method,
  METHODS,
  type Problem,
} from "../../lessons/06_comparison/methods.ts";
import { counted, list } from "../../lessons/06_comparison/phrases.ts";
import { shownName } from "../../lessons/06_comparison/shown_name.ts";
import { deviceOf } from "./gpu_line.ts";
import type { Settings } from "./options.ts";
import { findPeers, PEERS, runPeer } from "./peers.ts";
import type { GpuFacts } from "./gpu_facts.ts";
import {
  type Facts,
  FIXED_START,
  keyOf,
  type MethodLabel,
  PEER,
  type RunKey,
  type RunRecord,
} from "./results.ts";

/** One who runs: a method of the course, or a peer. */
export interface Contestant {
  method: MethodLabel;
  device: string;
  /** It takes no more than this by itself. */
  iterations: number;
  /** How often a few steps are tried to tell its pace: a method is slow at first. */
  attempts: number;
  /** Whether it takes part from this start, with so many topics. */
  takesPart: (rank: number, start: string) => boolean;
  run: (problem: Problem) => Promise<Omit<Run, "method">>;
}

/** A comparison that can begin. */
export interface Prepared {
  settings: Settings;
  vectorized: VectorizedCorpus;
  contestants: Contestant[];
  gpu: Gpu | undefined;
  facts: Facts;
}

/** What computes where nothing else is said. */
const PROCESSOR = "processor";
/** As many runs as one report, and one thread's memory, can hold. */
const MOST_RUNS = 100_000;
/** Seed of the nndsvda start, and of what a method draws from it. */
const FIXED_SEED = 1;

/**
 * Loads the corpus, looks for the GPU and the peers, and plans the runs.
 *
 * @param settings what is compared
 * @param loadCorpus where the documents come from
 * @param methods the methods there are, the expert's first
 * @param scratch a folder for what is told to the peers; see `runPeer`
 * @throws {InputError} if the settings cannot be used
 */
export async function prepare(
  settings: Settings,
  loadCorpus: CorpusLoader,
  methods: readonly Method[] = METHODS,
  scratch?: string,
): Promise<Prepared> {
  const { ranks, ranksFrom, device, words } = settings;
  const vectorized = await vectorizeCorpus(loadCorpus, { ...settings, topics: 1 });
  const { corpus, V } = vectorized;
  const most = Math.min(V.rows, V.cols);
  const tooMany = ranks.find((rank) => rank > most);
  if (tooMany !== undefined) {
    throw new InputError(
      `${ranksFrom} ${tooMany} is too many for ${counted(V.rows, "document")} with ` +
        `${counted(V.cols, "term")}; give ${most === 1 ? "1" : `${most} or less`}`,
    );
  }
  if (words > V.cols) {
    throw new InputError(
      `--words ${words} is too many: the corpus has ${counted(V.cols, "term")}; give ` +
        `${V.cols === 1 ? "1" : `${V.cols} or less`}`,
    );
  }
  const chosen = choose(methods, settings.methods);
  const notes: string[] = [];
  const { gpu, facts: gpuFacts } = await gpuIfThere(device);
  const contestants = chosen
    .filter(({ needsGpu }) => !needsGpu || gpu !== undefined)
    .map((method) => contestant(method, gpu));
  for (const { name } of chosen.filter(({ needsGpu }) => needsGpu)) {
    if ("reason" in gpuFacts) notes.push(`${name} is left out: ${gpuFacts.reason}`);
    const many = ranks.filter((rank) => !fitsOnGpu(rank)).map(String);
    if (gpu !== undefined && many.length > 0) {
      notes.push(`${name} is left out at ${list(many)} topics: too many for it`);
    }
  }
  const found = settings.peers ? await findPeers() : { python: {}, versions: {} };
  if (found.missing !== undefined) notes.push(found.missing);
  for (const peer of PEERS) {
    const python = found.python[peer.from];
    if (python === undefined) continue;
    contestants.push({
      method: { id: peer.id, name: peer.name, lesson: PEER },
      device: PROCESSOR,
      iterations: peer.iterations,
      attempts: 1,
      takesPart: (_, start) => peer.everyStart || start === FIXED_START,
      run: (problem) => runPeer(peer, python, problem, scratch),
    });
  }
  const runs = plan(settings, contestants);
  if (runs.length > MOST_RUNS) {
    throw new InputError(
      `${ranksFrom} and --seeds ask for ${runs.length} runs, and no more than ` +
        `${MOST_RUNS} can be kept; give fewer ranks or --seeds`,
    );
  }
  return {
    settings,
    vectorized,
    contestants,
    gpu,
    facts: {
      corpus: {
        name: corpus.name,
        documents: V.rows,
        terms: V.cols,
        nonzeros: V.nonzeros,
        categoryNames: [...corpus.categoryNames],
        categories: [...corpus.categories],
        notes: notesOf(corpus),
        checksum: await checksumOf(corpus),
      },
      bounds: ranks.map((rank) => ({ rank, ...boundsOf(V, rank, FIXED_SEED) })),
      gpu: gpuFacts,
      peers: found.versions,
      notes,
      code: await codeChecksum(),
      plan: runs,
    },
  };
}

/**
 * Makes the runs that are planned, one after another.
 *
 * @param prepared what `prepare` gave
 * @param done the keys of runs that need not be made again
 * @yields each run when it has ended; one that threw says why
 */
export async function* runAll(
  { settings, vectorized, contestants, gpu, facts }: Prepared,
  done: ReadonlySet<string> = new Set(),
): AsyncGenerator<RunRecord> {
  const { corpus, counts, V, terms } = vectorized;
  const judged = {
    V,
    counts,
    terms,
    categories: corpus.categories,
    words: settings.words,
  };
  const pending = facts.plan.filter((key) => !done.has(keyOf(key)));
  for (const group of Map.groupBy(pending, ({ rank, start }) => `${rank} ${start}`)) {
    const [{ rank, start }] = group[1] as [RunKey];
    const seed = start === FIXED_START ? FIXED_SEED : Number(start.split(" ")[1]);
    const init = start === FIXED_START ? "nndsvda" : "random";
    const { W: W0, H: H0 } = initialize(V, rank, init, seed);
    for (const { method } of group[1]) {
      const { method: label, device, run } = contestants.find(({ method: { id } }) =>
        id === method
      )!;
      const problem: Problem = {
        V,
        // Copies: a method that writes into its start must not spoil the next one's.
        start: { W: map(W0, same), H: map(H0, same) },
        iterations: settings.iterations,
        seed,
        ...(gpu && { gpu }),
      };
      const identity = { rank, start, method: label, device };
      try {
        const { W, H, ...rest } = await run(problem);
        if (!equal(problem.start.W, W0) || !equal(problem.start.H, H0)) {
          throw new Error("it writes into the W and H that it is given to start from");
        }
        yield {
          ...identity,
          ...rest,
          ...meritsOf({ W, H }, judged),
          ...(start === FIXED_START && { W: rounded(clampMin(W, 0).toArray()) }),
        };
      } catch (error) {
        yield { ...identity, ...NOTHING, failed: firstLine(error) };
      }
    }
  }
}

const same = (value: number) => value;

function equal(A: Matrix, B: Matrix): boolean {
  return A.data.every((value, i) => value === B.data[i]);
}

/** What is left of a run that threw. */
const NOTHING = {
  iterations: 0,
  seconds: NaN,
  history: [],
  error: NaN,
  clamped: NaN,
  negatives: { W: 0, H: 0 },
  topics: [],
  nmi: NaN,
  purity: NaN,
  coherence: NaN,
};

function contestant(method: Method, gpu: Gpu | undefined): Contestant {
  return {
    method: { id: method.id, name: shownName(method, gpu), lesson: method.lesson },
    device: method.needsGpu && gpu !== undefined
      ? deviceOf({ adapter: gpu.description, software: gpu.software })
      : PROCESSOR,
    iterations: method.iterations,
    // Each attempt takes the steps twice, the first time to warm up.
    attempts: 2,
    takesPart: (rank) => !method.needsGpu || (gpu !== undefined && fitsOnGpu(rank)),
    async run(problem) {
      const { method: _, ...run } = await runMethod(method, problem);
      return run;
    },
  };
}

/** The methods with one of the texts in their name or id, and always the expert's. */
export function choose(
  methods: readonly Method[],
  texts: readonly string[] | undefined,
): readonly Method[] {
  if (texts === undefined) return methods;
  const has = ({ id, name }: Method, text: string) =>
    [id, name].some((word) => word.toLowerCase().includes(text.toLowerCase()));
  for (const text of texts) {
    if (!methods.some((method) => has(method, text))) {
      throw new InputError(
        `no method has “${text}” in its name; there are ${
          methods.map(({ name }) => name).join(", ")
        }`,
      );
    }
  }
  return methods.filter((method) =>
    method.id === EXPERT || texts.some((text) => has(method, text))
  );
}

function plan(
  { ranks, seeds }: Settings,
  contestants: readonly Contestant[],
): RunKey[] {
  const random = Array.from({ length: seeds }, (_, i) => `random ${i + 1}`);
  return ranks.flatMap((rank) =>
    [FIXED_START, ...random].flatMap((start) =>
      contestants.filter(({ takesPart }) => takesPart(rank, start))
        .map(({ method: { id } }) => ({ rank, start, method: id }))
    )
  );
}

/** The GPU, where it is wanted and there. */
async function gpuIfThere(
  device: Settings["device"],
): Promise<{ gpu: Gpu | undefined; facts: GpuFacts }> {
  const { gpu, reason } = await chooseGpu(device);
  if (gpu === undefined) return { gpu, facts: { reason } };
  return { gpu, facts: { adapter: gpu.description, software: gpu.software } };
}

function fitsOnGpu(rank: number): boolean {
  try {
    checkTopics(rank);
    return true;
  } catch {
    return false;
  }
}

/** What the loader of a corpus has to say of it, if anything. */
function notesOf({ notes = [] }: LessonCorpus & { notes?: readonly string[] }): string[] {
  return [...notes];
}

/** SHA-256 over all documents with their categories, in their order. */
async function checksumOf({ documents, categories }: LessonCorpus): Promise<string> {
  const text = JSON.stringify(documents.map((text, i) => [categories[i], text]));
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(sum).toHex();
}

/** As many digits as a chart can show. */
function rounded(rows: readonly number[][]): number[][] {
  return rows.map((row) => row.map((value) => Number(value.toPrecision(4))));
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0]!.trim() || "it threw";
}
