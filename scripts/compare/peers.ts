import { join } from "node:path";
import { learningRate } from "@nmf/lib/lesson";
import { clampMin, countNegatives, frobeniusError, Matrix } from "@nmf/lib/matrix";
import { SETTINGS } from "../../lessons/03_sgd/method.ts";
import type { Run } from "../../lessons/06_comparison/measure.ts";
import type { Fit, Problem } from "../../lessons/06_comparison/methods.ts";

/** A solver that nobody here wrote. */
export interface Peer {
  /** What programs know it by. */
  id: string;
  name: string;
  /** The package it comes from. */
  from: "scikit-learn" | "PyTorch";
  /** What `peers.py` calls it. */
  what: "cd" | "mu" | "descent";
  /** Its own upper bound of iterations. */
  iterations: number;
  /** Whether it runs from every start, or is so slow that the fixed one must do. */
  everyStart: boolean;
  /** The id of the course's method that does the same. */
  same: string;
}

/** All of them, with the settings of the methods they stand beside. */
export const PEERS: readonly Peer[] = [
  {
    id: "peer-cd",
    name: "scikit-learn, coordinate descent",
    from: "scikit-learn",
    what: "cd",
    iterations: 200,
    everyStart: true,
    same: "expert-cd",
  },
  {
    id: "peer-mu",
    name: "scikit-learn, multiplicative updates",
    from: "scikit-learn",
    what: "mu",
    iterations: 200,
    everyStart: true,
    same: "expert-mu",
  },
  {
    id: "peer-descent",
    name: "PyTorch, gradient descent, dense",
    from: "PyTorch",
    what: "descent",
    iterations: SETTINGS.descent.iterations,
    everyStart: false,
    same: "descent",
  },
];

const PROGRAM = join(import.meta.dirname!, "peers.py");
/** Debian's own Python first: another one on the path seldom has Debian's packages. */
const PYTHONS = ["/usr/bin/python3", "python3"];
/** The stopping rule of scikit-learn, and of the course's `NMF`. */
const TOL = 1e-4;

/** The Python for each peer's package, and the version of the package. */
export interface Found {
  python: Record<string, string>;
  versions: Record<string, string>;
  /** In a line, what is not there; undefined if nothing is missing. */
  missing?: string;
}

/** Looks for scikit-learn and PyTorch. */
export async function findPeers(pythons: readonly string[] = PYTHONS): Promise<Found> {
  const found: Found = { python: {}, versions: {} };
  for (const python of pythons) {
    const there = await ask(python, ["versions"]).catch(() => ({}));
    for (const [name, version] of Object.entries(there)) {
      found.python[name] ??= python;
      found.versions[name] ??= String(version);
    }
  }
  const missing = [...new Set(PEERS.map(({ from }) => from))]
    .filter((name) => !(name in found.python));
  if (missing.length > 0) {
    found.missing =
      `--peers: ${missing.join(" and ")} not found in python3; on Debian: ` +
      `apt-get install ${
        missing.map((name) => `python3-${name === "PyTorch" ? "torch" : "sklearn"}`)
          .join(" ")
      }`;
  }
  return found;
}

/**
 * A peer's fit of a problem. Its errors along the way are not known, only its end.
 *
 * @param peer which one
 * @param python the Python that has its package
 * @param problem what to fit, and from which start
 * @param scratch the folder for what the two programs tell each other; the system's for
 * temporary files when left out
 */
export async function runPeer(
  peer: Peer,
  python: string,
  { V, start, iterations }: Problem,
  scratch?: string,
): Promise<Omit<Run, "method">> {
  const folder = await Deno.makeTempDir({
    prefix: "nmf-compare-",
    ...(scratch !== undefined && { dir: scratch }),
  });
  try {
    await writeProblem(folder, peer, { V, start, iterations });
    const { seconds, iterations: taken } = await ask(python, [peer.what, folder]);
    const k = start.W.cols;
    const W = new Matrix(V.rows, k, await numbers(join(folder, "W.fitted")));
    const H = new Matrix(k, V.cols, await numbers(join(folder, "H.fitted")));
    const errors = (W: Matrix, H: Matrix) => ({
      error: frobeniusError(V, W, H),
      clamped: frobeniusError(V, clampMin(W, 0), clampMin(H, 0)),
    });
    const fit: Fit = { W, H, iterations: taken };
    return {
      ...fit,
      seconds,
      ...errors(W, H),
      negatives: { W: countNegatives(W), H: countNegatives(H) },
      history: [
        { iteration: 0, seconds: 0, ...errors(start.W, start.H) },
        { iteration: taken, seconds, ...errors(W, H) },
      ],
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeProblem(
  folder: string,
  peer: Peer,
  { V, start: { W, H }, iterations }: Pick<Problem, "V" | "start" | "iterations">,
): Promise<void> {
  const { rate, lam, mu } = SETTINGS.descent;
  const rateOf = learningRate(rate);
  const steps = Math.min(iterations, peer.iterations);
  const problem = {
    rows: V.rows,
    cols: V.cols,
    topics: W.cols,
    tol: TOL,
    iterations: steps,
    // Lesson 03's descent, for the peer that takes the same steps.
    descent: { rates: Array.from({ length: steps }, (_, i) => rateOf(i)), lam, mu },
  };
  await Deno.writeTextFile(join(folder, "problem.json"), JSON.stringify(problem));
  const arrays = {
    data: V.data,
    indices: V.indices,
    indptr: V.indptr,
    W: W.data,
    H: H.data,
  };
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(arrays)) {
    await Deno.writeFile(
      join(folder, name),
      new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
    );
  }
}

async function numbers(path: string): Promise<Float64Array> {
  return new Float64Array((await Deno.readFile(path)).buffer);
}

/** Runs peers.py. Its standard input stays open as long as this program lives. */
async function ask(python: string, args: readonly string[]) {
  const child = new Deno.Command(python, {
    args: [PROGRAM, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { success, stdout, stderr } = await child.output();
  await child.stdin.close().catch(() => {});
  if (!success) {
    const lines = new TextDecoder().decode(stderr).trim().split("\n");
    throw new Error(`${python}: ${lines.at(-1)}`);
  }
  return JSON.parse(new TextDecoder().decode(stdout));
}
