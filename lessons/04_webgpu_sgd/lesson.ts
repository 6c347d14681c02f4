import { type Command, Option } from "commander";
import { loadCorpus } from "@nmf/data";
import {
  checkTopics,
  denseDescent,
  type Descent,
  type Gpu,
  GpuMatrix,
  type MatmulKernel,
  matmulSpecification,
  penaltyStepSpecification,
  prepareMatmul,
  productDescent,
  requestGpu,
  sparseDescent,
} from "@nmf/gpu";
import { InputError } from "@nmf/lib/error";
import {
  History,
  learningRate,
  type Lesson,
  type LessonContext,
  type LessonOutcome,
  numberFromZero,
  refuseExplosion,
  runLesson,
} from "@nmf/lib/lesson";
import {
  frobeniusError,
  Matrix,
  Random,
  type SparseMatrix,
  sub,
  transpose,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { errorCurve, stepTimes, topicBars } from "@nmf/lib/plot";
import { topicTerms } from "@nmf/lib/text";
import {
  descendOnCpu,
  descendOnGpu,
  type Factors,
  KERNEL,
  SETTINGS,
  stepSpecification,
} from "./method.ts";

/** After so many steps the error is computed: about evenly spread on a logarithmic axis. */
const READ = [1, 10, 100, 1000, 10000].flatMap((ten) =>
  [1, 1.5, 2, 3, 5, 7].map((factor) => factor * ten)
);

interface Extra {
  device: "auto" | "gpu" | "cpu";
  /** Whether --iterations was typed. */
  iterationsTyped?: true;
  lr: string;
  lam: number;
  mu: number;
}

type Context = LessonContext<Extra>;

export const lesson: Lesson<Extra> = {
  number: "04",
  title: "Gradient descent on the GPU",
  about: [
    "We move lesson 03's gradient descent to the GPU: one thread for each entry, then tiles,",
    "then a step that never forms the large matrix, and see which of them made it fast.",
  ],
  iterations: SETTINGS.iterations,
  addOptions,
  run,
  next: [
    "In step.wgsl, beside lesson.ts, write projection in place of the penalty (its comment says",
    "how). Run again: how many negatives are left? Then make a mistake in it on purpose.",
    "More to try: the exercises in lessons/04_webgpu_sgd/README.md",
  ],
};

function addOptions(command: Command): void {
  command
    .on("option:iterations", () => command.setOptionValue("iterationsTyped", true))
    .addOption(
      new Option(
        "--device <which>",
        "where to compute; auto takes the GPU if there is one",
      )
        .choices(["auto", "gpu", "cpu"]).default("auto"),
    )
    .option("--lr <EXPR>", "learning rate of step i, counted from 0", SETTINGS.rate)
    .option("--lam <L>", "weight λ of the penalty", numberFromZero, SETTINGS.lam)
    .option("--mu <M>", "entries below μ are pushed up", numberFromZero, SETTINGS.mu);
}

async function run(context: Context): Promise<LessonOutcome> {
  const { corpus, V, terms, options, screen } = context;
  const { topics: k, words, seed, lam, mu } = options;
  const rate = learningRate(options.lr);
  const start = initialize(V, k, "nndsvda", seed);

  using gpu = await chosenDevice(context);
  if (gpu !== undefined) checkTopics(k);
  if (gpu === undefined && !options.iterationsTyped) {
    options.iterations = SETTINGS.iterationsOnCpu;
  }
  delete options.iterationsTyped;
  const { iterations } = options;
  const bandwidth = await copyBandwidth(context, gpu);
  await compareProducts(context, gpu, bandwidth);
  const times = await compareSteps(context, gpu, start, bandwidth, rate);

  const settings = { iterations, rate, lam, mu };
  const readAfter = (i: number) => READ.includes(i + 1) || i + 1 === iterations;
  const follow = (label: string) => {
    const history = new History(V);
    history.record(0, start.W, start.H);
    const progress = screen.progress(label, iterations);
    const onStep = (i: number, W: Matrix, H: Matrix) => {
      refuseExplosion(V, i, history.record(i + 1, W, H), "--lr");
      progress.update(i + 1);
      if (i + 1 === iterations) progress.stop();
    };
    return { history, settings: { ...settings, onStep, readAfter } };
  };
  const onCpu = follow("float64 on the processor");
  const reference = descendOnCpu(V, start, onCpu.settings);
  const onGpu = gpu && follow("float32 on the GPU");
  const result = gpu ? await descendOnGpu(gpu, V, start, onGpu!.settings) : reference;
  const { history } = onGpu ?? onCpu;

  screen.heading("4. The whole descent");
  const rows = [
    { name: "lesson 03's, float64 on the processor", factors: reference, ...onCpu },
    ...(onGpu
      ? [{ name: "step.wgsl, float32 on the GPU", factors: result, ...onGpu }]
      : []),
  ];
  screen.table(
    ["descent", "steps", "seconds", "error"],
    rows.map(({ name, factors: { W, H }, history }) => [
      name,
      iterations,
      history.seconds.toFixed(2),
      frobeniusError(V, W, H).toFixed(5),
    ]),
  );
  screen.line(lastWord(V, result, reference, gpu));
  return {
    method: gpu
      ? "gradient descent on the GPU"
      : "gradient descent, the kernel's specification",
    ...result,
    iterations,
    seconds: history.seconds,
    history: history.entries,
    charts: () => ({
      steps: stepTimes(
        times.map(({ name, seconds }) => ({ name, milliseconds: 1000 * seconds })),
        `One step of gradient descent (${corpus.name}, ${k} topics)`,
      ),
      error: errorCurve(
        rows.map(({ name, history }) => ({ name, points: history.entries })),
        `The error of the descent (${corpus.name}, ${k} topics)`,
        { counted: "steps, on a logarithmic axis", log: true },
      ),
      topics: topicBars(
        topicTerms(result.H, terms, words),
        `Topics by gradient descent on the ${gpu ? "GPU" : "processor"} (${corpus.name})`,
      ),
    }),
  };
}

function lastWord(
  V: SparseMatrix,
  result: Factors,
  reference: Factors,
  gpu: Gpu | undefined,
): string {
  if (gpu === undefined) return "The processor did the GPU's work here.";
  const expected = frobeniusError(V, reference.W, reference.H);
  const difference = Math.abs(frobeniusError(V, result.W, result.H) - expected) /
    expected;
  return difference < 1e-5
    ? `The errors differ by ${
      difference.toExponential(0)
    } of their size: float32 is enough.`
    : "The errors differ by more than float32 explains: did you change step.wgsl?";
}

/** The GPU, or nothing where the processor is to do its work. */
async function chosenDevice({ options, screen }: Context): Promise<Gpu | undefined> {
  screen.heading("1. The device");
  if (options.device === "cpu") {
    screen.line(
      "The processor, as --device cpu says; it runs the kernels' specifications.",
    );
    return undefined;
  }
  try {
    const gpu = await requestGpu();
    screen.line(
      `${gpu.description}` +
        (gpu.software
          ? ": a software adapter, the GPU's work is done by the processor."
          : ""),
    );
    return gpu;
  } catch (error) {
    if (options.device === "gpu" || !(error instanceof InputError)) throw error;
    screen.line(`${(error as Error).message}.`);
    screen.line("Until then the processor runs the kernels' specifications.");
    return undefined;
  }
}

/** Bytes per second of a plain copy: each byte is read once and written once. */
async function copyBandwidth({ screen }: Context, gpu: Gpu | undefined): Promise<number> {
  const bytes = 2 ** 26;
  const seconds = gpu ? await copyOnGpu(gpu, bytes) : copyOnCpu(bytes);
  const bandwidth = 2 * bytes / seconds;
  screen.line(
    `It copies ${bytes / 2 ** 20} MiB in ${(1000 * seconds).toFixed(1)} ms: ` +
      `${(bandwidth / 1e9).toFixed(1)} GB/s read and written. No kernel can move more.`,
  );
  return bandwidth;
}

/** From one copy and from many in one submission: the wait for the answer cancels out. */
async function copyOnGpu(gpu: Gpu, bytes: number): Promise<number> {
  const source = await gpu.allocate(bytes);
  const target = await gpu.allocate(bytes);
  const copy = async (times: number) => {
    const begin = performance.now();
    const commands = gpu.device.createCommandEncoder();
    for (let i = 0; i < times; i++) {
      commands.copyBufferToBuffer(source, 0, target, 0, bytes);
    }
    gpu.device.queue.submit([commands.finish()]);
    await gpu.device.queue.onSubmittedWorkDone();
    return (performance.now() - begin) / 1000;
  };
  const many = 16;
  try {
    await copy(1);
    const least = async (times: number) =>
      Math.min(await copy(times), await copy(times), await copy(times));
    const one = await least(1);
    return (await least(1 + many) - one) / many;
  } finally {
    gpu.release(source, target);
  }
}

function copyOnCpu(bytes: number): number {
  const source = new Uint8Array(bytes).fill(1);
  const target = new Uint8Array(bytes);
  const copy = () => {
    const begin = performance.now();
    target.set(source);
    return (performance.now() - begin) / 1000;
  };
  copy();
  return Math.min(copy(), copy(), copy());
}

/** What one run costs. */
interface Cost {
  name: string;
  seconds: number;
  operations: number;
  /** Bytes that must at least be moved. */
  bytes: number;
  /** Whether it ran beside the device, so that the device's copy is no limit for it. */
  elsewhere?: boolean;
}

function showCosts({ screen }: Context, costs: readonly Cost[], bandwidth: number): void {
  screen.table(
    ["", "ms", "GFLOP/s", "GB/s", "of the copy's"],
    costs.map(({ name, seconds, operations, bytes, elsewhere }) => [
      name,
      digits(1000 * seconds),
      digits(operations / seconds / 1e9),
      digits(bytes / seconds / 1e9),
      elsewhere ? "" : `${digits(100 * bytes / seconds / bandwidth, 2)} %`,
    ]),
  );
}

/** A number with so many digits that count, and no exponent. */
function digits(value: number, count = 3): string {
  return String(Number(value.toPrecision(count)));
}

/** The product of two square matrices, entry by entry and in tiles. */
async function compareProducts(
  context: Context,
  gpu: Gpu | undefined,
  bandwidth: number,
): Promise<void> {
  const n = gpu === undefined || gpu.software ? 256 : 1024;
  const random = new Random(context.options.seed);
  const A = uniformMatrix(n, n, random);
  const B = uniformMatrix(n, n, random);
  const cost = (name: string, seconds: number): Cost => ({
    name,
    seconds,
    operations: 2 * n ** 3,
    bytes: 3 * (gpu ? 4 : 8) * n ** 2,
  });
  context.screen.heading(`2. The product of two ${n} × ${n} matrices`);
  if (gpu === undefined) {
    const begin = performance.now();
    matmulSpecification(A, B);
    const seconds = (performance.now() - begin) / 1000;
    showCosts(context, [cost("the specification, three loops", seconds)], bandwidth);
    return;
  }
  const expected = matmulSpecification(A, B);
  const costs: Cost[] = [];
  for (const kernel of ["naive", "tiled"] as const) {
    using scope = new DisposableStack();
    const C = scope.use(await GpuMatrix.zeros(gpu, n, n));
    const gpuA = scope.use(await GpuMatrix.upload(gpu, A));
    const gpuB = scope.use(await GpuMatrix.upload(gpu, B));
    const multiply = await prepareMatmul(gpu, scope, kernel, gpuA, gpuB, C);
    await gpu.run(multiply);
    const seconds = Math.min(await gpu.run(multiply), await gpu.run(multiply));
    const wrong = sub(await C.download(), expected).data.map(Math.abs);
    costs.push(cost(NAMES[kernel], seconds));
    const largest = wrong.reduce((a, b) => Math.max(a, b));
    context.screen.line(
      `${NAMES[kernel]}: entries of about ${n / 4} differ from the specification's by ` +
        `${largest.toExponential(0)} at most`,
    );
  }
  showCosts(context, costs, bandwidth);
}

const NAMES = {
  naive: "one thread for each entry",
  tiled: "in tiles",
};

/** One step of gradient descent in several ways, on the GPU and on the processor. */
async function compareSteps(
  context: Context,
  gpu: Gpu | undefined,
  start: Factors,
  bandwidth: number,
  rate: (i: number) => number,
): Promise<Cost[]> {
  const { V, options: { lam, mu, topics: k }, screen } = context;
  const options = { lam, mu };
  const entries = V.rows * V.cols;
  const rows = V.rows + V.cols;
  // Every way must read W and H and write them.
  const factors = 2 * rows * k;
  const sparse = {
    operations: 4 * V.nonzeros * k + 4 * rows * k * k,
    numbers: factors + V.nonzeros * (4 + 2 * k),
  };
  const products = { operations: 6 * entries * k, numbers: factors + 6 * entries };
  const onGpu: Way[] = gpu === undefined ? [] : [
    ...(["naive", "tiled"] as const).map((matmul: MatmulKernel) => ({
      name: `three products, ${NAMES[matmul]}`,
      ...products,
      // Seconds long on a software adapter; section 2 has warmed up its kernel.
      warm: true,
      make: () => productDescent(gpu, V, start, { ...options, matmul }),
    })),
    {
      name: "R in registers, never stored",
      operations: 8 * entries * k,
      numbers: factors + 2 * entries,
      make: () => denseDescent(gpu, V, start, options),
    },
    {
      name: "step.wgsl, R not formed",
      ...sparse,
      make: () => sparseDescent(gpu, V, start, { ...options, kernel: KERNEL }),
    },
  ];
  const onProcessor: Way[] = [
    {
      name: "three products, loops on the processor",
      operations: products.operations,
      // R is formed for one document at a time and stays near.
      numbers: factors + 2 * V.nonzeros,
      make: () => Promise.resolve(productsOnCpu(V, start, options)),
    },
    {
      name: "step.wgsl's specification, on the processor",
      ...sparse,
      make: () => Promise.resolve(sparseOnCpu(V, start, options)),
    },
  ];
  const ways = [...onGpu, ...onProcessor];
  screen.heading("3. One step of gradient descent");
  const progress = screen.progress("measuring", ways.length);
  const costs: Cost[] = [];
  for (const { name, operations, numbers, warm = false, make } of ways) {
    using descent = await make();
    const elsewhere = costs.length >= onGpu.length;
    costs.push({
      name,
      seconds: await secondsPerStep(descent, rate, warm),
      operations,
      bytes: (elsewhere ? 8 : 4) * numbers,
      elsewhere: elsewhere && gpu !== undefined,
    });
    progress.update(costs.length);
  }
  progress.stop();
  showCosts(context, costs, bandwidth);
  const here = gpu === undefined ? costs : costs.slice(0, onGpu.length);
  const [first, beforeLast, last] = [here[0], here.at(-2)!, here.at(-1)!];
  const gain = (a: Cost, b: Cost) => digits(a.seconds / b.seconds, 2);
  screen.line(
    `\nR = WH − V has ${entries} entries, V has ${V.nonzeros} that are not 0.\n` +
      (gpu === undefined
        ? `Not forming R makes a step ${
          gain(first, last)
        } times as fast on the same processor: ` +
          "that is the\nalgorithm, not the hardware."
        : `Keeping R in registers makes a step ${
          gain(first, beforeLast)
        } times as fast, not ` +
          `forming it another ${
            gain(beforeLast, last)
          } times,\non the same device: the second ` +
          "is the algorithm, not the hardware."),
  );
  return costs;
}

/** One way to take a step, and what it costs in numbers. */
interface Way {
  name: string;
  operations: number;
  /** Numbers that must at least be moved. */
  numbers: number;
  /** Whether its first step is as fast as the later ones. */
  warm?: boolean;
  make: () => Promise<Pick<Descent, "steps"> & Disposable>;
}

/** The mean over as many steps as fit into a quarter of a second, after one to warm up. */
async function secondsPerStep(
  descent: Pick<Descent, "steps">,
  rate: (i: number) => number,
  warm: boolean,
): Promise<number> {
  if (!warm) await descent.steps([rate(0)]);
  const one = await descent.steps([rate(0)]);
  const steps = Math.min(Math.ceil(0.25 / one), 64);
  // A step as long as that is its own measurement.
  if (steps === 1) return one;
  const rates = Array.from({ length: steps }, (_, i) => rate(i + 1));
  return await descent.steps(rates) / steps;
}

/** Steps on the processor, with a clock, so that they are measured like the others. */
function onCpu(step: (rate: number) => void): Pick<Descent, "steps"> & Disposable {
  return {
    steps(rates) {
      const begin = performance.now();
      for (const rate of rates) step(rate);
      return Promise.resolve((performance.now() - begin) / 1000);
    },
    [Symbol.dispose]() {},
  };
}

function sparseOnCpu(
  V: SparseMatrix,
  start: Factors,
  options: { lam: number; mu: number },
) {
  let W = start.W;
  let Ht = transpose(start.H);
  return onCpu((rate) => {
    const nextW = stepSpecification(V, W, Ht, { rate, ...options });
    Ht = stepSpecification(V.transpose(), Ht, W, { rate, ...options });
    W = nextW;
  });
}

/** R is formed for one document at a time, so that it need not be stored whole. */
function productsOnCpu(
  V: SparseMatrix,
  start: Factors,
  options: { lam: number; mu: number },
) {
  let { W, H } = start;
  return onCpu((rate) => {
    const k = W.cols;
    const dW = new Matrix(V.rows, k);
    const dH = new Matrix(k, V.cols);
    for (let i = 0; i < V.rows; i++) {
      const w = new Matrix(1, k, W.row(i));
      const R = matmulSpecification(w, H).data;
      const { indices, data } = V.row(i);
      for (let p = 0; p < indices.length; p++) R[indices[p]] -= data[p];
      for (let r = 0; r < k; r++) {
        const [h, g] = [H.row(r), dH.row(r)];
        for (let j = 0; j < R.length; j++) {
          dW.data[i * k + r] += R[j] * h[j];
          g[j] += w.data[r] * R[j];
        }
      }
    }
    W = penaltyStepSpecification(W, dW, { rate, ...options });
    H = penaltyStepSpecification(H, dH, { rate, ...options });
  });
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
