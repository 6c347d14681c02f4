import { InputError } from "@nmf/lib/error";
import { checkCount } from "./check_count.ts";
import { buildKernel } from "./build_kernel.ts";
import { isSoftware } from "./is_software.ts";
import type { Kernel } from "./kernel.ts";
import type { KernelSource } from "./kernel_source.ts";

/** A buffer or a texture: something on the device that must be released. */
export type Resource = GPUBuffer | GPUTexture;

/**
 * A GPU that is ready to compute: its device, and the list of all that was allocated on
 * it. `requestGpu` makes one.
 *
 * Everything is released at the end of the scope that declares it with `using`: matrices
 * first, the device last.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { GpuMatrix, requestGpu } from "@nmf/gpu";
 * import { Matrix } from "@nmf/lib/matrix";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   {
 *     using A = await GpuMatrix.upload(gpu, Matrix.from([[1, 2], [3, 4]]));
 *     assert.deepEqual([gpu.allocations, gpu.bytes], [1, 16]);
 *     assert.deepEqual((await A.download()).toArray(), [[1, 2], [3, 4]]);
 *   }
 *   assert.equal(gpu.allocations, 0); // A was released
 * }
 * ```
 */
export class Gpu implements Disposable {
  /** The device itself, for what this class has no method for. */
  readonly device: GPUDevice;
  /** The adapter in one line, such as `llvmpipe (LLVM 15.0.6, 256 bits)`. */
  readonly description: string;
  /** Whether the adapter is a program that computes on the processor. */
  readonly software: boolean;
  /** Whether the device can say itself how long it took. */
  readonly timestamps: boolean;
  readonly #live = new Map<Resource, number>();
  readonly #kernels = new Map<string, Promise<Kernel>>();
  #lost: GPUDeviceLostInfo | undefined;

  /** For `requestGpu`, which gives the device and the adapter's description of itself. */
  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    this.device = device;
    this.description = info.description || `${info.vendor} ${info.architecture}`.trim() ||
      "unnamed adapter";
    this.software = isSoftware(info);
    this.timestamps = device.features.has("timestamp-query");
    device.lost.then((lost) => {
      this.#lost = lost;
      this.release(...this.#live.keys());
    });
  }

  /** The adapter in one line that says too if it is a program: `llvmpipe … (software)`. */
  get label(): string {
    return this.software ? `${this.description} (software)` : this.description;
  }

  /** How many buffers and textures are allocated now. */
  get allocations(): number {
    return this.#live.size;
  }

  /** How many bytes they take. */
  get bytes(): number {
    return this.#live.values().reduce((total, bytes) => total + bytes, 0);
  }

  /**
   * Allocates a buffer.
   *
   * @param bytes its size, a multiple of 4
   * @param usage what it is for; storage that can be copied from and to when left out
   * @returns the buffer, filled with zeros
   * @throws {InputError} if the device is lost, has no room for it, or binds no buffer so
   * large
   * @throws {RangeError} if the size is no count, or not a multiple of 4
   */
  async allocate(
    bytes: number,
    usage: number = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC |
      GPUBufferUsage.COPY_DST,
  ): Promise<GPUBuffer> {
    checkCount("the size of a buffer", bytes);
    if (bytes % 4 !== 0) {
      throw new RangeError(`a buffer of ${bytes} bytes is no multiple of 4`);
    }
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    const most = usage & GPUBufferUsage.STORAGE
      ? Math.min(maxStorageBufferBindingSize, maxBufferSize)
      : maxBufferSize;
    if (bytes > most) {
      throw new InputError(
        `a buffer of ${megabytes(bytes)} is more than the ${megabytes(most)} that this ` +
          `GPU takes; give fewer documents or topics, or use --device cpu`,
      );
    }
    // WebGPU has no empty bindings: a matrix without entries gets one that is not read.
    const size = Math.max(bytes, 4);
    return await this.#keep(size, () => this.device.createBuffer({ size, usage }));
  }

  /**
   * Allocates a texture of four float32 numbers a place, for reading.
   *
   * @param width places in a row
   * @param height rows
   * @param usage what else it is for, besides reading and being filled
   * @returns the texture, filled with zeros
   * @throws {InputError} if the device is lost, has no room for it, or takes none so large
   * @throws {RangeError} if width or height is no count from 1
   */
  async allocateTexture(width: number, height: number, usage = 0): Promise<GPUTexture> {
    checkCount("the width of a texture", width, 1);
    checkCount("the height of a texture", height, 1);
    const { maxTextureDimension2D: most } = this.device.limits;
    if (width > most || height > most) {
      throw new InputError(
        `a texture of ${width} × ${height} places is more than the ${most} × ${most} ` +
          `that this GPU takes; give fewer documents or terms, or use --device cpu`,
      );
    }
    return await this.#keep(16 * width * height, () =>
      this.device.createTexture({
        size: [width, height],
        format: "rgba32float",
        usage: usage | GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
      }));
  }

  async #keep<R extends Resource>(bytes: number, make: () => R): Promise<R> {
    const resource = await this.guard(make, bytes);
    this.#live.set(resource, bytes);
    return resource;
  }

  /** Gives buffers and textures back. */
  release(...resources: Resource[]): void {
    for (const resource of resources) {
      if (this.#live.delete(resource)) resource.destroy();
    }
  }

  /**
   * A kernel, built when it is first asked for.
   *
   * @param source its text with its file's name, or where the file is
   * @param constants values for its lines `const NAME: u32 = …;` and `override NAME: u32 …;`
   * @throws {InputError} if it cannot be read, has no line for a constant, or does not
   * compile; the message names the file and the line
   * @throws {RangeError} if a constant is no count
   */
  kernel(
    source: KernelSource,
    constants: Readonly<Record<string, number>> = {},
  ): Promise<Kernel> {
    const key = JSON.stringify([source, constants]);
    let kernel = this.#kernels.get(key);
    if (kernel === undefined) {
      this.#kernels.set(key, kernel = buildKernel(this.device, source, constants));
    }
    return kernel;
  }

  /**
   * Fills a buffer from its beginning.
   *
   * @throws {RangeError} if the buffer does not hold so many bytes
   */
  write(buffer: GPUBuffer, numbers: ArrayBufferView<ArrayBuffer>): void {
    if (numbers.byteLength > buffer.size) {
      throw new RangeError(
        `a buffer of ${buffer.size} bytes does not hold ${numbers.byteLength} bytes`,
      );
    }
    // Deno 2.9 panics at an empty array.
    if (numbers.byteLength > 0) this.device.queue.writeBuffer(buffer, 0, numbers);
  }

  /**
   * Runs kernels: `encode` writes down any number of them in one pass, which is submitted
   * once and waited for.
   *
   * @param encode is handed the pass to dispatch into
   * @returns the seconds it took, by the device's own clock where it has one
   * @throws {InputError} if the device is lost or out of memory
   */
  async run(encode: (pass: GPUComputePassEncoder) => void): Promise<number> {
    const clock = this.timestamps ? new Clock(this.device) : undefined;
    const begin = performance.now();
    try {
      await this.guard(() => {
        const commands = this.device.createCommandEncoder();
        const pass = commands.beginComputePass(clock?.passDescriptor);
        encode(pass);
        pass.end();
        clock?.resolve(commands);
        this.device.queue.submit([commands.finish()]);
      });
      // The clock is read when the work is done, so one wait is enough.
      const done = clock?.seconds() ?? this.device.queue.onSubmittedWorkDone();
      const seconds = await this.#unlessLost(done);
      return seconds ?? (performance.now() - begin) / 1000;
    } finally {
      clock?.release();
    }
  }

  /**
   * Reads a buffer back.
   *
   * @param buffer one that can be copied from
   * @param length how many float32 numbers
   * @throws {InputError} if the device is lost or out of memory
   * @throws {RangeError} if the buffer does not hold so many numbers
   */
  async download(buffer: GPUBuffer, length: number): Promise<Float32Array> {
    checkCount("the number of entries", length);
    if (4 * length > buffer.size) {
      throw new RangeError(
        `a buffer of ${buffer.size} bytes does not hold ${length} float32 numbers`,
      );
    }
    return await this.#readBack(4 * length, (commands, target) => {
      if (length > 0) commands.copyBufferToBuffer(buffer, 0, target, 0, 4 * length);
    });
  }

  /**
   * Reads a texture back, row by row.
   *
   * @param texture one that can be copied from, a multiple of 16 places wide
   * @throws {InputError} if the device is lost or out of memory
   * @throws {RangeError} if its width is no multiple of 16
   */
  async downloadTexture(texture: GPUTexture): Promise<Float32Array> {
    const { width, height } = texture;
    if (width % 16 !== 0) {
      throw new RangeError(`a texture ${width} places wide is no multiple of 16 wide`);
    }
    const layout = { bytesPerRow: 16 * width, rowsPerImage: height };
    return await this.#readBack(16 * width * height, (commands, buffer) => {
      commands.copyTextureToBuffer({ texture }, { buffer, ...layout }, [width, height]);
    });
  }

  async #readBack(
    bytes: number,
    copy: (commands: GPUCommandEncoder, target: GPUBuffer) => void,
  ): Promise<Float32Array> {
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const target = await this.allocate(bytes, usage);
    try {
      await this.guard(() => {
        const commands = this.device.createCommandEncoder();
        copy(commands, target);
        this.device.queue.submit([commands.finish()]);
      });
      await this.#unlessLost(target.mapAsync(GPUMapMode.READ));
      return new Float32Array(target.getMappedRange().slice(0, bytes));
    } finally {
      this.release(target);
    }
  }

  /**
   * Does something on the device and waits for what the device says of it.
   *
   * @param work the calls, none of which is asynchronous
   * @param bytes how much it allocates, for the message
   * @returns what `work` returns
   * @throws {InputError} if the device is lost or out of memory
   * @throws {Error} if a call was wrong, which is a mistake in the program
   */
  async guard<T>(work: () => T, bytes = 0): Promise<T> {
    this.#refuseLost();
    this.device.pushErrorScope("out-of-memory");
    this.device.pushErrorScope("validation");
    let result: T;
    let mistake: GPUError | null;
    let full: GPUError | null;
    try {
      result = work();
    } finally {
      // Also where `work` throws: a scope that stays open would catch later mistakes.
      mistake = await this.device.popErrorScope();
      full = await this.device.popErrorScope();
    }
    if (full !== null) {
      throw new InputError(
        `the GPU is out of memory (${megabytes(this.bytes + bytes)} needed so far); ` +
          `give fewer documents or topics, or use --device cpu`,
      );
    }
    if (mistake !== null) throw new Error(mistake.message.trim());
    return result;
  }

  /** Waits for something that never comes, or fails, when the device is lost. */
  async #unlessLost<T>(promise: Promise<T>): Promise<T> {
    const lost = this.device.lost.then(() => this.#refuseLost() as never);
    return await Promise.race([
      promise.catch((error) => {
        this.#refuseLost();
        throw error;
      }),
      lost,
    ]);
  }

  #refuseLost(): void {
    if (this.#lost === undefined) return;
    const { reason, message } = this.#lost;
    throw new InputError(
      `the GPU was lost (${reason}${message && `: ${message.trim()}`}); ` +
        `run again, or use --device cpu`,
    );
  }

  /** Releases all that is still allocated, and the device. */
  [Symbol.dispose](): void {
    this.release(...this.#live.keys());
    this.device.destroy();
  }
}

/** Two timestamps around a pass. */
class Clock {
  readonly #set: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #readable: GPUBuffer;
  readonly passDescriptor: GPUComputePassDescriptor;

  constructor(device: GPUDevice) {
    this.#set = device.createQuerySet({ type: "timestamp", count: 2 });
    this.#resolved = device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.#readable = device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    this.passDescriptor = {
      timestampWrites: {
        querySet: this.#set,
        beginningOfPassWriteIndex: 0,
        endOfPassWriteIndex: 1,
      },
    };
  }

  resolve(commands: GPUCommandEncoder): void {
    commands.resolveQuerySet(this.#set, 0, 2, this.#resolved, 0);
    commands.copyBufferToBuffer(this.#resolved, 0, this.#readable, 0, 16);
  }

  async seconds(): Promise<number> {
    await this.#readable.mapAsync(GPUMapMode.READ);
    const [begin, end] = new BigUint64Array(this.#readable.getMappedRange().slice(0));
    return Number(end! - begin!) / 1e9;
  }

  release(): void {
    this.#set.destroy();
    this.#resolved.destroy();
    this.#readable.destroy();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
