import { Matrix } from "./matrix.ts";

/** Operations whose second argument may be a number. */
const MAY_TAKE_NUMBERS = new Set(["add", "sub", "mul", "div"]);

/**
 * Refuses what is not a dense matrix. A sparse one has `data` too, of its non-zeros alone,
 * and would give numbers that mean nothing.
 *
 * @param name the operation, for the message
 * @throws {TypeError} if one of the matrices is not a `Matrix`
 */
export function requireDense(name: string, ...matrices: readonly Matrix[]): void {
  for (const A of matrices) {
    if (A instanceof Matrix) continue;
    throw new TypeError(
      "indptr" in Object(A)
        ? `${name}: it takes a dense matrix, not a sparse one; call its toDense() first`
        : `${name}: it takes a Matrix${
          MAY_TAKE_NUMBERS.has(name) ? " or a number" : ""
        }, not ${typeof A}; was an argument left out, or not called?`,
    );
  }
}
