import {
  frobeniusError,
  largestDifference,
  Matrix,
  normalMatrix,
  type Random,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { gradients } from "./method.ts";

/**
 * How far the gradients of `method.ts` are at most from mathjs's symbolic derivative, on
 * 2 × 2 matrices, and from finite differences, on 5 × 7 with 3 topics.
 */
export async function largestDifferences(
  random: Random,
): Promise<{ symbolic: number; finite: number }> {
  const V = uniformMatrix(2, 2, random);
  const W = uniformMatrix(2, 2, random);
  const H = uniformMatrix(2, 2, random);
  const symbolic = await symbolicGradients(V, W, H);
  const V2 = uniformMatrix(5, 7, random);
  const W2 = normalMatrix(5, 3, random);
  const H2 = normalMatrix(3, 7, random);
  const f = () => frobeniusError(V2, W2, H2) ** 2 / 2;
  const finite = { dW: finiteDifferences(f, W2), dH: finiteDifferences(f, H2) };
  return {
    symbolic: apart(gradients(V, { W, H }), symbolic),
    finite: apart(gradients(V2, { W: W2, H: H2 }), finite),
  };
}

/** Both gradients. */
interface Gradients {
  dW: Matrix;
  dH: Matrix;
}

function apart(ours: Gradients, theirs: Gradients): number {
  return Math.max(
    largestDifference(ours.dW, theirs.dW),
    largestDifference(ours.dH, theirs.dH),
  );
}

/** What mathjs makes of ½ Σᵢⱼ (vᵢⱼ − wᵢ₁h₁ⱼ − wᵢ₂h₂ⱼ)², derived by each entry of W and H. */
export async function symbolicGradients(
  V: Matrix,
  W: Matrix,
  H: Matrix,
): Promise<Gradients> {
  const { derivative } = await import("mathjs");
  const places = [[0, 0], [0, 1], [1, 0], [1, 1]] as const;
  const loss = places
    .map(([i, j]) => `(v${i}${j} - w${i}0 * h0${j} - w${i}1 * h1${j})^2 / 2`)
    .join(" + ");
  const values: Record<string, number> = {};
  for (const [i, j] of places) {
    values[`v${i}${j}`] = V.at(i, j);
    values[`w${i}${j}`] = W.at(i, j);
    values[`h${i}${j}`] = H.at(i, j);
  }
  const by = (letter: string) => {
    const entries = places.map(([i, j]) =>
      Number(derivative(loss, `${letter}${i}${j}`).evaluate(values))
    );
    return new Matrix(2, 2, Float64Array.from(entries));
  };
  return { dW: by("w"), dH: by("h") };
}

/** The slope of f along each entry of A, measured by moving that entry a little. */
export function finiteDifferences(f: () => number, A: Matrix, epsilon = 1e-6): Matrix {
  return new Matrix(
    A.rows,
    A.cols,
    A.data.map((value, p) => {
      A.data[p] = value + epsilon;
      const above = f();
      A.data[p] = value - epsilon;
      const below = f();
      A.data[p] = value;
      return (above - below) / (2 * epsilon);
    }),
  );
}
