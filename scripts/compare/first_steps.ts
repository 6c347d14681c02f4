import type { Gpu } from "@nmf/gpu";
import { History } from "@nmf/lib/lesson";
import { frobeniusError, Matrix, Random, SparseMatrix } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { TfidfVectorizer } from "@nmf/lib/text";
import type { Method } from "../../lessons/06_comparison/methods.ts";
import { changedSettings } from "./changed_settings.ts";
import { COURSE, type Course } from "./course.ts";
import expected from "./expected_first_steps.json" with { type: "json" };

/** W and H as they are in the file of expected numbers. */
interface Factors {
  W: number[][];
  H: number[][];
}

/** What somebody else's program found, and after how many steps. */
interface Reached extends Factors {
  steps: number;
}

/** The options of a run that has its own, those of all methods in one. */
interface Options {
  iterations: number;
  tol: number;
  rates: number[];
  lam: number;
  mu: number;
  batchSize: number;
  seed: number;
  betas: [number, number];
}

/** Takes the steps and shows W and H after each; steps are counted from 1. */
type Walk = (
  V: SparseMatrix,
  start: { W: Matrix; H: Matrix },
  options: Options,
  show: (steps: number, W: Matrix, H: Matrix) => void,
) => unknown;

/** A way to take the first steps of a row, and where to look if they are others. */
interface Way {
  walk: Walk;
  look: string;
  /** Digits of the GPU. */
  float32?: true;
}

/**
 * How far an entry may be from the expected one, as a share of the largest: the numbers
 * in the file have twelve digits, and so few steps magnify no rounding.
 */
const SAME = 1e-9;
/** The same where numbers have seven digits. */
const SAME_FLOAT32 = 1e-5;
/** With the course's λ of 100 a step makes a rounded digit up to five times as large. */
const SAME_AS_ROW_FLOAT32 = 1e-3;

/**
 * Takes the first steps of every method from fixed starts and compares V, W and H with
 * numbers from outside the course (scripts/expected_first_steps.py says whose): whether a
 * method is what its lesson says shows here in milliseconds, and by its name. The matrices
 * are small, with odd sides, zeros, an empty document and negative entries, so that every
 * part of a method matters at once; and every setting is the course's.
 *
 * @param methods the rows of lesson 06 that are looked at, besides V and the starts
 * @param gpu where the GPU's row is looked at; without it only the kernel's specification is
 * @param course whose methods and settings; this course's when left out
 * @returns a line for each difference, the row's name first; none if all is the course's
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { METHODS } from "../../lessons/06_comparison/methods.ts";
 * import { firstSteps } from "./first_steps.ts";
 *
 * assert.deepEqual(await firstSteps(METHODS), []);
 * ```
 */
export async function firstSteps(
  methods: readonly Pick<Method, "name">[],
  gpu?: Gpu,
  course: Course = COURSE,
): Promise<string[]> {
  const settings = changedSettings(course);
  const findings = [
    ...about(WEIGHTS, await checkWeights(course)),
    ...about(STARTS, await checkStarts()),
  ];
  for (const { name } of methods) {
    const changed = settings.get(name) ?? [];
    // With a changed setting the row cannot be the course's.
    const found = await checkMethod(name, gpu, course) ??
      (changed.length === 0 ? await checkRow(name, gpu, course) : undefined);
    findings.push(...about(name, ...changed, found));
  }
  return findings;
}

/** What all rows have alike is named as a row is. */
const WEIGHTS = "V, by TF-IDF";
const STARTS = "the starts";

function about(row: string, ...found: readonly (string | undefined)[]): string[] {
  return found.filter((line) => line !== undefined).map((line) => `${row}: ${line}`);
}

/** V from counts as in lesson 01, its first W and H, and V from texts as every row has it. */
async function checkWeights({ lesson01 }: Course): Promise<string | undefined> {
  const { counts, tfidf, categories, means, texts } = expected;
  const whose = "scikit-learn's";
  return await attempt("look at lessons/01_tf_idf/method.ts", () => {
    const V = lesson01.tfidf(sparse(counts));
    const names = [...new Set(categories)].sort();
    const { H } = lesson01.categoryMeans(sparse(expected.V), categories, names);
    return differing("V", V.toDense(), tfidf, whose, SAME) ??
      differing("H of the categories", H, means, "NumPy's means", SAME);
  }) ?? await attempt("look at lib/text", () => {
    const vectorizer = new TfidfVectorizer({ stopWords: "english" });
    const V = vectorizer.fitTransform(texts.documents);
    return vectorizer.featureNames.join() === texts.terms.join()
      ? differing("V", V.toDense(), texts.V, whose, SAME)
      : `the terms of a text are not ${whose}`;
  });
}

/** What every run begins with, and the orders in which SGD takes the documents. */
async function checkStarts(): Promise<string | undefined> {
  const { starts, orders, V } = expected;
  for (const { init, seed, W, H } of starts) {
    const found = await attempt("look at lib/nmf/initialize.ts", () => {
      const start = initialize(sparse(V), W[0]!.length, init as "random", seed);
      return differences(start, { W, H }, `${init}: `, "scikit-learn's", SAME);
    });
    if (found !== undefined) return found;
  }
  return attempt("look at lib/matrix/random.ts", () => {
    const random = new Random(orders.seed);
    return orders.permutations.every((order) =>
        order.join() === random.permutation(order.length).join()
      )
      ? undefined
      : "a permutation is not NumPy's";
  });
}

/** The steps with options in which each part of the method matters. */
async function checkMethod(
  name: string,
  gpu: Gpu | undefined,
  course: Course,
): Promise<string | undefined> {
  for (const { walk, look, float32 } of waysOf(name, gpu, course)) {
    // The GPU takes the steps of the descent on the processor.
    const row = name.endsWith(" on the GPU") ? "gradient descent" : name;
    const { by, options, start, after } = expected.methods.find((one) =>
      one.row === row
    )!;
    const found = await attempt(look, async () => {
      const reached = new Map((after as Reached[]).map((one) => [one.steps, one]));
      let difference: string | undefined;
      const seen = new Set<number>();
      await walk(
        sparse(expected.V),
        factorsOf(expected[start as "signed"]),
        options as unknown as Options,
        (steps, W, H) => {
          const right = reached.get(steps);
          if (right === undefined) return;
          seen.add(steps);
          difference ??= differences(
            { W, H },
            right,
            `${afterSteps(steps)} `,
            `${by}'s`,
            float32 ? SAME_FLOAT32 : SAME,
          );
        },
      );
      const unseen = [...reached.keys()].find((steps) => !seen.has(steps));
      return difference ??
        (unseen === undefined ? undefined : `there is no W and H ${afterSteps(unseen)}`);
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The row as lesson 06 runs it, with its own settings. */
async function checkRow(
  name: string,
  gpu: Gpu | undefined,
  course: Course,
): Promise<string | undefined> {
  const method = course.methods.find((method) => method.name === name)!;
  if (method.needsGpu && gpu === undefined) return undefined;
  const look = method.lesson === "expert"
    ? "look at lib/nmf"
    : "look at what lessons/06_comparison/methods.ts hands to the lesson's method";
  for (const one of expected.rows.filter(({ row }) => row === name)) {
    const found = await attempt(look, async () => {
      const V = sparse(one.V === "many" ? expected.many : expected.V);
      const fit = await method.fit({
        V,
        start: factorsOf(expected[one.start as "signed"]),
        iterations: one.iterations,
        seed: SEED,
        ...(gpu && { gpu }),
      }, new History(V));
      if (fit.iterations !== one.after.steps) {
        return `it stops ${
          afterSteps(fit.iterations)
        }, ${one.by}'s after ${one.after.steps}`;
      }
      return differences(
        fit,
        one.after,
        `with the course's settings ${afterSteps(one.after.steps)} `,
        `${one.by}'s`,
        method.needsGpu ? SAME_AS_ROW_FLOAT32 : SAME,
      );
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Seed of the expected numbers. */
const SEED = 1;

/** How the functions of the lessons take steps that can be seen one by one. */
function waysOf(name: string, gpu: Gpu | undefined, course: Course): Way[] {
  const { lesson02, lesson03, lesson04, lesson05 } = course;
  const adam = (fit: typeof lesson05.adamWithPenalty): Way => ({
    walk: (V, start, { rates, betas, lam }, show) =>
      fit(V, start, {
        iterations: rates.length,
        rate: (i) => rates[i]!,
        betas,
        lam,
        onStep: (i, W, H) => show(i + 1, W, H),
      }),
    look: `look at ${fit.name} and descend in lessons/05_autograd_adam/method.ts, ` +
      `and below them at lib/autograd`,
  });
  switch (name) {
    case "multiplicative updates":
      return [{
        walk: (V, start, { iterations, tol }, show) =>
          lesson02.multiplicativeUpdates(V, start, {
            iterations,
            tol,
            errorAfter(i, W, H) {
              show(i, W, H);
              return frobeniusError(V, W, H);
            },
          }),
        look: "look at lessons/02_multiplicative_updates/method.ts",
      }];
    case "gradient descent":
      return [{
        walk: (V, start, { rates, lam, mu }, show) =>
          lesson03.gradientDescent(V, start, {
            iterations: rates.length,
            rate: (i) => rates[i]!,
            lam,
            mu,
            onStep: (i, W, H) => show(i + 1, W, H),
          }),
        look:
          "look at gradientDescent, gradients and penalty in lessons/03_sgd/method.ts",
      }];
    case "SGD":
      return [{
        walk: (V, start, { rates, batchSize, seed }, show) =>
          lesson03.stochasticGradientDescent(V, start, {
            epochs: rates.length,
            rate: (i) => rates[i]!,
            batchSize,
            random: new Random(seed),
            onEpoch: (i, W, H) => show(i + 1, W, H),
          }),
        look:
          "look at stochasticGradientDescent and gradients in lessons/03_sgd/method.ts",
      }];
    case "gradient descent on the GPU": {
      const settings = ({ rates, lam, mu }: Options, show: Parameters<Walk>[3]) => ({
        iterations: rates.length,
        rate: (i: number) => rates[i]!,
        lam,
        mu,
        onStep: (i: number, W: Matrix, H: Matrix) => show(i + 1, W, H),
        // Between two readings several steps are handed over at once.
        readAfter: (i: number) => i !== 2 && i !== 3,
      });
      return [
        {
          walk: (V, start, options, show) =>
            lesson04.descendOnCpu(V, start, settings(options, show)),
          look: "this is the kernel's specification: look at stepSpecification and " +
            "descendOnCpu in lessons/04_webgpu_sgd/method.ts",
        },
        ...(gpu === undefined ? [] : [
          {
            walk: (V, start, options, show) =>
              lesson04.descendOnGpu(gpu, V, start, settings(options, show)),
            look: "look at lessons/04_webgpu_sgd/step.wgsl, and at descendOnGpu in " +
              "method.ts beside it",
            float32: true,
          } satisfies Way,
        ]),
      ];
    }
    case "Adam with a penalty":
      return [adam(lesson05.adamWithPenalty)];
    case "Adam with softplus":
      return [adam(lesson05.adamWithSoftplus)];
    case "Adam with projection":
      return [adam(lesson05.adamWithProjection)];
    default:
      return [];
  }
}

/** What is found, and where to look; what a method throws is found too. */
async function attempt(
  look: string,
  run: () => string | undefined | Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    const found = await run();
    return found === undefined ? undefined : `${found}; ${look}`;
  } catch (error) {
    return `it ended with an error (${(error as Error).message}); ${look}`;
  }
}

function differences(
  { W, H }: { W: Matrix; H: Matrix },
  right: Factors,
  when: string,
  whose: string,
  share: number,
): string | undefined {
  const found = [
    differing("W", W, right.W, whose, share),
    differing("H", H, right.H, whose, share),
  ].filter((line) => line !== undefined);
  return found.length === 0 ? undefined : when + found.join(" and ");
}

/** Says by how much a matrix differs, if it does. */
function differing(
  name: string,
  { rows, cols, data }: Matrix,
  right: readonly (readonly number[])[],
  whose: string,
  share: number,
): string | undefined {
  if (rows !== right.length || cols !== right[0]!.length) {
    return `${name} is ${rows} × ${cols}, ${whose} ${right.length} × ${right[0]!.length}`;
  }
  const entries = right.flat();
  let [most, largest] = [0, 0];
  for (let p = 0; p < entries.length; p++) {
    // Of a NaN, Math.max makes a NaN.
    most = Math.max(most, Math.abs(data[p]! - entries[p]!));
    largest = Math.max(largest, Math.abs(entries[p]!));
  }
  if (most <= share * largest) return undefined;
  return Number.isFinite(most)
    ? `${name} differs by ${most.toExponential(1)} from ${whose}`
    : `${name} has entries that are no numbers`;
}

function afterSteps(steps: number): string {
  return `after ${steps} ${steps === 1 ? "step" : "steps"}`;
}

function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  return SparseMatrix.fromDense(Matrix.from(rows));
}

function factorsOf({ W, H }: Factors): { W: Matrix; H: Matrix } {
  return { W: Matrix.from(W), H: Matrix.from(H) };
}
