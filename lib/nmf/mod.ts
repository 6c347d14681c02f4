/**
 * Non-negative matrix factorization as an expert would run it.
 *
 * @module
 */
export { betaDivergence } from "./beta_divergence.ts";
export { fitMany, type NMFFit, type NMFRun } from "./fit_many.ts";
export { initialize } from "./initialize.ts";
export { MiniBatchNMF } from "./mini_batch_nmf.ts";
export type { MiniBatchNMFOptions } from "./mini_batch_options.ts";
export { NMF } from "./nmf.ts";
export type { BetaLoss, Init, NMFOptions, NMFProgress, Solver } from "./options.ts";
