import {
  denseDescent,
  GpuMatrix,
  prepareMatmul,
  requestGpu,
  sparseDescent,
} from "@nmf/gpu";
import { type Matrix, Random, type SparseMatrix, uniformMatrix } from "@nmf/lib/matrix";
import { rowBlocks } from "../../gpu/descents/row_blocks.ts";
import { SETTINGS as lesson04 } from "../../lessons/04_webgpu_sgd/method.ts";
import { measureJaxStep } from "./jax_step.ts";
import { measure, type Row } from "./measure.ts";

const KERNEL = new URL("../../lessons/04_webgpu_sgd/step.wgsl", import.meta.url);
const SETTINGS = { ...lesson04, rate: 0.05 };
const SIDE = 1024;

/**
 * The rows on the GPU: both steps beside PyTorch's on the processor, and beside jax-js's on
 * the same adapter. Empty, with a line that says why, where there is no adapter.
 *
 * @param torchStep seconds of PyTorch's dense step, if it is installed
 * @param lessonStep seconds of lesson 03's step
 */
export async function gpuRows(
  V: SparseMatrix,
  start: { W: Matrix; H: Matrix },
  torchStep: number | null,
  lessonStep: number,
): Promise<{ rows: Row[]; adapter: string }> {
  const gpu = await requestGpu().catch((error: Error) => {
    console.error(`the rows on the GPU are left out: ${error.message}`);
    return undefined;
  });
  if (gpu === undefined) return { rows: [], adapter: "none" };
  using _ = gpu;

  const rates = new Array(64).fill(SETTINGS.rate);
  const sparse = await (async () => {
    using descent = await sparseDescent(gpu, V, start, { ...SETTINGS, kernel: KERNEL });
    return await measure(() => descent.steps(rates)) / rates.length;
  })();
  const dense = await (async () => {
    using descent = await denseDescent(gpu, V, start, SETTINGS);
    return await measure(() => descent.steps(rates.slice(0, 4))) / 4;
  })();
  const naive = await measureProduct(gpu, "naive");
  const tiled = await measureProduct(gpu, "tiled");
  const most = gpu.device.limits.maxStorageBufferBindingSize;
  const jax = await measureJaxStep(
    V,
    start,
    rowBlocks(V.rows, 4 * V.cols, most),
    SETTINGS,
  );
  return {
    adapter: gpu.description,
    rows: [
      {
        what: "sparse step on the GPU",
        peer: "PyTorch, dense, processor",
        ours: sparse,
        theirs: torchStep,
        target: 1 / 40,
      },
      {
        what: "sparse step on the GPU",
        peer: "lesson 03's step, processor",
        ours: sparse,
        theirs: lessonStep,
        target: 1,
      },
      {
        what: "dense step on the GPU",
        peer: "PyTorch, dense, processor",
        ours: dense,
        theirs: torchStep,
        target: 1,
      },
      {
        what: "dense step on the GPU",
        peer: "jax-js, dense, same GPU",
        ours: dense,
        theirs: jax,
        target: 0.5,
      },
      {
        what: `tiled product, ${SIDE}³, on the GPU`,
        peer: "naive product, same GPU",
        ours: tiled,
        theirs: naive,
        target: null,
      },
    ],
  };
}

async function measureProduct(
  gpu: Awaited<ReturnType<typeof requestGpu>>,
  kernel: "naive" | "tiled",
): Promise<number> {
  using scope = new DisposableStack();
  const random = new Random(1);
  const upload = async () =>
    scope.use(await GpuMatrix.upload(gpu, uniformMatrix(SIDE, SIDE, random)));
  const C = scope.use(await GpuMatrix.zeros(gpu, SIDE, SIDE));
  const [A, B] = [await upload(), await upload()];
  const multiply = await prepareMatmul(gpu, scope, kernel, A, B, C);
  // Seconds a run on a software adapter, so fewer of them.
  return await measure(() => gpu.run(multiply), gpu.software ? 1 : 5);
}
