import { Matrix, normalMatrix } from "@nmf/lib/matrix";
import assert from "node:assert/strict";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
import { Slots } from "../slots.ts";
import { assertNear, freshRandom, gpuTest } from "../testing.ts";
import { penaltyStepSpecification, preparePenaltyStep } from "./penalty_step.ts";

Deno.test("the specification of the penalty step, by hand", () => {
  const A = Matrix.from([[2, -1]]);
  const gradient = Matrix.from([[10, 20]]);
  // 2 − 0.1·10 = 1; −1 − 0.1·(20 + 3·(−1 − 0.5)) = −2.55
  const next = penaltyStepSpecification(A, gradient, { rate: 0.1, lam: 3, mu: 0.5 });
  assert.deepEqual(next.toArray().flat().map((a) => Number(a.toFixed(12))), [1, -2.55]);
});

Deno.test("the specification of the penalty step refuses different shapes", () => {
  const settings = { rate: 0.1, lam: 3, mu: 0.5 };
  const [A, gradient] = [new Matrix(1, 2), new Matrix(2, 1)];
  assert.throws(() => penaltyStepSpecification(A, gradient, settings), {
    name: "RangeError",
    message: /one matrix is 1 × 2, the other 2 × 1/,
  });
});

gpuTest("penalty_step is its specification, and keeps padding", async (gpu) => {
  const { random, seed } = freshRandom();
  const settings = { rate: 0.05, lam: 100, mu: 0.2 };
  for (const [rows, cols] of [[1, 1], [3, 70], [7, 40000]] as [number, number][]) {
    for (const padding of [0, 3]) {
      using scope = new DisposableStack();
      const slots = await Slots.create(gpu, scope, 2);
      slots.write([[1, 1, 1], [settings.rate, settings.lam, settings.mu]]);
      const A = normalMatrix(rows, cols + padding, random);
      const gradient = normalMatrix(rows, cols + padding, random);
      const expected = penaltyStepSpecification(A, gradient, settings);
      for (let i = 0; i < rows; i++) {
        expected.row(i).set(A.row(i).subarray(cols), cols);
      }
      const gpuA = scope.use(await GpuMatrix.upload(gpu, A));
      const gpuG = scope.use(await GpuMatrix.upload(gpu, gradient));
      const step = await preparePenaltyStep(gpu, scope, gpuA, gpuG, slots, cols);
      await gpu.run((pass) => step(pass, 1));
      assertNear(await gpuA.download(), expected, `${rows} × ${cols}, seed ${seed}`);
    }
  }
});
