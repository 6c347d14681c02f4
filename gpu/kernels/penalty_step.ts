import { Matrix } from "@nmf/lib/matrix";
import { checkCount } from "../check_count.ts";
import type { Gpu } from "../gpu.ts";
import type { GpuRows } from "../matrices/gpu_matrix.ts";
import { sameShape } from "./same_shape.ts";
import type { Slots } from "../slots.ts";
import { uniform } from "../uniform.ts";
import code from "./penalty_step.wgsl" with { type: "text" };

/** What one step of gradient descent is told. */
export interface PenaltySettings {
  /** The learning rate. */
  rate: number;
  /** Weight λ of the penalty. */
  lam: number;
  /** Entries below μ are pushed up. */
  mu: number;
}

/**
 * Prepares A ← A − rate · (gradient + λ · min(A − μ, 0)), in place (`penalty_step.wgsl`).
 *
 * Source: lesson 03's gradient descent with the penalty, `lessons/03_sgd/`.
 *
 * @param gpu where
 * @param scope releases what it allocates
 * @param A any shape
 * @param gradient A's shape
 * @param slots where rate, λ and μ of each step stand, in this order
 * @param cols how many of A's columns count; the others are padding and stay
 * @returns writes a run with the settings of slot i into a pass
 * @throws {InputError} if the kernel does not compile, or the device is lost or out of
 * memory
 * @throws {RangeError} if the shapes differ, or A has not so many columns
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, preparePenaltyStep, requestGpu, Slots } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   using scope = new DisposableStack();
 *   const A = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[1, -2]])));
 *   const gradient = scope.use(await GpuMatrix.upload(gpu, Matrix.from([[1, 1]])));
 *   const slots = await Slots.create(gpu, scope);
 *   slots.write([[0.5, 4, 0]]); // rate, λ and μ
 *   const step = await preparePenaltyStep(gpu, scope, A, gradient, slots);
 *   await gpu.run((pass) => step(pass, 0));
 *   assert.deepEqual((await A.download()).toArray(), [[0.5, 1.5]]);
 * }
 * ```
 */
export async function preparePenaltyStep(
  gpu: Gpu,
  scope: DisposableStack,
  A: GpuRows,
  gradient: GpuRows,
  slots: Slots,
  cols = A.cols,
): Promise<(pass: GPUComputePassEncoder, i: number) => void> {
  sameShape("penaltyStep", A, gradient);
  checkCount("penaltyStep: the number of columns that count", cols);
  if (cols > A.cols) {
    throw new RangeError(`penaltyStep: ${cols} columns count, and A has ${A.cols}`);
  }
  const kernel = await gpu.kernel({ file: "penalty_step.wgsl", code });
  const shape = await uniform(gpu, scope, [{ u32: cols }, { u32: A.cols }]);
  const matrices = kernel.bind([shape, A.binding, gradient.binding]);
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
 * @param A any shape
 * @param gradient A's shape
 * @param settings the learning rate, λ and μ
 * @returns A after the step, new
 * @throws {RangeError} if the shapes differ
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { penaltyStepSpecification } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * const A = Matrix.from([[1, -2]]);
 * const gradient = Matrix.from([[1, 1]]);
 * const next = penaltyStepSpecification(A, gradient, { rate: 0.5, lam: 4, mu: 0 });
 * // 1 − 0.5 · 1, and −2 − 0.5 · (1 + 4 · (−2))
 * assert.deepEqual(next.toArray(), [[0.5, 1.5]]);
 * ```
 */
export function penaltyStepSpecification(
  A: Matrix,
  gradient: Matrix,
  { rate, lam, mu }: PenaltySettings,
): Matrix {
  sameShape("penaltyStep", A, gradient);
  const next = A.data.map((a, p) =>
    a - rate * (gradient.data[p]! + lam * Math.min(a - mu, 0))
  );
  return new Matrix(A.rows, A.cols, next);
}
