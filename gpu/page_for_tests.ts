/**
 * What `browser_test.ts` bundles and runs in a page: every way to descend, one step each, on
 * numbers small enough to be checked by hand.
 *
 * @module
 */
import { Matrix } from "@nmf/lib/matrix";
import step from "../lessons/04_webgpu_sgd/step.wgsl" with { type: "text" };
import {
  chooseGpu,
  denseDescent,
  GpuDocuments,
  productDescent,
  sparseDescent,
} from "./mod.ts";

async function factorsOfEveryWay() {
  const { gpu, reason } = await chooseGpu("auto", 1);
  if (gpu === undefined) return { reason };
  using _ = gpu;
  const start = { W: Matrix.from([[1]]), H: Matrix.from([[1]]) };
  using V = await GpuDocuments.upload(gpu, Matrix.from([[2]]));
  const kernel = { file: "step.wgsl", code: step };
  const options = { lam: 0, mu: 0, kernel, matmul: "tiled" } as const;
  const factors: number[] = [];
  for (const way of [sparseDescent, denseDescent, productDescent]) {
    using descent = await way(gpu, V, start, options);
    await descent.steps([0.5]);
    const { W, H } = await descent.download();
    factors.push(W.at(0, 0), H.at(0, 0));
  }
  return { label: gpu.label, factors };
}

Object.assign(globalThis, { factorsOfEveryWay });
