import {
  denseDescent,
  type Descent,
  type Gpu,
  GpuMatrix,
  type MatmulKernel,
  matmulSpecification,
  penaltyStepSpecification,
  prepareMatmul,
  productDescent,
  sparseDescent,
} from "@nmf/gpu";
import {
  type Factors,
  largestDifference,
  Matrix,
  Random,
  type SparseMatrix,
  transpose,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { KERNEL, stepSpecification } from "./method.ts";

/** What one run costs. */
export interface Cost {
  name: string;
  seconds: number;
  operations: number;
  /** Bytes that must at least be moved. */
  bytes: number;
  /** Whether it ran beside the device, so that the device's copy is no limit for it. */
  elsewhere?: boolean;
}

/** Bytes that are copied to measure the bandwidth. */
export const COPIED = 2 ** 26;

/** Seconds that a plain copy takes; there each byte is read once and written once. */
export async function secondsPerCopy(gpu: Gpu | undefined): Promise<number> {
  return gpu ? await copyOnGpu(gpu, COPIED) : copyOnCpu(COPIED);
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

/** A product measured: what it cost, and how far it is from the specification's. */
export interface Product {
  cost: Cost;
  /** The largest difference of an entry; undefined of the specification itself. */
  wrong?: number;
}

/** The product of two n × n matrices, entry by entry and in tiles. */
export async function measureProducts(
  gpu: Gpu | undefined,
  n: number,
  seed: number,
): Promise<Product[]> {
  const random = new Random(seed);
  const A = uniformMatrix(n, n, random);
  const B = uniformMatrix(n, n, random);
  const cost = (name: string, seconds: number): Cost => ({
    name,
    seconds,
    operations: 2 * n ** 3,
    bytes: 3 * (gpu ? 4 : 8) * n ** 2,
  });
  const begin = performance.now();
  const expected = matmulSpecification(A, B);
  const seconds = (performance.now() - begin) / 1000;
  if (gpu === undefined) {
    return [{ cost: cost("the specification, three loops", seconds) }];
  }
  const products: Product[] = [];
  for (const kernel of ["naive", "tiled"] as const) {
    using scope = new DisposableStack();
    const C = scope.use(await GpuMatrix.zeros(gpu, n, n));
    const gpuA = scope.use(await GpuMatrix.upload(gpu, A));
    const gpuB = scope.use(await GpuMatrix.upload(gpu, B));
    const multiply = await prepareMatmul(gpu, scope, kernel, gpuA, gpuB, C);
    await gpu.run(multiply);
    const fastest = Math.min(await gpu.run(multiply), await gpu.run(multiply));
    products.push({
      cost: cost(NAMES[kernel], fastest),
      wrong: largestDifference(await C.download(), expected),
    });
  }
  return products;
}

const NAMES = {
  naive: "one thread for each entry",
  tiled: "in tiles",
};

/**
 * One step of gradient descent in several ways: those on the device first, then two on the
 * processor.
 *
 * @param settings the learning rate of step i, λ and μ
 * @param done called before the first way and after each, with how many are done of how many
 */
export async function measureSteps(
  gpu: Gpu | undefined,
  V: SparseMatrix,
  start: Factors,
  { rate, lam, mu }: { rate: (i: number) => number; lam: number; mu: number },
  done: (ways: number, all: number) => void,
): Promise<Cost[]> {
  const k = start.W.cols;
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
  const costs: Cost[] = [];
  done(0, ways.length);
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
    done(costs.length, ways.length);
  }
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
