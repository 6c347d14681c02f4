/**
 * Automatic differentiation of matrix expressions, small enough to be read in full.
 *
 * @module
 */
export { Adam, type AdamOptions } from "./adam.ts";
export { frobeniusLoss } from "./frobenius_loss.ts";
export { type GradCheck, gradCheck } from "./grad_check.ts";
export { graphPicture } from "./graph_picture.ts";
export { noGrad } from "./no_grad.ts";
export { Optimizer } from "./optimizer.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
export { type Flow, type Operand, Tensor } from "./tensor.ts";
