/**
 * Fits 130 times in a row and prints by how many bytes the process grew over the last 100:
 * a program of its own, because tests beside it in one process would be counted too.
 *
 * @module
 */
import { normalMatrix, Random } from "@nmf/lib/matrix";
import { requestGpu } from "../request_gpu.ts";
import { sparseDescent } from "./sparse_descent.ts";
import { randomSparse } from "../testing.ts";

const random = new Random(1);
const V = randomSparse(200, 200, random);
const start = { W: normalMatrix(200, 6, random), H: normalMatrix(6, 200, random) };
const kernel = new URL("../../lessons/04_webgpu_sgd/step.wgsl", import.meta.url);

using gpu = await requestGpu();
let before = 0;
for (let i = 0; i < 130; i++) {
  using descent = await sparseDescent(gpu, V, start, { lam: 3, mu: 0.1, kernel });
  await descent.steps([0.004, 0.002, 0.003]);
  await descent.download();
  if (i === 29) before = Deno.memoryUsage().rss;
}
const grown = Deno.memoryUsage().rss - before;
console.log(JSON.stringify({ allocations: gpu.allocations, grown }));
