import { InputError } from "@nmf/lib/error";
import { Matrix, type SparseMatrix } from "@nmf/lib/matrix";
import { checkCount } from "../check_count.ts";
import type { Gpu } from "../gpu.ts";
import { Slots } from "../scope.ts";
import { checkTopics } from "../check_topics.ts";

/** W (documents × k) and H (k × terms), on the processor. */
export interface Factors {
  W: Matrix;
  H: Matrix;
}

/** What gradient descent with the penalty is told, but for the learning rate. */
export interface DescentOptions {
  /** Weight λ of the penalty. */
  lam: number;
  /** Entries below μ are pushed up. */
  mu: number;
}

/** Gradient descent on ‖V − WH‖² that goes on where the last call left it. */
export interface Descent extends Disposable {
  /**
   * Takes steps; up to 64 are submitted at a time, and nothing is read back.
   *
   * @param rates the learning rate of each step
   * @returns the seconds the device took
   * @throws {InputError} if the device is lost or out of memory
   * @throws {RangeError} if a rate is not finite
   */
  steps(rates: readonly number[]): Promise<number>;
  /**
   * Reads W and H back.
   *
   * @throws {InputError} if the device is lost or out of memory
   */
  download(): Promise<Factors>;
}

/** How a way of descending writes step i of a submission into a pass. */
export type EncodeStep = (pass: GPUComputePassEncoder, i: number) => void;

/** A descent from the two things in which one differs from another. */
export class PreparedDescent implements Descent {
  readonly #gpu: Gpu;
  readonly #scope: DisposableStack;
  readonly #slots: Slots;
  readonly #options: DescentOptions;
  readonly #encode: EncodeStep;
  readonly #read: () => Promise<Factors>;

  private constructor(
    gpu: Gpu,
    scope: DisposableStack,
    slots: Slots,
    options: DescentOptions,
    [encode, read]: readonly [EncodeStep, () => Promise<Factors>],
  ) {
    this.#gpu = gpu;
    this.#scope = scope;
    this.#slots = slots;
    this.#options = options;
    this.#encode = encode;
    this.#read = read;
  }

  /**
   * @param V documents × terms
   * @param start where to begin
   * @param prepare allocates what it needs in the scope, and gives the two functions
   * @throws {InputError} if there are more topics than the kernels support, an entry is
   * not finite, or the device has no room; what was allocated is released
   * @throws {RangeError} if the shapes do not fit, V is empty, or λ or μ is not finite
   */
  static async create(
    gpu: Gpu,
    V: Matrix | SparseMatrix,
    { W, H }: Factors,
    options: DescentOptions,
    prepare: (
      scope: DisposableStack,
      slots: Slots,
    ) => Promise<readonly [EncodeStep, () => Promise<Factors>]>,
  ): Promise<Descent> {
    checkTopics(W.cols);
    if (V.rows !== W.rows || V.cols !== H.cols || W.cols !== H.rows) {
      throw new RangeError(
        `V is ${V.rows} × ${V.cols}, W is ${W.rows} × ${W.cols} and H is ` +
          `${H.rows} × ${H.cols}; WH must have V's shape`,
      );
    }
    checkCount("the number of documents", V.rows, 1);
    checkCount("the number of terms", V.cols, 1);
    for (const [name, value] of Object.entries({ λ: options.lam, μ: options.mu })) {
      if (!Number.isFinite(Math.fround(value))) {
        throw new RangeError(`${name} must be a finite float32 number, not ${value}`);
      }
    }
    using scope = new DisposableStack();
    const slots = await Slots.create(gpu, scope);
    const functions = await prepare(scope, slots);
    return new PreparedDescent(gpu, scope.move(), slots, options, functions);
  }

  async steps(rates: readonly number[]): Promise<number> {
    const { lam, mu } = this.#options;
    let seconds = 0;
    for (let first = 0; first < rates.length; first += this.#slots.count) {
      const some = rates.slice(first, first + this.#slots.count);
      this.#slots.write(some.map((rate) => [rate, lam, mu]));
      seconds += await this.#gpu.run((pass) =>
        some.forEach((_, i) => this.#encode(pass, i))
      );
    }
    return seconds;
  }

  download(): Promise<Factors> {
    return this.#read();
  }

  [Symbol.dispose](): void {
    this.#scope.dispose();
  }
}

/** Which rows of V a block has. */
export interface RowBlock {
  first: number;
  rows: number;
}

/**
 * Cuts the rows of a dense matrix into blocks that the device can bind.
 *
 * @param rows number of rows
 * @param bytesPerRow bytes of one row
 * @param mostBytes bytes of a block at most
 * @param mostRows rows of a block at most
 * @returns the blocks; all but the last have a multiple of 64 rows, so that the rows of a
 * second matrix that belong to a block begin where WebGPU lets a binding begin
 * @throws {InputError} if not even 64 rows are allowed
 * @throws {RangeError} if a number is no count from 1
 */
export function rowBlocks(
  rows: number,
  bytesPerRow: number,
  mostBytes: number,
  mostRows = Infinity,
): RowBlock[] {
  checkCount("the number of rows", rows, 1);
  checkCount("the bytes of a row", bytesPerRow, 1);
  checkCount("the bytes of a block", mostBytes, 1);
  if (mostRows !== Infinity) checkCount("the rows of a block", mostRows, 1);
  const fitting = Math.min(Math.floor(mostBytes / bytesPerRow), mostRows);
  const size = rows <= fitting ? rows : Math.floor(fitting / 64) * 64;
  if (size === 0) {
    throw new InputError(
      `64 documents with ${
        bytesPerRow / 4
      } terms are more than this GPU binds at once; ` +
        `give documents with fewer terms, or use --device cpu`,
    );
  }
  return Array.from({ length: Math.ceil(rows / size) }, (_, b) => ({
    first: b * size,
    rows: Math.min(size, rows - b * size),
  }));
}

/** Rows of V with their zeros written out, each padded with zeros to `width` numbers. */
export function denseRows(
  V: Matrix | SparseMatrix,
  { first, rows }: RowBlock,
  width: number,
): Matrix {
  const result = new Matrix(rows, width);
  for (let i = 0; i < rows; i++) {
    const target = result.row(i);
    if (V instanceof Matrix) target.set(V.row(first + i));
    else {
      const { indices, data } = V.row(first + i);
      for (let p = 0; p < indices.length; p++) target[indices[p]!] = data[p]!;
    }
  }
  return result;
}
