/**
 * WebGPU kernels for non-negative matrix factorization, and the few functions that run
 * them. Nothing in it needs more than a browser's WebGPU.
 *
 * @module
 */
export { denseDescent, type DenseDescentOptions } from "./descents/dense_descent.ts";
export type { Factors } from "@nmf/lib/matrix";
export type { Descent, DescentOptions, Documents } from "./descents/descent.ts";
export type { RowBlock } from "./descents/row_blocks.ts";
export { chooseGpu, type Device, DEVICES, type GpuOrReason } from "./choose_gpu.ts";
export { Gpu, type Resource } from "./gpu.ts";
export { type AdapterFacts, isSoftware } from "./is_software.ts";
export { GpuDocuments } from "./matrices/gpu_documents.ts";
export { GpuFactor } from "./matrices/gpu_factor.ts";
export { GpuMatrix, type GpuRows } from "./matrices/gpu_matrix.ts";
export { GpuSparseMatrix } from "./matrices/gpu_sparse_matrix.ts";
export { type Binding, Kernel, type Run } from "./kernel.ts";
export type { KernelSource } from "./kernel_source.ts";
export {
  type DenseGradient,
  denseGradientSpecification,
  prepareDenseGradient,
} from "./kernels/dense_gradient.ts";
export { gramsOf, gramSpecification, prepareGram } from "./kernels/gram.ts";
export {
  type MatmulKernel,
  type MatmulOptions,
  matmulSpecification,
  prepareMatmul,
} from "./kernels/matmul.ts";
export {
  type PenaltySettings,
  penaltyStepSpecification,
  preparePenaltyStep,
} from "./kernels/penalty_step.ts";
export { prepareSubtract, subtractSpecification } from "./kernels/subtract.ts";
export { prepareWriteOut, writeOutSpecification } from "./kernels/write_out.ts";
export { prepareSumPartials, sumPartialsSpecification } from "./kernels/sum_partials.ts";
export {
  productDescent,
  type ProductDescentOptions,
} from "./descents/product_descent.ts";
export { remedy } from "./remedy.ts";
export { requestGpu } from "./request_gpu.ts";
export { type KernelRun, runKernel } from "./run_kernel.ts";
export { Slots } from "./slots.ts";
export { uniform } from "./uniform.ts";
export { sparseDescent, type SparseDescentOptions } from "./descents/sparse_descent.ts";
export { checkTopics, MOST_TOPICS } from "./check_topics.ts";
