import assert from "node:assert/strict";
import { matmul, Matrix, normalMatrix, transpose } from "@nmf/lib/matrix";
import { GpuFactor } from "../matrices/gpu_factor.ts";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
import { resized } from "../matrices/resized.ts";
import { assertNear, freshRandom, gpuTest, unwritten } from "../testing.ts";
import { gramsOf, gramSpecification, prepareGram } from "./gram.ts";

Deno.test("the specification of the Gram matrix is AᵀA", () => {
  const { random, seed } = freshRandom();
  const A = normalMatrix(7, 4, random);
  assertNear(gramSpecification(A), matmul(transpose(A), A), `seed ${seed}`);
});

gpuTest("a factor goes to the device and comes back", async (gpu) => {
  const { random } = freshRandom();
  for (
    const [rows, k] of [[1, 1], [256, 4], [257, 6], [1000, 13]] as [number, number][]
  ) {
    const A = normalMatrix(rows, k, random);
    using factor = await GpuFactor.upload(gpu, A);
    assert.deepEqual((await factor.download()).data, A.data.map(Math.fround));
  }
});

gpuTest("gram is its specification, for all shapes", async (gpu) => {
  const { random, seed } = freshRandom();
  const shapes = [[1, 1], [1, 6], [1500, 6], [513, 1], [40, 20]] as [number, number][];
  for (const [rows, k] of shapes) {
    using scope = new DisposableStack();
    const A = normalMatrix(rows, k, random);
    const factor = scope.use(await GpuFactor.upload(gpu, A));
    const width = 4 * factor.quads;
    const G = scope.use(await unwritten(gpu, width, width));
    await gpu.run(await prepareGram(gpu, scope, factor, G));
    const expected = resized(gramSpecification(A), width, width);
    assertNear(await G.download(), expected, `${rows} × ${k}, seed ${seed}`);
  }
});

gpuTest("gram takes two matrices that stand one below the other", async (gpu) => {
  const { random, seed } = freshRandom();
  using scope = new DisposableStack();
  const A = normalMatrix(700, 5, random);
  const B = normalMatrix(3, 5, random);
  const both = Matrix.from([...A.toArray(), ...B.toArray()]);
  const factor = scope.use(await GpuFactor.upload(gpu, both));
  const G = await gramsOf(gpu, scope, factor, 2);
  await gpu.run(await prepareGram(gpu, scope, factor, G, 700));
  const expected = [A, B].flatMap((one) =>
    resized(gramSpecification(one), 8, 8).toArray()
  );
  assertNear(await G.download(), Matrix.from(expected), `seed ${seed}`);
});

gpuTest("gram refuses a result of another shape", async (gpu) => {
  using scope = new DisposableStack();
  const factor = scope.use(await GpuFactor.zeros(gpu, 4, 3));
  const G = scope.use(await GpuMatrix.zeros(gpu, 3, 3));
  await assert.rejects(prepareGram(gpu, scope, factor, G), {
    name: "RangeError",
    message: /of 4 × 4 .* which is 3 × 3/,
  });
  for (const split of [0, -1, 1.5, 5]) {
    const G = await gramsOf(gpu, scope, factor, 2);
    await assert.rejects(prepareGram(gpu, scope, factor, G, split), {
      name: "RangeError",
      message: /^gram: .*second matrix/,
    });
  }
  await assert.rejects(gramsOf(gpu, scope, factor, 3 as 2), {
    name: "RangeError",
    message: "gram takes 1 or 2 matrices, not 3",
  });
  const many = scope.use(await GpuFactor.zeros(gpu, 4, 25));
  await assert.rejects(prepareGram(gpu, scope, many, G), {
    name: "InputError",
    message: /25 topics are more than the 24/,
  });
});
