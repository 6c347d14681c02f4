import {
  add,
  div,
  map,
  matmul,
  Matrix,
  mul,
  norm,
  SparseMatrix,
  sub,
  sum,
  transpose,
} from "../matrix/mod.ts";
import { changedSince, noteChange, tick } from "./changes.ts";
import { isScalar, over, product, times } from "./chain_rule.ts";
import { clamped, power, softplus, timesSigmoid, zeroOutside } from "./entrywise.ts";
import { isRecording } from "./no_grad.ts";

/** What can stand on the other side of an operation; a matrix or number is a constant. */
export type Operand = Tensor | Matrix | number;

/**
 * How the gradient flows back from the result of an operation to one of its inputs: the
 * input, and the function that turns ∂loss/∂result into ∂loss/∂input.
 */
export type Flow = readonly [input: Tensor, gradient: (grad: Matrix) => Matrix];

/** The result whose gradient flows back just now, by the functions of its operation. */
let flowing: Tensor | undefined;

/**
 * A matrix that remembers how it was computed, so that gradients can be computed
 * backwards through it: reverse-mode automatic differentiation.
 *
 * Each operation makes a new tensor from two things: the value, and one function for
 * each input that says how the gradient flows back to it. `backward` visits the tensors
 * from the last to the first and calls these functions. There is nothing more to it.
 *
 * In `add`, `sub`, `mul` and `div` a number or a 1 × 1 tensor is combined with every
 * entry of the other side; all other shapes must be the same.
 *
 * Where a function has no derivative, the gradient is the one PyTorch gives. One rule is
 * our own: where a derivative is 0, or the gradient that flows in is, what flows on is 0,
 * even if the other is infinite or NaN, for the loss does not depend on the entry this way.
 * PyTorch has 0 · ∞ = NaN there: in the gradient of `x.exp().clamp({ max: 1 })` at 1000, of
 * `x.sqrt().clamp({ min: 1 })` at 0, or of `x.pow(2).sqrt()` at 0.
 *
 * Source: the chain rule, applied from the result to the inputs; Linnainmaa 1970, in
 * English "Taylor expansion of the accumulated rounding error", BIT 16 (1976),
 * https://doi.org/10.1007/BF01931367. The form with one closure an operation is that of
 * Karpathy's micrograd, https://github.com/karpathy/micrograd
 *
 * @example
 * ```ts
 * import { Tensor } from "@nmf/lib/autograd";
 * import { Matrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const x = new Tensor(Matrix.from([[1, 1], [1, 1]]), { requiresGrad: true });
 * const y = x.add(2);
 * const z = y.mul(y).mul(3);
 * const out = z.sum();
 * out.backward();
 * // out is the sum of 3(x + 2)², so its derivative is 6(x + 2) = 18.
 * assert.equal(out.item(), 108);
 * assert.deepEqual(x.grad.toArray(), [[18, 18], [18, 18]]);
 * ```
 */
export class Tensor {
  /** What the tensor is called in `graphPicture`; empty until you give it a name. */
  name: string;
  readonly #value: Matrix;
  #operation = "";
  #requiresGrad: boolean;
  #flows: readonly Flow[] = [];
  #grad: Matrix | undefined;
  #reached = false;
  readonly #made = tick();

  /**
   * A variable or a constant. Results are made by the methods below.
   *
   * @param value the entries; a number makes a 1 × 1 tensor
   * @param options `requiresGrad`: whether this is a variable to differentiate by. A
   * variable copies the matrix, because an optimizer will write to it; a constant keeps
   * it. `name`: for pictures.
   * @throws {TypeError} if the value is neither
   */
  constructor(
    value: Matrix | number,
    { requiresGrad = false, name = "" }: { requiresGrad?: boolean; name?: string } = {},
  ) {
    const matrix = typeof value === "number" ? filled(1, 1, value) : value;
    if (!(matrix instanceof Matrix)) {
      throw new TypeError(
        "a tensor is made of a Matrix (Matrix.from([[1, 2]])) or a number",
      );
    }
    this.#value = requiresGrad ? matrix.clone() : matrix;
    this.#requiresGrad = requiresGrad;
    this.name = name;
  }

  /**
   * The result of an operation. All methods below are made with it, and an operation of
   * your own can be, too.
   *
   * If no input requires a gradient, or within `noGrad`, the result is a constant and
   * the flows are forgotten. A result owns its value: an input's is copied.
   *
   * @param operation its name, for pictures
   * @param value the value of the result
   * @param flows every input, with the way the gradient flows back to it. The function
   * must not write to the gradient it is given, and gives a matrix of the input's shape.
   * Let it read values as `x.value` when it is called, as below; then `backward` notices
   * if they have changed since the way forward, and it refuses a gradient of another shape.
   *
   * @example
   * ```ts
   * import { Tensor } from "@nmf/lib/autograd";
   * import { map, mul } from "@nmf/lib/matrix";
   * import assert from "node:assert/strict";
   *
   * function sine(x: Tensor): Tensor {
   *   return Tensor.fromOperation("sine", map(x.value, Math.sin), [
   *     [x, (grad) => mul(grad, map(x.value, Math.cos))],
   *   ]);
   * }
   *
   * const x = new Tensor(0, { requiresGrad: true });
   * sine(x).backward();
   * assert.equal(x.grad.at(0, 0), 1);
   * ```
   */
  static fromOperation(operation: string, value: Matrix, flows: readonly Flow[]): Tensor {
    const borrowed = flows.some(([x]) => x.#value.data.buffer === value.data.buffer);
    const result = new Tensor(borrowed ? value.clone() : value);
    if (isRecording() && flows.some(([input]) => input.requiresGrad)) {
      result.#operation = operation;
      result.#requiresGrad = true;
      result.#flows = flows;
    }
    return result;
  }

  /**
   * The entries. An optimizer and `assign` change them in place, and the matrix stays the
   * same one.
   *
   * Whoever writes to its array by hand must say so with `markChanged`. Nothing else can
   * notice it, here as in PyTorch, where it is called `x.data`.
   *
   * @throws {Error} in `backward`, if the entries were changed after the operation whose
   * gradient needs them
   */
  get value(): Matrix {
    if (flowing !== undefined && changedSince(this.#value, flowing.#made)) {
      throw new Error(
        `backward: the gradient of ${flowing.#described} needs ${this.#described} as it ` +
          `was on the way forward, but its value has changed since; compute the loss ` +
          `again after every change`,
      );
    }
    return this.#value;
  }

  /**
   * Overwrites the entries of a variable or a constant in place, as an optimizer does. A
   * result computed before the change can no longer flow back through it: `backward`
   * says so.
   *
   * @param value what to copy: a tensor or matrix of the same shape, or a number if the
   * tensor is 1 × 1
   * @throws {RangeError} if the shape is another
   * @throws {Error} if this is the result of an operation
   *
   * @example
   * ```ts
   * import { Tensor } from "@nmf/lib/autograd";
   * import { clampMin, Matrix } from "@nmf/lib/matrix";
   * import assert from "node:assert/strict";
   *
   * const x = new Tensor(Matrix.from([[-1, 2]]), { requiresGrad: true });
   * const loss = x.pow(2).sum();
   * x.assign(clampMin(x.value, 0));
   * assert.deepEqual(x.value.toArray(), [[0, 2]]);
   * assert.throws(() => loss.backward(), /value has changed since/);
   * ```
   */
  assign(value: Operand): void {
    const { rows, cols, data } = asTensor(value).value;
    if (this.#operation !== "") {
      throw new Error(
        `assign: ${this.#described} is what its operation made of its inputs`,
      );
    }
    if (rows !== this.#value.rows || cols !== this.#value.cols) {
      throw new RangeError(
        `assign: ${this.#described} cannot hold ${rows} × ${cols} entries`,
      );
    }
    this.#value.data.set(data);
    this.markChanged();
  }

  /**
   * Notes that somebody wrote to the array of `value`: an optimizer, or you by hand.
   * `backward` then refuses to compute a gradient with it that would be wrong.
   *
   * @example
   * ```ts
   * import { Tensor } from "@nmf/lib/autograd";
   * import assert from "node:assert/strict";
   *
   * const x = new Tensor(3, { requiresGrad: true });
   * const y = x.mul(x);
   * x.value.data[0] = 5;
   * x.markChanged();
   * assert.throws(() => y.backward(), /value has changed since/);
   * ```
   */
  markChanged(): void {
    noteChange(this.#value);
  }

  /**
   * The same value as a constant: no gradient flows back through it. The matrix is shared,
   * not copied.
   *
   * @example
   * ```ts
   * import { Tensor } from "@nmf/lib/autograd";
   * import assert from "node:assert/strict";
   *
   * const x = new Tensor(3, { requiresGrad: true });
   * x.mul(x.detach()).backward();
   * assert.equal(x.grad.at(0, 0), 3);
   * ```
   */
  detach(): Tensor {
    return new Tensor(this.#value, { name: this.name });
  }

  /** Whether the gradient flows back to this tensor. */
  get requiresGrad(): boolean {
    return this.#requiresGrad;
  }

  /** The operation this tensor is the result of; empty for variables and constants. */
  get operation(): string {
    return this.#operation;
  }

  /** What the operation was applied to; none for variables and constants. */
  get inputs(): readonly Tensor[] {
    return this.#flows.map(([input]) => input);
  }

  /**
   * The gradient: entry (i, j) is the derivative of the loss by entry (i, j) of this
   * tensor. Zeros before the first `backward`. A variable adds up the gradients of all
   * calls of `backward`, in place: clone the matrix to keep it. A result holds that of the
   * last.
   *
   * @throws {Error} if the tensor is a constant
   */
  get grad(): Matrix {
    if (!this.#requiresGrad) {
      throw new Error("a tensor made without requiresGrad has no gradient");
    }
    this.#grad ??= new Matrix(this.#value.rows, this.#value.cols);
    return this.#grad;
  }

  /**
   * Whether there is a gradient: `backward` has come by, or someone has written one to
   * `grad`. An optimizer leaves a parameter without a gradient alone.
   */
  get hasGrad(): boolean {
    return this.#reached || this.#grad?.data.some((g) => g !== 0) === true;
  }

  /**
   * Sets the gradient back to zeros, as before every step of a descent.
   *
   * As in PyTorch 1.13, a gradient of zeros is one still, and Adam, or SGD with momentum,
   * goes on moving the parameter by the gradients that were.
   *
   * @param options `setToNone` (false): there shall be no gradient afterwards, so that an
   * optimizer skips the parameter until `backward` comes by again; PyTorch's
   * `zero_grad(set_to_none=True)`, which is what later versions do if not told otherwise
   */
  zeroGrad({ setToNone = false }: { setToNone?: boolean } = {}): void {
    if (setToNone) this.#reached = false;
    // A result may share its gradient with its inputs.
    if (setToNone || this.#flows.length > 0) this.#grad = undefined;
    else this.#grad?.data.fill(0);
  }

  /**
   * The only entry of a 1 × 1 tensor.
   *
   * @throws {RangeError} if the tensor has another shape
   */
  item(): number {
    if (!isScalar(this.#value)) {
      throw new RangeError(`item: a ${this.#shape} tensor is not one number`);
    }
    return this.#value.at(0, 0);
  }

  /**
   * Computes the gradients of this tensor by everything it was computed from, and adds
   * them to the variables' `grad`.
   *
   * A tensor's own gradient must be complete before it flows on, so the tensors are
   * visited in a topological order: each after all results that use it. The order in
   * which they were made, read backwards, is one, since inputs are made before results.
   *
   * @throws {RangeError} if the tensor is not 1 × 1, or an operation of one's own gives a
   * gradient that has not its input's shape
   * @throws {Error} if it was not computed from any variable, or if a value that one of the
   * gradients needs was changed after it was used. Gradients that were complete by then
   * have been added.
   *
   * @example
   * ```ts
   * import { Tensor } from "@nmf/lib/autograd";
   * import assert from "node:assert/strict";
   *
   * const x = new Tensor(3, { requiresGrad: true });
   * x.mul(x).backward();
   * assert.equal(x.grad.at(0, 0), 6);
   * x.mul(x).backward();
   * assert.equal(x.grad.at(0, 0), 12, "gradients add up until zeroGrad");
   * ```
   */
  backward(): void {
    if (!isScalar(this.#value)) {
      throw new RangeError(
        `backward: this tensor is ${this.#shape}, and a gradient is taken of one ` +
          `number; end with sum(), mean() or norm()`,
      );
    }
    if (!this.#requiresGrad) {
      throw new Error("backward: nothing this was computed from has requiresGrad: true");
    }
    const tensors = this.#reachable().sort((a, b) => b.#made - a.#made);
    for (const tensor of tensors) {
      if (tensor.#flows.length > 0) tensor.#grad = undefined;
    }
    this.#receive(filled(1, 1, 1));
    const before = flowing;
    try {
      for (flowing of tensors) {
        for (const [input, gradient] of flowing.#flows) {
          if (input.requiresGrad) input.#receive(gradient(flowing.grad));
        }
      }
    } finally {
      flowing = before;
    }
  }

  get #shape(): string {
    return `${this.#value.rows} × ${this.#value.cols}`;
  }

  /** For messages: “W” (2 × 3), a 2 × 3 variable, a 1 × 1 result of mul. */
  get #described(): string {
    const shape = this.#shape;
    if (this.name !== "") return `“${this.name}” (${shape})`;
    if (this.#operation !== "") return `a ${shape} result of ${this.#operation}`;
    return `a ${shape} ${this.#requiresGrad ? "variable" : "constant"}`;
  }

  /** This tensor and all it was computed from, each once. */
  #reachable(): Tensor[] {
    const found = new Set<Tensor>([this]);
    // A set visits what is added to it while it is being visited.
    for (const tensor of found) for (const input of tensor.inputs) found.add(input);
    return [...found];
  }

  /** Adds to the gradient. What was combined with every entry gets the sum over them. */
  #receive(grad: Matrix): void {
    if (isScalar(this.#value) && !isScalar(grad)) grad = filled(1, 1, sum(grad));
    if (grad.rows !== this.#value.rows || grad.cols !== this.#value.cols) {
      throw new RangeError(
        `backward: ${flowing?.operation} gives a ${grad.rows} × ${grad.cols} gradient for ` +
          `${this.#described}; it must have the same shape`,
      );
    }
    this.#reached = true;
    // A variable owns its gradient, because people change it, to clip it for instance. Two
    // results may be handed the same matrix.
    if (this.#flows.length === 0) addInPlace(this.grad, grad);
    else this.#grad = this.#grad === undefined ? grad : add(this.#grad, grad);
  }

  /**
   * this + B, entry by entry.
   *
   * @throws {RangeError} if the shapes differ and neither is 1 × 1
   */
  add(other: Operand): Tensor {
    const b = asTensor(other);
    const [A, B] = stretched(this.value, b.value);
    return Tensor.fromOperation("add", add(A, B), [
      [this, (grad) => grad],
      [b, (grad) => grad],
    ]);
  }

  /**
   * this − B, entry by entry.
   *
   * @throws {RangeError} if the shapes differ and neither is 1 × 1
   */
  sub(other: Operand): Tensor {
    const b = asTensor(other);
    const [A, B] = stretched(this.value, b.value);
    return Tensor.fromOperation("sub", sub(A, B), [
      [this, (grad) => grad],
      [b, (grad) => mul(grad, -1)],
    ]);
  }

  /**
   * this ∘ B, entry by entry.
   *
   * @throws {RangeError} if the shapes differ and neither is 1 × 1
   */
  mul(other: Operand): Tensor {
    const b = asTensor(other);
    const [A, B] = stretched(this.value, b.value);
    return Tensor.fromOperation("mul", mul(A, B), [
      [this, (grad) => times(grad, b.value)],
      [b, (grad) => times(grad, this.value)],
    ]);
  }

  /**
   * this ⊘ B, entry by entry.
   *
   * @throws {RangeError} if the shapes differ and neither is 1 × 1
   */
  div(other: Operand): Tensor {
    const b = asTensor(other);
    const [A, B] = stretched(this.value, b.value);
    const quotient: Tensor = Tensor.fromOperation("div", div(A, B), [
      [this, (grad) => over(grad, b.value)],
      [b, (grad) => times(grad, div(mul(quotient.value, -1), numberIfScalar(b.value)))],
    ]);
    return quotient;
  }

  /**
   * The matrix product AB, where A is this tensor, m × k.
   *
   * @param other k × n; a matrix, dense or sparse, is a constant
   * @returns m × n
   * @throws {RangeError} if A has not as many columns as B has rows
   */
  matmul(other: Tensor | Matrix | SparseMatrix): Tensor {
    if (other instanceof SparseMatrix) {
      return Tensor.fromOperation("matmul by a constant", matmul(this.value, other), [
        [this, (grad) => product(grad, transpose(other))],
      ]);
    }
    const b = asTensor(other);
    return Tensor.fromOperation("matmul", matmul(this.value, b.value), [
      [this, (grad) => product(grad, transpose(b.value))],
      [b, (grad) => product(transpose(this.value), grad)],
    ]);
  }

  /**
   * The matrix product AB, where B is this tensor, k × n, and A a constant.
   *
   * @param A m × k, dense or sparse
   * @returns m × n
   * @throws {RangeError} if A has not as many columns as B has rows
   */
  premultiply(A: Matrix | SparseMatrix): Tensor {
    if (A instanceof Matrix) return new Tensor(A).matmul(this);
    return Tensor.fromOperation("premultiply by a constant", matmul(A, this.value), [
      [this, (grad) => product(transpose(A), grad)],
    ]);
  }

  /** The transpose: rows become columns. */
  transpose(): Tensor {
    return Tensor.fromOperation("transpose", transpose(this.value), [
      [this, (grad) => transpose(grad)],
    ]);
  }

  /**
   * Every entry raised to the power `p`, a constant.
   *
   * @throws {RangeError} if p is not a finite number
   */
  pow(p: number): Tensor {
    if (!Number.isFinite(p)) throw new RangeError(`pow: ${p} is not a finite number`);
    return Tensor.fromOperation(`pow ${p}`, power(this.value, p), [
      // x⁰ is 1 everywhere, even at 0 and where x is NaN.
      [this, (grad) => times(grad, p === 0 ? 0 : mul(power(this.value, p - 1), p))],
    ]);
  }

  /** The square root of every entry. Its gradient is infinite at 0. */
  sqrt(): Tensor {
    const root: Tensor = Tensor.fromOperation("sqrt", map(this.value, Math.sqrt), [
      [this, (grad) => over(grad, mul(root.value, 2))],
    ]);
    return root;
  }

  /** e to the power of every entry. */
  exp(): Tensor {
    const result: Tensor = Tensor.fromOperation("exp", map(this.value, Math.exp), [
      [this, (grad) => times(grad, result.value)],
    ]);
    return result;
  }

  /** The natural logarithm of every entry. Its gradient is infinite at 0. */
  log(): Tensor {
    return Tensor.fromOperation("log", map(this.value, Math.log), [
      [this, (grad) => over(grad, this.value)],
    ]);
  }

  /**
   * ln(1 + eˣ) of every entry x: a smooth way to make any number positive. Written as
   * max(x, 0) + ln(1 + e^(−|x|)), in which e cannot overflow.
   */
  softplus(): Tensor {
    return Tensor.fromOperation("softplus", softplus(this.value), [
      [this, (grad) => timesSigmoid(grad, this.value)],
    ]);
  }

  /**
   * Entries below `min` become `min`, entries above `max` become `max`. The gradient
   * passes where min ≤ x ≤ max and is 0 elsewhere.
   *
   * @throws {RangeError} if `min` is above `max`, or one of them is NaN
   */
  clamp({ min = -Infinity, max = Infinity }: { min?: number; max?: number }): Tensor {
    if (min > max) throw new RangeError(`clamp: min ${min} is above max ${max}`);
    if (!(min <= max)) throw new RangeError(`clamp: ${min} … ${max} are no bounds`);
    return Tensor.fromOperation(
      `clamp to ${min} … ${max}`,
      clamped(min, max, this.value),
      [[this, (grad) => zeroOutside(min, max, this.value, grad)]],
    );
  }

  /** The sum of all entries, 1 × 1. */
  sum(): Tensor {
    const { rows, cols } = this.value;
    return Tensor.fromOperation("sum", filled(1, 1, sum(this.value)), [
      [this, (grad) => filled(rows, cols, grad.at(0, 0))],
    ]);
  }

  /** The mean of all entries, 1 × 1. */
  mean(): Tensor {
    const { rows, cols } = this.value;
    const n = rows * cols;
    return Tensor.fromOperation("mean", filled(1, 1, sum(this.value) / n), [
      [this, (grad) => filled(rows, cols, grad.at(0, 0) / n)],
    ]);
  }

  /** The Frobenius norm, 1 × 1. At a matrix of zeros the gradient is 0. */
  norm(): Tensor {
    const length = norm(this.value);
    return Tensor.fromOperation("norm", filled(1, 1, length), [
      // Divided by infinity all entries are 0.
      [this, (grad) => times(grad, div(this.value, length === 0 ? Infinity : length))],
    ]);
  }
}

function asTensor(operand: Operand): Tensor {
  return operand instanceof Tensor ? operand : new Tensor(operand);
}

function filled(rows: number, cols: number, value: number): Matrix {
  return new Matrix(rows, cols, new Float64Array(rows * cols).fill(value));
}

function addInPlace({ data }: Matrix, B: Matrix): void {
  const b = B.data;
  for (let p = 0; p < data.length; p++) data[p]! += b[p]!;
}

/** The two sides of an operation, a 1 × 1 matrix stretched to the shape of the other. */
function stretched(A: Matrix, B: Matrix): [Matrix, Matrix | number] {
  if (isScalar(B)) return [A, numberIfScalar(B)];
  if (isScalar(A)) return [filled(B.rows, B.cols, A.at(0, 0)), B];
  return [A, B];
}

function numberIfScalar(A: Matrix): Matrix | number {
  return isScalar(A) ? A.at(0, 0) : A;
}
