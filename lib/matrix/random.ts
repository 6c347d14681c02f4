import { mersenne } from "pure-rand/generator/mersenne";
import { Matrix } from "./matrix.ts";
import { portableLog } from "./portable_log.ts";

/**
 * A seeded source of random numbers. The same seed gives the same numbers on every
 * machine, and they are NumPy's: `new Random(1)` draws what `numpy.random.RandomState(1)`
 * draws, so a run here can be compared with a run of scikit-learn from the same start.
 *
 * Sources: the Mersenne Twister MT19937 of Matsumoto and Nishimura,
 * "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
 * generator", ACM TOMACS 8 (1998), https://doi.org/10.1145/272991.272995; normal numbers
 * by the polar method of Marsaglia and Bray, "A convenient method for generating normal
 * variables", SIAM Review 6 (1964), https://doi.org/10.1137/1006063
 *
 * @example
 * ```ts
 * import { Random } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * // numpy.random.RandomState(1).random_sample()
 * assert.equal(new Random(1).uniform(), 0.417022004702574);
 * ```
 */
export class Random {
  readonly #bits: () => number;
  /** The polar method makes two normal numbers at once; the second waits here. */
  #next: number | undefined;

  /**
   * A source that begins with this seed.
   *
   * @param seed a whole number from 0 to 2³² − 1
   * @throws {RangeError} if the seed is anything else
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`a seed is a whole number from 0 to 4294967295, not ${seed}`);
    }
    const generator = mersenne(seed);
    this.#bits = () => generator.next() >>> 0;
  }

  /** A number drawn evenly from [0, 1), with 53 random bits. */
  uniform(): number {
    const high = this.#bits() >>> 5;
    const low = this.#bits() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /** A number drawn from the normal distribution with mean 0 and deviation 1. */
  normal(): number {
    const waiting = this.#next;
    if (waiting !== undefined) {
      this.#next = undefined;
      return waiting;
    }
    // A point drawn evenly from the unit disc, its centre left out.
    let x, y, square;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt(-2 * portableLog(square) / square);
    this.#next = factor * x;
    return factor * y;
  }

  /**
   * The numbers 0 … n − 1 in random order (the Fisher–Yates shuffle).
   *
   * @throws {RangeError} if n is not a whole number from 0 to 2³¹ − 1
   */
  permutation(n: number): Int32Array {
    if (!Number.isInteger(n) || n < 0 || n > 0x7fffffff) {
      throw new RangeError(
        `a permutation is of a whole number of things, from 0 to 2147483647, not ${n}`,
      );
    }
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.#integer(i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }

  /** A whole number from 0 to `most`, each equally likely: draws too large are redrawn. */
  #integer(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    let value;
    do value = (this.#bits() & mask) >>> 0; while (value > most);
    return value;
  }
}

/**
 * A matrix of numbers drawn evenly from [low, high), filled row by row.
 *
 * @param rows number of rows
 * @param cols number of columns
 * @param random the source to draw from
 * @param low the smallest number, included
 * @param high the largest, left out
 * @throws {RangeError} if a size is not a whole number from 0, or `low` and `high` are not
 * finite and rising
 *
 * @example
 * ```ts
 * import { Random, uniformMatrix } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * const A = uniformMatrix(2, 3, new Random(1), -1, 1);
 * assert.ok(A.data.every((value) => value >= -1 && value < 1));
 * ```
 */
export function uniformMatrix(
  rows: number,
  cols: number,
  random: Random,
  low = 0,
  high = 1,
): Matrix {
  if (!(low <= high && Number.isFinite(high - low))) {
    throw new RangeError(`uniformMatrix: no numbers can be drawn from ${low} to ${high}`);
  }
  const A = new Matrix(rows, cols);
  for (let p = 0; p < A.data.length; p++) {
    A.data[p] = low + (high - low) * random.uniform();
  }
  return A;
}

/**
 * A matrix of normal numbers with mean 0, filled row by row.
 *
 * @param rows number of rows
 * @param cols number of columns
 * @param random the source to draw from
 * @param scale the standard deviation
 * @throws {RangeError} if a size is not a whole number from 0, or `scale` is not a finite
 * number from 0
 *
 * @example
 * ```ts
 * import { normalMatrix, Random } from "@nmf/lib/matrix";
 * import assert from "node:assert/strict";
 *
 * // numpy.random.RandomState(1).normal(scale=0.01, size=(1, 2))
 * const A = normalMatrix(1, 2, new Random(1), 0.01);
 * assert.ok(Math.abs(A.at(0, 0) - 0.01624345363663242) < 1e-15);
 * ```
 */
export function normalMatrix(
  rows: number,
  cols: number,
  random: Random,
  scale = 1,
): Matrix {
  if (!(scale >= 0 && scale < Infinity)) {
    throw new RangeError(`normalMatrix: a deviation is a number from 0, not ${scale}`);
  }
  const A = new Matrix(rows, cols);
  for (let p = 0; p < A.data.length; p++) A.data[p] = scale * random.normal();
  return A;
}
