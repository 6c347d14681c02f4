import {
  matmul,
  Matrix,
  Random,
  type SparseMatrix,
  sum,
  transpose,
} from "../matrix/mod.ts";
import { betaOf, checkLoss, checkPositive, divergence } from "./beta_divergence.ts";
import { checkEntries } from "./check_entries.ts";
import { coordinateDescent } from "./coordinate_descent.ts";
import { initialize } from "./initialize.ts";
import { multiplicativeUpdate } from "./multiplicative_update.ts";
import type { Init, NMFOptions, Outcome, Regularization } from "./options.ts";

/**
 * Non-negative matrix factorization V ≈ WH, the expert's way: an estimator with
 * scikit-learn's options, stopping rules and results.
 *
 * It minimizes d(V, WH) plus, if asked, a penalty on the entries:
 *
 *     ½‖V − WH‖² + αW·n·(ρ‖W‖₁ + ½(1 − ρ)‖W‖²) + αH·m·(ρ‖H‖₁ + ½(1 − ρ)‖H‖²)
 *
 * with ρ = `l1Ratio`; for other losses the first term is the β-divergence. With sparse V
 * and Frobenius loss, WH is never formed.
 *
 * Sources: `coordinateDescent` (Cichocki and Phan 2009), `multiplicativeUpdate` (Lee and
 * Seung 2000), `initialize` (Boutsidis and Gallopoulos 2008).
 *
 * @example
 * ```ts
 * import { NMF } from "@nmf/lib/nmf";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * // Two kinds of documents: one uses the first two terms, the other the last two.
 * const V = Matrix.from([[2, 1, 0, 0], [4, 2, 0, 0], [0, 0, 1, 3]]);
 * const nmf = new NMF({ nComponents: 2, randomState: 1, tol: 1e-8 });
 * const W = nmf.fitTransform(V);
 * assert.equal(W.rows, 3);
 * assert.equal(nmf.components.rows, 2);
 * assert.ok(nmf.reconstructionError < 1e-3);
 * ```
 */
export class NMF {
  readonly #options: NMFOptions;
  #H: Matrix | undefined;
  #reconstructionError = NaN;
  #nIterations = 0;
  #converged = false;

  /**
   * An estimator that has seen no V yet.
   *
   * @param options see `NMFOptions`
   * @throws {RangeError} if an option is outside its range, or two do not go together
   */
  constructor(options: NMFOptions = {}) {
    checkOptions(options);
    this.#options = options;
  }

  /** H, the topics: k × n. Throws an Error before the first fit. */
  get components(): Matrix {
    if (this.#H === undefined) {
      throw new Error("this NMF has no components yet; call fitTransform(V) first");
    }
    return this.#H;
  }

  /** The error of the fit: ‖V − WH‖, or √(2 d(V, WH)) for another loss. */
  get reconstructionError(): number {
    return this.#reconstructionError;
  }

  /** Iterations the fit took. */
  get nIterations(): number {
    return this.#nIterations;
  }

  /** Whether the fit stopped by `tol`; false if it ran out of iterations before. */
  get converged(): boolean {
    return this.#converged;
  }

  /**
   * Finds W and H for V.
   *
   * @param V m × n, dense or sparse, every entry finite and ≥ 0
   * @param start W (m × k) and H (k × n) to start from, for `init: "custom"`; not changed
   * @returns W, m × k
   * @throws {RangeError} if V has a NaN, infinite or negative entry or no entries, or a zero
   * and β ≤ 0, if k does not suit the start, or if the given W and H have other shapes or
   * bad entries
   */
  fitTransform(V: Matrix | SparseMatrix, start?: { W: Matrix; H: Matrix }): Matrix {
    checkEntries("V", V);
    const { W, Ht } = this.#start(V, start);
    const { nIterations, converged } = this.#solve(V, W, Ht, true);
    const H = transpose(Ht);
    this.#H = H;
    this.#nIterations = nIterations;
    this.#converged = converged;
    this.#reconstructionError = divergence(V, W, H, this.#beta);
    return W;
  }

  /**
   * W for new documents, with the topics kept as they are.
   *
   * @param V documents × n, dense or sparse, every entry finite and ≥ 0
   * @returns W, documents × k
   * @throws {Error} before the first fit
   * @throws {RangeError} if V has other columns than the fitted one, bad entries, or a zero
   * and β ≤ 0
   */
  transform(V: Matrix | SparseMatrix): Matrix {
    const H = this.components;
    if (V.cols !== H.cols) {
      throw new RangeError(`V has ${V.cols} columns, but the fit had ${H.cols}`);
    }
    checkEntries("V", V);
    const W = new Matrix(V.rows, H.rows);
    if (this.#options.solver === "mu") {
      W.data.fill(Math.sqrt(sum(V) / (V.rows * V.cols) / H.rows));
    }
    this.#solve(V, W, transpose(H), false);
    return W;
  }

  /**
   * The documents that W stands for: WH.
   *
   * @param W documents × k, entries finite and ≥ 0
   * @returns documents × n
   * @throws {Error} before the first fit
   * @throws {RangeError} if W has not k columns, or bad entries
   */
  inverseTransform(W: Matrix): Matrix {
    checkEntries("W", W);
    return matmul(W, this.components);
  }

  get #beta(): number {
    return betaOf(this.#options.betaLoss ?? "frobenius");
  }

  #start(
    V: Matrix | SparseMatrix,
    given: { W: Matrix; H: Matrix } | undefined,
  ): { W: Matrix; Ht: Matrix } {
    const k = this.#options.nComponents ?? given?.H.rows ?? V.cols;
    const enough = k <= Math.min(V.rows, V.cols);
    const init: Init = this.#options.init ??
      (given !== undefined ? "custom" : enough ? "nndsvda" : "random");
    if (init !== "custom") {
      if (given !== undefined) {
        throw new RangeError(
          `W and H were given, so init must be "custom", not "${init}"`,
        );
      }
      const { W, H } = initialize(V, k, init, this.#options.randomState ?? 0);
      return { W, Ht: transpose(H) };
    }
    if (given === undefined) {
      throw new RangeError(`init "custom" needs W and H: fitTransform(V, { W, H })`);
    }
    checkShape("W", given.W, V.rows, k);
    checkShape("H", given.H, k, V.cols);
    checkEntries("W", given.W);
    checkEntries("H", given.H);
    return { W: given.W.clone(), Ht: transpose(given.H) };
  }

  #solve(V: Matrix | SparseMatrix, W: Matrix, Ht: Matrix, updateH: boolean): Outcome {
    const { solver = "cd", tol = 1e-4, maxIter = 200, onIteration } = this.#options;
    const beta = this.#beta;
    const penalty = this.#regularization(V);
    if (solver === "cd") {
      return coordinateDescent(V, W, Ht, { tol, maxIter, penalty, updateH, onIteration });
    }
    checkPositive(V, beta);
    return multiplicativeUpdate(V, W, Ht, {
      beta,
      tol,
      maxIter,
      penalty,
      updateH,
      onIteration,
    });
  }

  /** The penalty on W grows with n and that on H with m, as the loss itself does. */
  #regularization(V: Matrix | SparseMatrix): Regularization {
    const { alphaW = 0, alphaH = "same", l1Ratio = 0 } = this.#options;
    const forW = V.cols * alphaW;
    const forH = V.rows * (alphaH === "same" ? alphaW : alphaH);
    return {
      l1W: forW * l1Ratio,
      l2W: forW * (1 - l1Ratio),
      l1H: forH * l1Ratio,
      l2H: forH * (1 - l1Ratio),
    };
  }
}

function checkOptions(options: NMFOptions): void {
  const { nComponents, tol = 1e-4, maxIter = 200, alphaW = 0, alphaH = 0 } = options;
  const { l1Ratio = 0, betaLoss = "frobenius", solver = "cd", randomState = 0 } = options;
  const fail = (what: string) => {
    throw new RangeError(what);
  };
  if (nComponents !== undefined && !(Number.isInteger(nComponents) && nComponents >= 1)) {
    fail(`nComponents must be a whole number from 1, not ${nComponents}`);
  }
  if (!(Number.isInteger(maxIter) && maxIter >= 1)) {
    fail(`maxIter must be a whole number from 1, not ${maxIter}`);
  }
  if (!(tol >= 0)) fail(`tol must be a number from 0, not ${tol}`);
  if (!(alphaW >= 0 && alphaW < Infinity)) fail(`alphaW must be from 0, not ${alphaW}`);
  if (alphaH !== "same" && !(alphaH >= 0 && alphaH < Infinity)) {
    fail(`alphaH must be from 0, or "same", not ${alphaH}`);
  }
  if (!(l1Ratio >= 0 && l1Ratio <= 1)) {
    fail(`l1Ratio must be from 0 to 1, not ${l1Ratio}`);
  }
  checkLoss(betaLoss);
  if (solver !== "cd" && solver !== "mu") {
    fail(`solver must be "cd" or "mu", not "${solver}"`);
  }
  const inits = ["random", "nndsvd", "nndsvda", "nndsvdar", "custom"];
  if (options.init !== undefined && !inits.includes(options.init)) {
    fail(`init must be one of ${inits.join(", ")}, not "${options.init}"`);
  }
  if (solver === "cd" && betaOf(betaLoss) !== 2) {
    fail(`solver "cd" knows only the Frobenius loss; for ${betaLoss} take solver "mu"`);
  }
  if (typeof randomState === "number") new Random(randomState);
}

function checkShape(name: string, A: Matrix, rows: number, cols: number): void {
  if (A.rows !== rows || A.cols !== cols) {
    throw new RangeError(
      `${name} is ${A.rows} × ${A.cols}, but must be ${rows} × ${cols}`,
    );
  }
}
