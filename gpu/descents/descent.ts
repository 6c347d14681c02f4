import type { Factors, Matrix, SparseMatrix } from "@nmf/lib/matrix";
import type { Gpu } from "../gpu.ts";
import { GpuDocuments } from "../matrices/gpu_documents.ts";
import { Slots } from "../slots.ts";
import { checkFloat32 } from "../check_float32.ts";
import { checkTopics } from "../check_topics.ts";

/** V (documents × terms), on the processor or on the device. */
export type Documents = Matrix | SparseMatrix | GpuDocuments;

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
   * @param V documents × terms; it is uploaded unless it is on the device already
   * @param start where to begin
   * @param prepare is handed V on the device, allocates what it needs in the scope, and gives
   * the two functions
   * @throws {InputError} if there are more topics than the kernels support, an entry is
   * not finite, or the device has no room; what was allocated is released
   * @throws {RangeError} if the shapes do not fit, V is empty or on another device, or λ or
   * μ is not finite
   */
  static async create(
    gpu: Gpu,
    V: Documents,
    { W, H }: Factors,
    options: DescentOptions,
    prepare: (
      documents: GpuDocuments,
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
    checkFloat32("λ", options.lam);
    checkFloat32("μ", options.mu);
    using scope = new DisposableStack();
    const documents = V instanceof GpuDocuments
      ? V
      : scope.use(await GpuDocuments.upload(gpu, V));
    if (documents.gpu !== gpu) throw new RangeError("V is on another device");
    const slots = await Slots.create(gpu, scope);
    const functions = await prepare(documents, scope, slots);
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
