import { Matrix, normalMatrix } from "@nmf/lib/matrix";
import { assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { tinyGolden } from "../../lib/testing/golden.ts";
import { GpuMatrix } from "../gpu_matrix.ts";
import { Slots } from "../scope.ts";
import { assertNear, freshRandom, gpuTest } from "../testing.ts";
import { adamSlot, adamStepSpecification, prepareAdamStep } from "./adam_step.ts";

const adam = tinyGolden("torch_tiny").adam;
const settings = {
  rate: adam.lr,
  beta1: adam.betas[0],
  beta2: adam.betas[1],
  epsilon: adam.eps,
};

Deno.test("the specification of Adam takes PyTorch's steps", () => {
  const { W0 } = tinyGolden("torch_tiny");
  const zeros = new Matrix(W0.length, W0[0].length);
  let state = { A: Matrix.from(W0), mean: zeros, square: zeros };
  adam.steps.forEach((step: { gW: number[][]; W: number[][] }, i: number) => {
    const gradient = Matrix.from(step.gW);
    state = adamStepSpecification(
      state.A,
      gradient,
      state.mean,
      state.square,
      settings,
      i + 1,
    );
    assertMatrixClose(state.A, step.W, 1e-9);
  });
});

gpuTest("adam_step is its specification over three steps", async (gpu) => {
  const { random, seed } = freshRandom();
  const settings = { rate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
  for (const [rows, cols] of [[1, 1], [5, 70], [9, 40000]] as [number, number][]) {
    using scope = new DisposableStack();
    const slots = await Slots.create(gpu, scope, 3);
    slots.write([1, 2, 3].map((t) => adamSlot(settings, t)));
    const gradient = normalMatrix(rows, cols, random);
    const zeros = new Matrix(rows, cols);
    let expected = { A: normalMatrix(rows, cols, random), mean: zeros, square: zeros };
    const state = {
      A: scope.use(await GpuMatrix.upload(gpu, expected.A)),
      gradient: scope.use(await GpuMatrix.upload(gpu, gradient)),
      mean: scope.use(await GpuMatrix.zeros(gpu, rows, cols)),
      square: scope.use(await GpuMatrix.zeros(gpu, rows, cols)),
    };
    const step = await prepareAdamStep(gpu, state, slots);
    await gpu.run((pass) => [0, 1, 2].forEach((i) => step(pass, i)));
    for (const t of [1, 2, 3]) {
      const { A, mean, square } = expected;
      expected = adamStepSpecification(A, gradient, mean, square, settings, t);
    }
    const message = `${rows} × ${cols}, seed ${seed}`;
    assertNear(await state.A.download(), expected.A, message);
    assertNear(await state.mean.download(), expected.mean, message);
    assertNear(await state.square.download(), expected.square, message);
  }
});
