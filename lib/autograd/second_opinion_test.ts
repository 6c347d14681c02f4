/**
 * The gradients of every operation beside those of @jax-js/jax, which nobody here wrote.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  type Array as JaxArray,
  defaultDevice,
  grad,
  init,
  nn,
  numpy as np,
} from "@jax-js/jax";
import { map, Matrix, normalMatrix, Random, SparseMatrix } from "../matrix/mod.ts";
import { assertMatrixClose } from "../testing/assert_close.ts";
import { frobeniusLoss, Tensor } from "./mod.ts";

await init("cpu");
defaultDevice("cpu");

const toJax = (A: Matrix) =>
  np.array(A.data.slice(), { dtype: np.float64 }).reshape([A.rows, A.cols]);

/** One function written twice; jax-js's arrays are used up, so `ref` stands for a copy. */
interface Case {
  name: string;
  ours: (a: Tensor, b: Tensor) => Tensor;
  jax: (a: JaxArray, b: JaxArray) => JaxArray;
  /** Whether the entries must be above 0. */
  positive?: boolean;
}

const cases: Case[] = [
  { name: "add", ours: (a, b) => a.add(b), jax: (a, b) => np.add(a, b) },
  { name: "sub", ours: (a, b) => a.sub(b), jax: (a, b) => np.subtract(a, b) },
  { name: "mul", ours: (a, b) => a.mul(b), jax: (a, b) => np.multiply(a, b) },
  { name: "div", ours: (a, b) => a.div(b), jax: (a, b) => np.divide(a, b) },
  {
    name: "matmul and transpose",
    ours: (a, b) => a.matmul(b.transpose()),
    jax: (a, b) => np.matmul(a, np.transpose(b)),
  },
  {
    name: "pow",
    ours: (a, b) => a.pow(3).add(b.pow(0.5)),
    jax: (a, b) => np.add(np.power(a, 3), np.power(b, 0.5)),
    positive: true,
  },
  {
    name: "sqrt and log",
    ours: (a, b) => a.sqrt().mul(b.log()),
    jax: (a, b) => np.multiply(np.sqrt(a), np.log(b)),
    positive: true,
  },
  {
    name: "exp and softplus",
    ours: (a, b) => a.exp().mul(b.softplus()),
    jax: (a, b) => np.multiply(np.exp(a), nn.softplus(b)),
  },
  {
    name: "clamp",
    ours: (a, b) => a.clamp({ max: 0 }).mul(b.clamp({ min: -0.5, max: 0.5 })),
    jax: (a, b) => np.multiply(np.minimum(a, 0), np.clip(b, -0.5, 0.5)),
  },
  {
    name: "mean, and a number stretched to a matrix",
    ours: (a, b) => a.mul(b.mean()),
    jax: (a, b) => np.multiply(a, np.mean(b)),
  },
  {
    name: "norm",
    ours: (a, b) => a.norm().mul(b),
    jax: (a, b) => np.multiply(np.sqrt(np.sum(np.square(a))), b),
  },
];

/** ∂f/∂(argument) by jax-js. */
async function jaxGradient(
  f: (a: JaxArray, b: JaxArray) => JaxArray,
  A: Matrix,
  B: Matrix,
  argument: 0 | 1,
): Promise<Matrix> {
  const gradient = grad(f, { argnums: argument })(toJax(A), toJax(B)) as JaxArray;
  const { rows, cols } = argument === 0 ? A : B;
  return new Matrix(rows, cols, Float64Array.from(await gradient.data() as Float64Array));
}

async function compare(
  { ours, jax }: Pick<Case, "ours" | "jax">,
  A: Matrix,
  B: Matrix,
): Promise<void> {
  const a = new Tensor(A, { requiresGrad: true });
  const b = new Tensor(B, { requiresGrad: true });
  // Squared before the sum, so that the gradient that flows back is not the same everywhere.
  ours(a, b).pow(2).sum().backward();
  const theirs = (x: JaxArray, y: JaxArray) => np.sum(np.square(jax(x, y)));
  assertMatrixClose(a.grad, (await jaxGradient(theirs, A, B, 0)).toArray(), 1e-9);
  assertMatrixClose(b.grad, (await jaxGradient(theirs, A, B, 1)).toArray(), 1e-9);
}

for (const [i, one] of cases.entries()) {
  Deno.test(`${one.name}: the gradients are jax-js's`, async () => {
    const random = new Random(i);
    for (const [rows, cols] of [[1, 1], [2, 3], [5, 4]] as const) {
      const draw = () => {
        const A = normalMatrix(rows, cols, random);
        return one.positive ? map(A, (x) => Math.abs(x) + 0.1) : A;
      };
      await compare(one, draw(), draw());
    }
  });
}

Deno.test("the fused loss: its gradients are jax-js's of the loss as it is written", async () => {
  const random = new Random(99);
  const V = normalMatrix(6, 5, random);
  const W = normalMatrix(6, 2, random);
  const H = normalMatrix(2, 5, random);
  const loss = (w: JaxArray, h: JaxArray) =>
    np.sqrt(np.sum(np.square(np.subtract(toJax(V), np.matmul(w, h)))));
  for (const constant of [V, SparseMatrix.fromDense(V)]) {
    const w = new Tensor(W, { requiresGrad: true });
    const h = new Tensor(H, { requiresGrad: true });
    frobeniusLoss(constant, w, h).backward();
    assertMatrixClose(w.grad, (await jaxGradient(loss, W, H, 0)).toArray(), 1e-9);
    assertMatrixClose(h.grad, (await jaxGradient(loss, W, H, 1)).toArray(), 1e-9);
  }
});

Deno.test("the comparison can fail: a gradient that is wrong is found", () =>
  assert.rejects(
    compare(
      { ours: (a, b) => a.mul(b), jax: (a, b) => np.multiply(np.multiply(a, b), 1.001) },
      Matrix.from([[1, 2]]),
      Matrix.from([[3, 4]]),
    ),
  ));
