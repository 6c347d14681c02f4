import {
  map,
  matmul,
  Matrix,
  max,
  norm,
  type SparseMatrix,
  sub,
  transpose,
} from "../matrix/mod.ts";
import { betaOf, checkPositive, divergence } from "./beta_divergence.ts";
import { checkEntries } from "./check_entries.ts";
import { checkCommonOptions, checkCount } from "./check_options.ts";
import { meanOf } from "./mean_of.ts";
import type { MiniBatchNMFOptions } from "./mini_batch_options.ts";
import { dropTiny, updateFactor } from "./multiplicative_update.ts";
import { naturalUnit } from "./natural_unit.ts";
import { onlineUpdate } from "./online_update.ts";
import type { Regularization } from "./options.ts";
import { regularization } from "./regularization.ts";
import { bringNear, dividedBy, LARGEST_PENALTY, scaleOf } from "./scale.ts";
import { startFactors } from "./start_factors.ts";

/**
 * Non-negative matrix factorization V ≈ WH by small batches of V's rows, with
 * scikit-learn's options, stopping rules and results: for a V that is large, or that comes
 * in pieces (`partialFit`).
 *
 * A batch updates its rows of W by one multiplicative step, then H by one that remembers the
 * batches before it; see `onlineUpdate`. The objective is that of `NMF`.
 *
 * It is over when a batch changes H by less than `tol`, or when the cost has not fallen for
 * `maxNoImprovement` batches. That cost is the objective of a batch, divided by its rows (ℓ2
 * penalties count whole, not half), in a moving average in which a batch has the weight of
 * its rows among all. The first batch, whose H is still the start, is left out.
 *
 * V·s has a fit like V's: what scikit-learn has as fixed numbers (the memory's first weight
 * of 1 among them) is taken in V's natural unit, see `naturalUnit`; counts and TF-IDF have
 * the unit 1. With `partialFit` it is the unit of the first piece.
 *
 * Source: Lefèvre, Bach and Févotte, "Online algorithms for nonnegative matrix
 * factorization with the Itakura-Saito divergence", WASPAA 2011,
 * https://doi.org/10.1109/ASPAA.2011.6082314
 *
 * @example
 * ```ts
 * import { MiniBatchNMF } from "@nmf/lib/nmf";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * // Two kinds of documents: one uses the first two terms, the other the last two.
 * const V = Matrix.from([[2, 1, 0, 0], [0, 0, 1, 3], [4, 2, 0, 0], [0, 0, 2, 6]]);
 * const nmf = new MiniBatchNMF({ nComponents: 2, batchSize: 2, tol: 1e-8 });
 * const W = nmf.fitTransform(V);
 * assert.deepEqual([W.rows, W.cols], [4, 2]);
 * assert.ok(nmf.reconstructionError < 1e-3);
 *
 * // The same documents, of which only two are in memory at a time.
 * const stream = new MiniBatchNMF({ nComponents: 2, randomState: 1 });
 * for (let pass = 0; pass < 50; pass++) {
 *   stream.partialFit(Matrix.from([[2, 1, 0, 0], [0, 0, 1, 3]]));
 *   stream.partialFit(Matrix.from([[4, 2, 0, 0], [0, 0, 2, 6]]));
 * }
 * assert.equal(stream.nSteps, 100);
 * assert.equal(stream.transform(V).rows, 4);
 * ```
 */
export class MiniBatchNMF {
  readonly #options: MiniBatchNMFOptions;
  readonly #beta: number;
  #model: Model | undefined;
  #H: Matrix | undefined;
  #reconstructionError = NaN;
  #nIterations = 0;
  #nSteps = 0;
  #converged = false;

  /**
   * An estimator that has seen no V yet.
   *
   * @param options see `MiniBatchNMFOptions`
   * @throws {RangeError} if an option is outside its range
   * @throws {TypeError} if `freshRestarts` is neither true nor false
   */
  constructor(options: MiniBatchNMFOptions = {}) {
    checkOptions(options);
    this.#options = options;
    this.#beta = betaOf(options.betaLoss ?? "frobenius");
  }

  /** H, the topics: k × n. Throws an Error before the first fit. */
  get components(): Matrix {
    const { Ht, root } = this.#fitted();
    return this.#H ??= times(transpose(Ht), root);
  }

  /**
   * The error of the last `fitTransform`: ‖V − WH‖, or √(2 d(V, WH)) for another loss. NaN
   * before it, and after `partialFit`, which does not see all of V.
   */
  get reconstructionError(): number {
    return this.#reconstructionError;
  }

  /** Passes over V that the last `fitTransform` began. */
  get nIterations(): number {
    return this.#nIterations;
  }

  /** Batches that were seen, those of `partialFit` among them. */
  get nSteps(): number {
    return this.#nSteps;
  }

  /** Whether the last `fitTransform` stopped before it had used up `maxIter`, or just then. */
  get converged(): boolean {
    return this.#converged;
  }

  /**
   * Finds W and H for V, whatever was fitted before.
   *
   * @param V m × n, dense or sparse, every entry finite and ≥ 0
   * @param start W (m × k) and H (k × n) to start from, for `init: "custom"`; not changed
   * @returns W, m × k
   * @throws {RangeError} if V has a NaN, infinite or negative entry or no entries, or a zero
   * and β ≤ 0, if k does not suit the start, or if the given W and H have other shapes or
   * bad entries
   */
  fitTransform(V: Matrix | SparseMatrix, start?: { W: Matrix; H: Matrix }): Matrix {
    const { maxIter = 200, tol = 1e-4, freshRestarts = false } = this.#options;
    const { model, W: firstW } = this.#begin(V, start);
    const { Ht, unit, root } = model;
    const all = dividedBy(V, unit);
    const batches = batchRanges(V.rows, this.#options.batchSize).map(([from, to]) => ({
      batch: batchOf(rowsOf(all, from, to), this.#beta),
      W: rowsOf(firstW, from, to) as Matrix,
    }));
    const isOver = stoppingRule(V.rows, this.#options);
    const lastStep = maxIter * batches.length;
    let step = 0;
    let converged = false;
    while (step < lastStep && !converged) {
      const { batch, W: oldW } = batches[step++ % batches.length]!;
      const W = this.#updateW(model, batch, freshRestarts ? undefined : oldW);
      const cost = this.#meanCost(model, batch, W);
      const before = Ht.clone();
      this.#updateH(model, batch, W);
      const still = tol > 0 && norm(sub(Ht, before)) / norm(Ht) <= tol;
      converged = step > 1 && isOver(cost, batch.V.rows, still);
    }
    this.#keep(model);
    this.#nSteps = step;
    this.#nIterations = Math.ceil(step / batches.length);
    this.#converged = converged;
    const W = times(
      freshRestarts
        ? this.#solveW(model, batchOf(all, this.#beta), this.#transformMaxIter)
        : firstW,
      root,
    );
    this.#reconstructionError = divergence(V, W, this.components, this.#beta);
    return W;
  }

  /**
   * Goes on learning from a piece of V, as one batch, whatever its size. The first call
   * begins a fit, unless there was one; `fitTransform` begins another.
   *
   * The weight that every later batch leaves to those before it is that of the first
   * piece's: `forgetFactor` if it has no more than `batchSize` rows, else the root of it
   * that makes a pass over so many rows leave `forgetFactor`.
   *
   * @param V rows × n, dense or sparse, every entry finite and ≥ 0
   * @param start for `init: "custom"`: the H (k × n) to start from, and a W (rows × k), which
   * is solved for all the same; not changed. After the first call it is not looked at.
   * @returns this
   * @throws {RangeError} as `fitTransform`, and if V has other columns than the pieces before
   */
  partialFit(V: Matrix | SparseMatrix, start?: { W: Matrix; H: Matrix }): this {
    const model = this.#model ?? this.#begin(V, start).model;
    this.#checkPiece(model, V);
    const batch = batchOf(dividedBy(V, model.unit), this.#beta);
    this.#updateH(model, batch, this.#updateW(model, batch, undefined));
    this.#keep(model);
    this.#nSteps++;
    this.#reconstructionError = NaN;
    return this;
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
    const model = this.#fitted();
    this.#checkPiece(model, V);
    // In V's own numbers: beside the fit's unit, a W that is a number may be none.
    const own = { ...model, unit: 1, Ht: times(model.Ht, model.root) };
    return this.#solveW(own, batchOf(V, this.#beta), this.#transformMaxIter);
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

  get #transformMaxIter(): number {
    return this.#options.transformMaxIter ?? this.#options.maxIter ?? 200;
  }

  #fitted(): Model {
    if (this.#model === undefined) {
      throw new Error(
        "this MiniBatchNMF has no components yet; " +
          "call fitTransform(V) or partialFit(V) first",
      );
    }
    return this.#model;
  }

  #keep(model: Model): void {
    this.#model = model;
    this.#H = undefined;
  }

  /** What a fit that begins with this V has learnt before its first step, and its W. */
  #begin(
    V: Matrix | SparseMatrix,
    start: { W: Matrix; H: Matrix } | undefined,
  ): { model: Model; W: Matrix } {
    const { batchSize = 1024, forgetFactor = 0.7 } = this.#options;
    checkEntries("V", V);
    checkPositive(V, this.#beta);
    const first = startFactors(V, this.#options, start);
    const unit = naturalUnit(V);
    const root = Math.sqrt(unit);
    const W = dividedBy(first.W, root);
    const Ht = dividedBy(first.Ht, root);
    if (this.#beta === 2) bringNear(W, Ht, 1);
    // As in scikit-learn: H itself, though A ⊘ B stands for H^(1/γ). It is soon forgotten.
    const A = Ht.clone();
    const B = map(Ht, () => 1);
    const rho = forgetFactor ** (Math.min(batchSize, V.rows) / V.rows);
    return { model: { unit, root, Ht, A, B, rho }, W };
  }

  #checkPiece(model: Model, V: Matrix | SparseMatrix): void {
    if (V.cols !== model.Ht.rows) {
      throw new RangeError(`V has ${V.cols} columns, but the fit had ${model.Ht.rows}`);
    }
    checkEntries("V", V);
    checkPositive(V, this.#beta);
  }

  /** One step from this W, in place, or without one a W that is solved for. */
  #updateW(model: Model, batch: Batch, W: Matrix | undefined): Matrix {
    if (W === undefined) {
      W = this.#solveW(model, batch, this.#options.freshRestartsMaxIter ?? 30);
    } else {
      this.#improveW(model, batch, W);
    }
    if (this.#beta < 1) dropTiny(W);
    return W;
  }

  #improveW(model: Model, batch: Batch, W: Matrix): void {
    const { l1W, l2W } = this.#penalty(model, batch);
    updateFactor(batch.A, batch.scale, W, model.Ht, this.#beta, l1W, l2W);
  }

  #updateH(model: Model, batch: Batch, W: Matrix): void {
    const { l1H, l2H } = this.#penalty(model, batch);
    const settings = { beta: this.#beta, rho: model.rho, l1H, l2H };
    onlineUpdate(batch.At, batch.scale, model.Ht, W, model, settings);
    if (this.#beta <= 1) dropTiny(model.Ht);
  }

  /** The W that suits H, from one whose entries are all the same. */
  #solveW(model: Model, batch: Batch, maxIter: number): Matrix {
    const { tol = 1e-4 } = this.#options;
    const { V, scale } = batch;
    const W = new Matrix(V.rows, model.Ht.cols);
    W.data.fill(Math.sqrt(meanOf(V) / W.cols));
    if (this.#beta === 2) bringNear(W, model.Ht, scale);
    for (let step = 0; step < maxIter; step++) {
      const before = W.clone();
      this.#improveW(model, batch, W);
      if (tol > 0 && norm(sub(W, before)) <= tol * norm(W)) break;
    }
    return W;
  }

  /** The objective of a batch, divided by its rows. */
  #meanCost(model: Model, { V }: Batch, W: Matrix): number {
    const { l1W, l2W, l1H, l2H } = this.#penalty(model, { V });
    const error = divergence(V, W, transpose(model.Ht), this.#beta);
    const penalties = penaltyOf(W, l1W, l2W) + penaltyOf(model.Ht, l1H, l2H);
    return (error ** 2 / 2 + penalties) / V.rows;
  }

  /** The penalties beside V / unit, W / √unit and H / √unit, whose loss is unit^β smaller. */
  #penalty({ unit }: Model, { V }: { V: Matrix | SparseMatrix }): Regularization {
    const { l1W, l2W, l1H, l2H } = regularization(this.#options, V);
    const inUnit = (weight: number, power: number) =>
      Math.min(weight * Math.min(unit ** power, LARGEST_PENALTY), LARGEST_PENALTY);
    const [l1, l2] = [0.5 - this.#beta, 1 - this.#beta];
    return {
      l1W: inUnit(l1W, l1),
      l2W: inUnit(l2W, l2),
      l1H: inUnit(l1H, l1),
      l2H: inUnit(l2H, l2),
    };
  }
}

/** What a fit has learnt; W, H and V are in the unit of the first V. */
interface Model {
  unit: number;
  /** Its root, the unit of W and H. */
  root: number;
  /** n × k */
  Ht: Matrix;
  /** n × k, as B: what `onlineUpdate` remembers. */
  A: Matrix;
  B: Matrix;
  /** What an update leaves of them. */
  rho: number;
}

/** Rows of V, as the updates want them. */
interface Batch {
  V: Matrix | SparseMatrix;
  /** V / scale, and its transpose. */
  A: Matrix | SparseMatrix;
  At: Matrix | SparseMatrix;
  scale: number;
}

function batchOf(V: Matrix | SparseMatrix, beta: number): Batch {
  const scale = beta === 2 ? scaleOf(max(V)) : 1;
  const A = dividedBy(V, scale);
  return { V, A, At: transpose(A), scale };
}

/** From which row to which (not included) each batch goes; the last may be smaller. */
function batchRanges(rows: number, size = 1024): [number, number][] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => [
    i * size,
    Math.min((i + 1) * size, rows),
  ]);
}

/** Some rows; of a dense matrix a view: writing to it writes to the matrix. */
function rowsOf<M extends Matrix | SparseMatrix>(A: M, from: number, to: number): M {
  if (!(A instanceof Matrix)) {
    return A.selectRows(Array.from({ length: to - from }, (_, i) => from + i)) as M;
  }
  return new Matrix(to - from, A.cols, A.data.subarray(from * A.cols, to * A.cols)) as M;
}

/**
 * When a fit is over, asked after each step: if H is still, or if the moving average of the
 * cost has not fallen for `maxNoImprovement` steps.
 */
function stoppingRule(
  rows: number,
  { maxNoImprovement = 10 }: MiniBatchNMFOptions,
): (cost: number, batchRows: number, still: boolean) => boolean {
  let average: number | undefined;
  let least = Infinity;
  let stepsWithout = 0;
  return (cost, batchRows, still) => {
    const share = batchRows / (rows + 1);
    average = average === undefined ? cost : average * (1 - share) + cost * share;
    stepsWithout = average < least ? 0 : stepsWithout + 1;
    least = Math.min(least, average);
    return still || (maxNoImprovement !== null && stepsWithout >= maxNoImprovement);
  };
}

function penaltyOf(F: Matrix, l1: number, l2: number): number {
  let total = 0;
  for (let p = 0; p < F.data.length; p++) total += (l1 + l2 * F.data[p]!) * F.data[p]!;
  return total;
}

function times(A: Matrix, factor: number): Matrix {
  return factor === 1 ? A : map(A, (a) => a * factor);
}

function checkOptions(options: MiniBatchNMFOptions): void {
  checkCommonOptions(options);
  const { batchSize = 1024, maxNoImprovement = 10, forgetFactor = 0.7 } = options;
  const { freshRestarts = false, freshRestartsMaxIter = 30, transformMaxIter } = options;
  checkCount("batchSize", batchSize);
  if (maxNoImprovement !== null) checkCount("maxNoImprovement", maxNoImprovement);
  if (!(forgetFactor >= 0 && forgetFactor <= 1)) {
    throw new RangeError(`forgetFactor must be from 0 to 1, not ${forgetFactor}`);
  }
  if (typeof freshRestarts !== "boolean") {
    throw new TypeError(`freshRestarts must be true or false, not ${freshRestarts}`);
  }
  checkCount("freshRestartsMaxIter", freshRestartsMaxIter);
  if (transformMaxIter !== undefined && transformMaxIter !== null) {
    checkCount("transformMaxIter", transformMaxIter);
  }
}
