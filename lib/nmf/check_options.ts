import { Random } from "../matrix/mod.ts";
import { checkLoss } from "./beta_divergence.ts";
import type { NMFOptions } from "./options.ts";

const INITS = ["random", "nndsvd", "nndsvda", "nndsvdar", "custom"];

/** The options that every estimator of NMF has. */
export type CommonOptions = Omit<NMFOptions, "solver" | "onIteration">;

/**
 * @throws {TypeError} if the options are no object
 * @throws {RangeError} if one of them is out of its range
 */
export function checkCommonOptions(options: CommonOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`the options must be an object, not ${options}`);
  }
  const { nComponents, init, tol = 1e-4, maxIter = 200, alphaW = 0, alphaH = 0 } =
    options;
  const { l1Ratio = 0, betaLoss = "frobenius", randomState = 0 } = options;
  if (nComponents !== undefined) checkCount("nComponents", nComponents);
  checkCount("maxIter", maxIter);
  if (!(tol >= 0)) fail(`tol must be a number from 0, not ${tol}`);
  if (!(alphaW >= 0 && alphaW < Infinity)) fail(`alphaW must be from 0, not ${alphaW}`);
  if (alphaH !== "same" && !(alphaH >= 0 && alphaH < Infinity)) {
    fail(`alphaH must be from 0, or "same", not ${alphaH}`);
  }
  if (!(l1Ratio >= 0 && l1Ratio <= 1)) {
    fail(`l1Ratio must be from 0 to 1, not ${l1Ratio}`);
  }
  checkLoss(betaLoss);
  if (init !== undefined && !INITS.includes(init)) {
    fail(`init must be one of ${INITS.join(", ")}, not "${init}"`);
  }
  if (typeof randomState === "number") new Random(randomState);
}

/** @throws {RangeError} if it is no whole number from 1 */
export function checkCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) {
    fail(`${name} must be a whole number from 1, not ${value}`);
  }
}

function fail(what: string): never {
  throw new RangeError(what);
}
