import assert from "node:assert/strict";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Factors,
  frobeniusError,
  matmul,
  Matrix,
  normalMatrix,
  type Random,
  SparseMatrix,
  sub,
  transpose,
} from "@nmf/lib/matrix";
import { denseDescent } from "./dense_descent.ts";
import type { Descent } from "./descent.ts";
import type { Gpu } from "../gpu.ts";
import { penaltyStepSpecification } from "../kernels/penalty_step.ts";
import { GpuDocuments } from "../matrices/gpu_documents.ts";
import { requestGpu } from "../request_gpu.ts";
import { productDescent } from "./product_descent.ts";
import { sparseDescent } from "./sparse_descent.ts";
import { assertNear, freshRandom, gpuTest, randomSparse } from "../testing.ts";

const OPTIONS = { lam: 3, mu: 0.1 };
const kernel = new URL("../../lessons/04_webgpu_sgd/step.wgsl", import.meta.url);

type Way = (gpu: Gpu, V: SparseMatrix | GpuDocuments, start: Factors) => Promise<Descent>;

const ways: Record<string, Way> = {
  "sparse": (gpu, V, start) => sparseDescent(gpu, V, start, { ...OPTIONS, kernel }),
  "dense": (gpu, V, start) => denseDescent(gpu, V, start, OPTIONS),
  // 64 rows at a time, however wide V is.
  "dense in blocks": (gpu, V, start) =>
    denseDescent(gpu, V, start, {
      ...OPTIONS,
      blockBytes: 64 * 16 * Math.ceil(V.cols / 4),
    }),
  "naive products": (gpu, V, start) =>
    productDescent(gpu, V, start, { ...OPTIONS, matmul: "naive" }),
  "tiled products": (gpu, V, start) =>
    productDescent(gpu, V, start, { ...OPTIONS, matmul: "tiled" }),
  "tiled products in blocks": (gpu, V, start) =>
    productDescent(gpu, V, start, {
      ...OPTIONS,
      matmul: "tiled",
      blockBytes: 64 * 4 * V.cols,
    }),
};

/** Gradient descent as it is written down, in float64. */
function specification(V: Matrix, { W, H }: Factors, rates: readonly number[]): Factors {
  for (const rate of rates) {
    const R = sub(matmul(W, H), V);
    const [dW, dH] = [matmul(R, transpose(H)), matmul(transpose(W), R)];
    W = penaltyStepSpecification(W, dW, { rate, ...OPTIONS });
    H = penaltyStepSpecification(H, dH, { rate, ...OPTIONS });
  }
  return { W, H };
}

function randomStart(rows: number, cols: number, k: number, random: Random): Factors {
  return {
    W: normalMatrix(rows, k, random, 0.3),
    H: normalMatrix(k, cols, random, 0.3),
  };
}

const shapes = [[1, 1, 1], [5, 3, 2], [300, 270, 6], [130, 1, 3], [1, 70, 4], [
  70,
  90,
  13,
]];
const rates = [0.004, 0.002, 0.003];

for (const [name, way] of Object.entries(ways)) {
  gpuTest(
    `${name}: three steps are those of the formula, for all shapes`,
    async (gpu) => {
      const { random, seed } = freshRandom();
      for (const [rows, cols, k] of shapes as [number, number, number][]) {
        const V = randomSparse(rows, cols, random);
        const start = randomStart(rows, cols, k, random);
        using descent = await way(gpu, V, start);
        await descent.steps(rates.slice(0, 1));
        await descent.steps(rates.slice(1));
        const { W, H } = await descent.download();
        const expected = specification(V.toDense(), start, rates);
        assertNear(W, expected.W, `W, ${rows} × ${cols}, ${k} topics, seed ${seed}`);
        assertNear(H, expected.H, `H, ${rows} × ${cols}, ${k} topics, seed ${seed}`);
      }
    },
  );

  gpuTest(`${name}: NaN in V and too many topics are refused`, async (gpu) => {
    const { random } = freshRandom();
    const V = randomSparse(40, 40, random);
    await assert.rejects(way(gpu, V, randomStart(40, 40, 25, random)), {
      name: "InputError",
      message: /25 topics are more than the 24 .*--topics 24 or less/,
    });
    // The last entry that is not 0.
    V.data[V.nonzeros - 1] = NaN;
    const row = V.indptr.findIndex((end) => end === V.nonzeros) - 1;
    const place = `V at row ${row}, column ${V.indices.at(-1)} is NaN`;
    await assert.rejects(way(gpu, V, randomStart(40, 40, 2, random)), {
      name: "InputError",
      message: new RegExp(place),
    });
    assert.equal(gpu.allocations, 0, "what was allocated before is released");
  });
}

gpuTest("no way takes what does not fit, is empty, or is no number", async (gpu) => {
  const { random } = freshRandom();
  const V = randomSparse(6, 5, random);
  const start = randomStart(6, 5, 2, random);
  const range = (message: RegExp) => ({ name: "RangeError", message });
  const dense = (options: object) =>
    denseDescent(gpu, V, start, { ...OPTIONS, ...options });
  for (const [name, way] of Object.entries(ways)) {
    const wrong = { W: start.W, H: start.W };
    await assert.rejects(way(gpu, V, wrong), range(/WH must have V's shape/), name);
    const none = SparseMatrix.fromDense(new Matrix(0, 5));
    const empty = { W: new Matrix(0, 2), H: start.H };
    await assert.rejects(way(gpu, none, empty), range(/documents .* from 1/), name);
    using descent = await way(gpu, V, start);
    for (const rate of [NaN, Infinity, 1e39]) {
      await assert.rejects(descent.steps([1e-3, rate]), range(/finite float32/), name);
    }
  }
  for (const value of [NaN, -Infinity, 1e39]) {
    await assert.rejects(dense({ lam: value }), range(/^λ must be a finite float32/));
    await assert.rejects(dense({ mu: value }), range(/^μ must be a finite float32/));
  }
  for (const blockBytes of [0, -64, 1.5, NaN]) {
    await assert.rejects(dense({ blockBytes }), range(/the bytes of a block/));
  }
});

gpuTest(
  "W or H that is not finite is refused by its place, in every way",
  async (gpu) => {
    const { random } = freshRandom();
    const V = randomSparse(6, 5, random);
    for (const [name, way] of Object.entries(ways)) {
      const { W, H } = randomStart(6, 5, 2, random);
      H.data[7] = Infinity;
      await assert.rejects(way(gpu, V, { W, H }), {
        name: "InputError",
        message: /^H at row 1, column 2 is Infinity/,
      }, name);
      assert.equal(gpu.allocations, 0);
    }
  },
);

gpuTest("a way that needs more workgroups than there are is refused", async (gpu) => {
  const { random } = freshRandom();
  const V = randomSparse(300, 270, random);
  const start = randomStart(300, 270, 2, random);
  // No test can fill a real device, so this one says that it starts one at a time.
  const limits = Object.create(gpu.device.limits, {
    maxComputeWorkgroupsPerDimension: { value: 1 },
    maxTextureDimension2D: { value: gpu.device.limits.maxTextureDimension2D },
    maxStorageBufferBindingSize: { value: 2 ** 27 },
    maxBufferSize: { value: 2 ** 27 },
  });
  Object.defineProperty(gpu.device, "limits", { value: limits, configurable: true });
  for (const [name, way] of Object.entries(ways)) {
    await assert.rejects(
      async () => {
        using descent = await way(gpu, V, start);
        await descent.steps([1e-3]);
      },
      { name: "InputError", message: /workgroups, more than the 1 × 1 that this GPU/ },
      name,
    );
    assert.equal(gpu.allocations, 0);
  }
});

gpuTest("more steps than fit into one submission; the error falls", async (gpu) => {
  const { random, seed } = freshRandom();
  const V = randomSparse(60, 50, random);
  const start = randomStart(60, 50, 3, random);
  const many = new Array(150).fill(0.003);
  using descent = await ways.sparse!(gpu, V, start);
  await descent.steps(many);
  const { W, H } = await descent.download();
  const expected = specification(V.toDense(), start, many);
  assertNear(matmul(W, H), matmul(expected.W, expected.H), `seed ${seed}`);
  assert.ok(frobeniusError(V, W, H) < frobeniusError(V, start.W, start.H));
});

gpuTest("100 fits in a row leave no buffer and do not grow memory", async () => {
  const program = fileURLToPath(new URL("./fits_for_tests.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: ["run", "-q", "-P=test", program],
    cwd: dirname(program),
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  const { allocations, grown } = JSON.parse(new TextDecoder().decode(stdout));
  assert.equal(allocations, 0);
  // A fit allocates 0.5 MB on the device; 100 that stay would be 50 MB.
  assert.ok(grown < 25e6, `${grown} bytes`);
});

gpuTest("V is uploaded once for all ways, and only to its own device", async (gpu) => {
  const { random, seed } = freshRandom();
  const V = randomSparse(70, 90, random);
  const start = randomStart(70, 90, 3, random);
  const expected = specification(V.toDense(), start, rates);
  using documents = await GpuDocuments.upload(gpu, V);
  const { allocations } = gpu;
  for (const [name, way] of Object.entries(ways)) {
    {
      using descent = await way(gpu, documents, start);
      await descent.steps(rates);
      const { W, H } = await descent.download();
      assertNear(W, expected.W, `W, ${name}, seed ${seed}`);
      assertNear(H, expected.H, `H, ${name}, seed ${seed}`);
    }
    assert.equal(gpu.allocations, allocations, "V stays, and nothing else");
  }
  using other = await requestGpu();
  await assert.rejects(denseDescent(other, documents, start, OPTIONS), {
    name: "RangeError",
    message: "V is on another device",
  });
});

gpuTest(
  "an edited kernel computes with as many topics as it is asked for",
  async (gpu) => {
    const { random, seed } = freshRandom();
    const V = randomSparse(30, 20, random);
    const start = randomStart(30, 20, 8, random);
    const code = await Deno.readTextFile(kernel);
    const line = "const K: u32 = 6;";
    const descend = (written: string) => {
      const edited = { file: "step.wgsl", code: code.replace(line, written) };
      return sparseDescent(gpu, V, start, { ...OPTIONS, kernel: edited });
    };
    assert.ok(code.includes(line));
    await assert.rejects(descend("const K = 6u;"), {
      name: "InputError",
      message: /^step.wgsl: the value of K, 8, cannot be put in, .*const K: u32/,
    });
    assert.equal(gpu.allocations, 0);
    using descent = await descend("const K: u32 = 3u; // as it was");
    await descent.steps([0.004]);
    const { W } = await descent.download();
    assertNear(W, specification(V.toDense(), start, [0.004]).W, `seed ${seed}`);
  },
);
