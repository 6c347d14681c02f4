import { Matrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import type { GpuMatrix } from "../gpu_matrix.ts";
import { sameShape } from "../same_shape.ts";
import type { Slots } from "../scope.ts";

/** A matrix on the device with what Adam remembers of it; all of one shape. */
export interface AdamState {
  A: GpuMatrix;
  gradient: GpuMatrix;
  /** The running mean of the gradients, zeros at first. */
  mean: GpuMatrix;
  /** The running mean of their squares, zeros at first. */
  square: GpuMatrix;
}

/** What Adam is told; see `adamSlot`. */
export interface AdamSettings {
  rate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/**
 * The numbers of one step as `adam_step.wgsl` reads them from a slot.
 *
 * @param t the number of the step, counted from 1
 * @returns rate, β₁, β₂, ε, 1 − β₁ᵗ and 1 − β₂ᵗ
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { adamSlot } from "@nmf/gpu";
 *
 * const settings = { rate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 1e-8 };
 * assert.deepEqual(adamSlot(settings, 2), [0.1, 0.5, 0.75, 1e-8, 0.75, 0.4375]);
 * ```
 */
export function adamSlot(
  { rate, beta1, beta2, epsilon }: AdamSettings,
  t: number,
): number[] {
  return [rate, beta1, beta2, epsilon, 1 - beta1 ** t, 1 - beta2 ** t];
}

/**
 * Prepares a step of Adam, in place (`adam_step.wgsl`).
 *
 * Source: Kingma and Ba 2015, as in `adamStepSpecification`.
 *
 * @param gpu where
 * @param state the matrix, its gradient and the two running means, all of one shape
 * @param slots where the numbers of `adamSlot` stand
 * @returns writes a run with the settings of slot i into a pass
 * @throws {InputError} if the kernel's file cannot be read or does not compile
 * @throws {RangeError} if the four are not of one shape
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { adamSlot, GpuMatrix, prepareAdamStep, requestGpu, Slots } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const A = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[3, 3]])));
 *   const gradient = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[2, -4]])));
 *   const mean = scope.use(await GpuMatrix.zeros(gpu, 1, 2));
 *   const square = scope.use(await GpuMatrix.zeros(gpu, 1, 2));
 *   const slots = await Slots.create(gpu, scope);
 *   slots.write([adamSlot({ rate: 1, beta1: 0.5, beta2: 0.75, epsilon: 1e-8 }, 1)]);
 *   const step = await prepareAdamStep(gpu, { A, gradient, mean, square }, slots);
 *   await gpu.run((pass) => step(pass, 0));
 *   const [left, right] = (await A.download()).data; // the first step is rate · sign
 *   assert.ok(Math.abs(left! - 2) < 1e-5 && Math.abs(right! - 4) < 1e-5);
 * }
 * ```
 */
export async function prepareAdamStep(
  gpu: Gpu,
  { A, gradient, mean, square }: AdamState,
  slots: Slots,
): Promise<(pass: GPUComputePassEncoder, i: number) => void> {
  for (const other of [gradient, mean, square]) sameShape("adamStep", A, other);
  const kernel = await gpu.kernel(new URL("./adam_step.wgsl", import.meta.url));
  const matrices = kernel.bind([A.buffer, gradient.buffer, mean.buffer, square.buffer]);
  const settings = Array.from(
    { length: slots.count },
    (_, i) => kernel.bind([slots.at(i)], 1),
  );
  const workgroups = Math.min(A.rows * A.cols / 64, 4096);
  return (pass, i) => kernel.dispatch(pass, [matrices, settings[i]!], workgroups);
}

/**
 * What the kernel computes, on the processor in float64.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * https://arxiv.org/abs/1412.6980, algorithm 1.
 *
 * @param A any shape
 * @param gradient A's shape
 * @param mean the running mean of the gradients before the step
 * @param square the running mean of their squares before the step
 * @param t the number of the step, counted from 1
 * @returns the three after the step, new
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { adamStepSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * const A = Matrix.from([[3, 3]]);
 * const gradient = Matrix.from([[2, -4]]);
 * const settings = { rate: 1, beta1: 0.5, beta2: 0.75, epsilon: 0 };
 * const zero = new Matrix(1, 2);
 * const next = adamStepSpecification(A, gradient, zero, zero, settings, 1);
 * assert.deepEqual(next.mean.toArray(), [[1, -2]]); // 0.5 · gradient
 * assert.deepEqual(next.square.toArray(), [[1, 4]]); // 0.25 · gradient²
 * assert.deepEqual(next.A.toArray(), [[2, 4]]); // 3 − 2 / √4, 3 + 4 / √16
 * ```
 */
export function adamStepSpecification(
  A: Matrix,
  gradient: Matrix,
  mean: Matrix,
  square: Matrix,
  { rate, beta1, beta2, epsilon }: AdamSettings,
  t: number,
): { A: Matrix; mean: Matrix; square: Matrix } {
  const { rows, cols } = A;
  const m = mean.data.map((m, p) => beta1 * m + (1 - beta1) * gradient.data[p]!);
  const v = square.data.map((v, p) => beta2 * v + (1 - beta2) * gradient.data[p]! ** 2);
  const a = A.data.map((a, p) => {
    const direction = m[p]! / (1 - beta1 ** t);
    return a - rate * direction / (Math.sqrt(v[p]! / (1 - beta2 ** t)) + epsilon);
  });
  return {
    A: new Matrix(rows, cols, a),
    mean: new Matrix(rows, cols, m),
    square: new Matrix(rows, cols, v),
  };
}
