/**
 * `deno task bench:peers`: the course's speed beside scikit-learn and PyTorch, measured in
 * turn on the same texts. Prints a table and writes `out/bench/peers.json`.
 *
 * @module
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import type CliTable from "cli-table3";
import { is20newsPresent, loadCorpus, NEWS_DIR } from "@nmf/data";
import { type Matrix, median, type SparseMatrix } from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { TfidfVectorizer } from "@nmf/lib/text";
import * as lesson03 from "../../lessons/03_sgd/method.ts";
import * as lesson05 from "../../lessons/05_autograd_adam/method.ts";
import { gpuRows } from "./gpu_rows.ts";
import { measure, type Row } from "./measure.ts";

const ROOT = join(import.meta.dirname!, "..", "..");
const TOPICS = 6;

/** Runs a program to its end, its output kept from the screen. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const output = await new Deno.Command(program, {
    args: [...args],
    cwd: ROOT,
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!output.success) {
    throw new Error(`${program} ${args[0]}: ${new TextDecoder().decode(output.stderr)}`);
  }
  return new TextDecoder().decode(output.stdout);
}

/** The first Python that has the module, or undefined. */
async function pythonWith(module: string): Promise<string | undefined> {
  for (const python of ["/usr/bin/python3", "python3"]) {
    try {
      await run(python, ["-c", `import ${module}`]);
      return python;
    } catch {
      continue;
    }
  }
  return undefined;
}

async function main(): Promise<void> {
  if (!await is20newsPresent()) {
    console.error("error: this compares on 20 Newsgroups; run `deno task data` first");
    Deno.exitCode = 2;
    return;
  }
  const { documents } = await loadCorpus({ corpus: "20news" });
  const texts = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(texts, JSON.stringify({ documents }));
  try {
    const sklearn = await pythonWith("sklearn");
    const torch = await pythonWith("torch");
    if (sklearn === undefined || torch === undefined) {
      const missing = [!sklearn && "scikit-learn", !torch && "PyTorch"].filter(Boolean);
      console.error(
        `${
          missing.join(" and ")
        } not found; on Debian: apt-get install python3-sklearn python3-torch`,
      );
    }
    const { rows, adapter } = await measureAll([...documents], texts, sklearn, torch);
    report(rows);
    console.log(`\nGPU: ${adapter}`);
    await Deno.mkdir(join(ROOT, "out", "bench"), { recursive: true });
    await Deno.writeTextFile(
      join(ROOT, "out", "bench", "peers.json"),
      JSON.stringify(
        { deno: Deno.version.deno, cpus: navigator.hardwareConcurrency, adapter, rows },
        null,
        2,
      ),
    );
    console.log("\nwritten: out/bench/peers.json");
  } finally {
    await Deno.remove(texts);
  }
}

async function measureAll(
  documents: string[],
  texts: string,
  sklearn: string | undefined,
  torch: string | undefined,
): Promise<{ rows: Row[]; adapter: string }> {
  const peer = async (python: string | undefined, what: string) =>
    python === undefined ? null : median(
      JSON.parse(await run(python, [join("scripts", "bench", "peers.py"), what, texts])),
    );
  const vectorize = () =>
    new TfidfVectorizer({ stopWords: "english" }).fitTransform(documents);
  const V = vectorize();
  const fit = (solver: "cd" | "mu") => () =>
    new NMF({ nComponents: TOPICS, init: "nndsvda", solver, randomState: 1 })
      .fitTransform(V);
  const start = initialize(V, TOPICS, "nndsvda", 1);
  const lesson = (folder: string, ...args: string[]) => () =>
    run("deno", [
      "run",
      "-q",
      "-P=lesson",
      join("lessons", folder, "lesson.ts"),
      ...args,
    ]);
  const updates = lesson.bind(null, "02_multiplicative_updates");
  const comparison = lesson.bind(null, "06_comparison");
  const python = () =>
    run(sklearn!, [join("scripts", "bench", "lesson_02.py"), NEWS_DIR]);
  const lessonStep = await measureStep(V, start);
  const torchStep = await peer(torch, "descent");
  const rows: Row[] = [
    {
      what: "TfidfVectorizer.fitTransform",
      peer: "scikit-learn",
      ours: await measure(vectorize),
      theirs: await peer(sklearn, "tfidf"),
      target: 0.5,
    },
    {
      what: "NMF cd, nndsvda start, tol 1e-4",
      peer: "scikit-learn",
      ours: await measure(fit("cd")),
      theirs: await peer(sklearn, "cd"),
      target: 1,
    },
    {
      what: "NMF mu, nndsvda start, tol 1e-4",
      peer: "scikit-learn",
      ours: await measure(fit("mu")),
      theirs: await peer(sklearn, "mu"),
      target: 1,
    },
    {
      what: "one gradient-descent step",
      peer: "PyTorch, dense",
      ours: lessonStep,
      theirs: torchStep,
      target: 0.05,
    },
    {
      what: "lesson:02 --corpus 20news --no-chart",
      peer: "Python script",
      ours: await measure(updates("--corpus", "20news", "--no-chart")),
      theirs: sklearn === undefined ? null : await measure(python),
      target: 0.6,
    },
    {
      what: "lesson:02 --help",
      peer: "",
      ours: await measure(updates("--help")),
      theirs: null,
      target: 0.3,
    },
    {
      what: "one Adam step, fused loss, penalty",
      peer: "PyTorch, dense",
      ours: await measureAdam(V, start),
      theirs: await peer(torch, "adam"),
      target: 1 / 40,
    },
    {
      what: "lesson:06 --corpus 20news",
      peer: "",
      ours: await measure(comparison("--corpus", "20news", "--out", "out/bench/06"), 1),
      theirs: null,
      target: 90,
    },
    {
      what: "lesson:06 --corpus mini",
      peer: "",
      ours: await measure(comparison("--corpus", "mini", "--out", "out/bench/06"), 3),
      theirs: null,
      target: 10,
    },
  ];
  const onGpu = await gpuRows(V, start, torchStep, lessonStep);
  return { rows: [...rows, ...onGpu.rows], adapter: onGpu.adapter };
}

/** Twenty steps at a time: a single one is too short for the clock. */
async function measureStep(
  V: SparseMatrix,
  start: { W: Matrix; H: Matrix },
): Promise<number> {
  const steps = 20;
  const seconds = await measure(() =>
    lesson03.gradientDescent(V, start, {
      ...lesson03.SETTINGS.descent,
      iterations: steps,
      rate: () => 0.05,
    })
  );
  return seconds / steps;
}

async function measureAdam(
  V: SparseMatrix,
  start: { W: Matrix; H: Matrix },
): Promise<number> {
  const steps = 20;
  const seconds = await measure(() =>
    lesson05.adamWithPenalty(V, start, {
      ...lesson05.SETTINGS.penalty,
      iterations: steps,
      rate: () => 1e-3,
    })
  );
  return seconds / steps;
}

function report(rows: readonly Row[]): void {
  const Table = createRequire(import.meta.url)("cli-table3") as typeof CliTable;
  const table = new Table({
    head: ["what", "peer", "ours, ms", "peer, ms", "ratio", "target"],
    colAligns: ["left", "left", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  const ms = (seconds: number) => (1000 * seconds).toFixed(1);
  for (const { what, peer, ours, theirs, target } of rows) {
    table.push([
      what,
      peer,
      ms(ours),
      theirs === null ? "" : ms(theirs),
      theirs === null ? "" : (ours / theirs).toFixed(3),
      target === null ? "" : peer === "" ? `${ms(target)} ms` : `≤ ${target}`,
    ]);
  }
  console.log(table.toString());
}

if (import.meta.main) await main();
