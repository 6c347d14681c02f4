import { matmul, Matrix, type SparseMatrix, transpose } from "../matrix/mod.ts";
import { betaOf, checkPositive, divergence } from "./beta_divergence.ts";
import { checkEntries } from "./check_entries.ts";
import { checkCommonOptions } from "./check_options.ts";
import { coordinateDescent } from "./coordinate_descent.ts";
import { meanOf } from "./mean_of.ts";
import { multiplicativeUpdate } from "./multiplicative_update.ts";
import type { NMFOptions, Outcome } from "./options.ts";
import { regularization } from "./regularization.ts";
import { startFactors } from "./start_factors.ts";

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
    const { W, Ht } = startFactors(V, this.#options, start);
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
      W.data.fill(Math.sqrt(meanOf(V) / H.rows));
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

  #solve(V: Matrix | SparseMatrix, W: Matrix, Ht: Matrix, updateH: boolean): Outcome {
    const { solver = "cd", tol = 1e-4, maxIter = 200, onIteration } = this.#options;
    const beta = this.#beta;
    const penalty = regularization(this.#options, V);
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
}

function checkOptions(options: NMFOptions): void {
  checkCommonOptions(options);
  const { solver = "cd", betaLoss = "frobenius" } = options;
  if (solver !== "cd" && solver !== "mu") {
    throw new RangeError(`solver must be "cd" or "mu", not "${solver}"`);
  }
  if (solver === "cd" && betaOf(betaLoss) !== 2) {
    throw new RangeError(
      `solver "cd" knows only the Frobenius loss; for ${betaLoss} take solver "mu"`,
    );
  }
}
