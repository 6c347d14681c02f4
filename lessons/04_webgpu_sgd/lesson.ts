import { loadCorpus } from "@nmf/data";
import { chooseGpu, type Device, DEVICES, type Gpu } from "@nmf/gpu";
import {
  History,
  learningRate,
  type Lesson,
  type LessonContext,
  type LessonOption,
  type LessonOutcome,
  type Progress,
  refuseExplosion,
  runLesson,
  scenes,
  Screen,
} from "@nmf/lib/lesson";
import type { Factors, Matrix } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { type Cost, measureProducts, measureSteps, secondsPerCopy } from "./measure.ts";
import { descendOnCpu, descendOnGpu, SETTINGS } from "./method.ts";
import {
  charts,
  type Descended,
  showCopy,
  showDescents,
  showProducts,
  showSteps,
} from "./show.ts";

interface Extra {
  device: Device;
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
  sections: 4,
  iterations: SETTINGS.iterations,
  options,
  asksWhetherIterationsTyped: true,
  run,
  next: [
    "In step.wgsl write projection in place of the penalty (its comment says how), and in",
    "method.ts the same into its specification. Run again: how many negatives are left?",
    "More to try: deno task practice 04.1, and “To explore” in lessons/04_webgpu_sgd/README.md",
  ],
};

function options(): LessonOption[] {
  return [
    {
      name: "device",
      placeholder: "which",
      about: "where to compute; auto takes the GPU if there is one",
      kind: "choice",
      choices: DEVICES,
      default: "auto",
    },
    {
      name: "lr",
      placeholder: "EXPR",
      about: "learning rate of step i, counted from 0",
      kind: "text",
      default: SETTINGS.rate,
    },
    {
      name: "lam",
      placeholder: "L",
      about: "weight λ of the penalty",
      kind: "number",
      default: SETTINGS.lam,
    },
    {
      name: "mu",
      placeholder: "M",
      about: "entries below μ are pushed up",
      kind: "number",
      default: SETTINGS.mu,
    },
  ];
}

/** After so many steps the error is computed: about evenly spread on a logarithmic axis. */
const READ = [1, 10, 100, 1000, 10000].flatMap((ten) =>
  [1, 1.5, 2, 3, 5, 7].map((factor) => factor * ten)
);

async function run(context: Context): Promise<LessonOutcome> {
  const { V, options } = context;
  const rate = learningRate(options.lr);
  const start = initialize(V, options.topics, "nndsvda", options.seed);

  const scene = scenes(options.only);
  // Sections 1 and 4 lead to what comes out, told or not.
  const silent = { ...context, screen: new Screen("nothing") };
  using gpu = await theDevice(scene(1, () => context) ?? silent);
  if (gpu === undefined && !options.iterationsTyped) {
    options.iterations = SETTINGS.iterationsOnCpu;
  }
  delete options.iterationsTyped;
  const measures = scene(2, () => true) || scene(3, () => true);
  const bandwidth = measures ? await theCopy(context, gpu) : NaN;
  await scene(2, () => oneProduct(context, gpu, bandwidth));
  const costs = await scene(3, () => oneStep(context, gpu, start, bandwidth, rate));
  const descents = await theWholeDescent(
    scene(4, () => context) ?? silent,
    gpu,
    start,
    rate,
  );

  const { factors, history } = descents.at(-1)!;
  return {
    method: gpu
      ? "gradient descent on the GPU"
      : "gradient descent, the kernel's specification",
    ...factors,
    iterations: options.iterations,
    seconds: history.seconds,
    history: history.entries,
    charts: () => charts(context, { costs, descents, H: factors.H, gpu }),
  };
}

/** The GPU, or nothing where the processor is to do its work. */
async function theDevice({ options, screen }: Context): Promise<Gpu | undefined> {
  screen.heading("1. The device");
  const { gpu, reason } = await chooseGpu(options.device, options.topics);
  screen.line(
    gpu === undefined
      ? `The processor runs the kernels' specifications: ${reason}.`
      : gpu.software
      ? `${gpu.description}: a software adapter, the GPU's work is done by the processor.`
      : gpu.description,
  );
  return gpu;
}

async function theCopy({ screen }: Context, gpu: Gpu | undefined): Promise<number> {
  return showCopy(await secondsPerCopy(gpu), screen);
}

async function oneProduct(
  { options, screen }: Context,
  gpu: Gpu | undefined,
  bandwidth: number,
): Promise<void> {
  const n = gpu === undefined || gpu.software ? 256 : 1024;
  screen.heading(`2. The product of two ${n} × ${n} matrices`);
  showProducts(await measureProducts(gpu, n, options.seed), n, bandwidth, screen);
}

async function oneStep(
  { V, options: { lam, mu }, screen }: Context,
  gpu: Gpu | undefined,
  start: Factors,
  bandwidth: number,
  rate: (i: number) => number,
): Promise<Cost[]> {
  screen.heading("3. One step of gradient descent");
  let progress: Progress | undefined;
  const costs = await measureSteps(gpu, V, start, { rate, lam, mu }, (done, all) => {
    progress ??= screen.progress("measuring", all);
    progress.update(done);
  });
  progress?.stop();
  showSteps(V, costs, bandwidth, screen);
  return costs;
}

/** By the specification, then on the GPU if there is one. */
async function theWholeDescent(
  { V, options, screen }: Context,
  gpu: Gpu | undefined,
  start: Factors,
  rate: (i: number) => number,
): Promise<Descended[]> {
  const { iterations, lam, mu } = options;
  const step = (length: number) =>
    descendOnCpu(V, start, { iterations: 1, rate: () => rate(0) * length, lam, mu });
  const follow = (label: string) => {
    const history = new History(V);
    history.record(0, start.W, start.H);
    const progress = screen.progress(label, iterations);
    const onStep = (i: number, W: Matrix, H: Matrix) => {
      refuseExplosion(V, i, history.record(i + 1, W, H), "--lr", { start, step });
      progress.update(i + 1);
      if (i + 1 === iterations) progress.stop();
    };
    const readAfter = (i: number) => READ.includes(i + 1) || i + 1 === iterations;
    return { history, settings: { iterations, rate, lam, mu, onStep, readAfter } };
  };
  const onCpu = follow("float64 on the processor");
  const descents = [{
    name: "stepSpecification, float64 on the processor",
    factors: descendOnCpu(V, start, onCpu.settings),
    history: onCpu.history,
  }];
  if (gpu !== undefined) {
    const onGpu = follow("float32 on the GPU");
    descents.push({
      name: "step.wgsl, float32 on the GPU",
      factors: await descendOnGpu(gpu, V, start, onGpu.settings),
      history: onGpu.history,
    });
  }
  screen.heading("4. The whole descent");
  showDescents(V, iterations, descents, screen);
  return descents;
}

if (import.meta.main) await runLesson(lesson, loadCorpus);
