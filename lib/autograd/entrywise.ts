import { map, Matrix, mul } from "../matrix/mod.ts";
import { chained } from "./chain_rule.ts";

// The loops behind the operations of a tensor that go over all entries in every step of
// Adam. `map`, which cannot inline the function it is given, takes up to three times as long.

/** A ** p takes twenty times as long as a product, and most powers are squares. */
export function power(A: Matrix, p: number): Matrix {
  if (p === 1) return A;
  if (p === 2) return mul(A, A);
  return map(A, (a) => a ** p);
}

/** ln(1 + eˣ), which is max(x, 0) + ln(1 + e^(−|x|)). */
export function softplus(X: Matrix): Matrix {
  const x = X.data;
  const result = new Matrix(X.rows, X.cols);
  for (let p = 0; p < x.length; p++) {
    result.data[p] = Math.max(x[p]!, 0) + Math.log1p(Math.exp(-Math.abs(x[p]!)));
  }
  return result;
}

/** The gradient times the derivative of softplus, 1 / (1 + e⁻ˣ) = eˣ / (1 + eˣ). */
export function timesSigmoid(grad: Matrix, X: Matrix): Matrix {
  const x = X.data;
  const result = new Matrix(X.rows, X.cols);
  for (let p = 0; p < x.length; p++) {
    // e to a power below 0 may become as small as 0, and cannot overflow.
    const e = Math.exp(-Math.abs(x[p]!));
    const sigmoid = (x[p]! < 0 ? e : 1) / (1 + e);
    result.data[p] = chained(
      grad.data[p]! * sigmoid,
      grad.data[p] === 0 || sigmoid === 0,
    );
  }
  return result;
}

/** min where x is below it, max where x is above, NaN where x is NaN. */
export function clamped(min: number, max: number, X: Matrix): Matrix {
  const x = X.data;
  const result = new Matrix(X.rows, X.cols);
  for (let p = 0; p < x.length; p++) {
    result.data[p] = Math.min(Math.max(x[p]!, min), max);
  }
  return result;
}

/** The gradient where min ≤ x ≤ max, and 0 elsewhere, even where it is infinite. */
export function zeroOutside(min: number, max: number, X: Matrix, grad: Matrix): Matrix {
  const x = X.data;
  const result = new Matrix(X.rows, X.cols);
  for (let p = 0; p < x.length; p++) {
    if (min <= x[p]! && x[p]! <= max) result.data[p] = grad.data[p]!;
  }
  return result;
}
