import assert from "node:assert/strict";
import fc from "fast-check";
import {
  map,
  Matrix,
  mul,
  norm,
  Random,
  SparseMatrix,
  sub,
  uniformMatrix,
} from "../matrix/mod.ts";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import { gradCheck, noGrad, Tensor } from "./mod.ts";

const variable = (rows: number[][]) =>
  new Tensor(Matrix.from(rows), { requiresGrad: true });

/** The value of an operation and the gradient of the sum of its entries. */
function valueAndGradient(f: (x: Tensor) => Tensor, entries: number[]) {
  const x = variable([entries]);
  const y = f(x);
  y.sum().backward();
  return { value: [...y.value.data], gradient: [...x.grad.data] };
}

Deno.test("the introduction: x + 2, squared, times 3, summed", () => {
  const x = variable([[1, 1], [1, 1]]);
  const y = x.add(2);
  const z = y.mul(y).mul(3);
  z.sum().backward();
  assert.deepEqual(x.grad.toArray(), [[18, 18], [18, 18]]);
  assert.deepEqual(z.value.toArray(), [[27, 27], [27, 27]]);
  x.zeroGrad();
  z.mean().backward();
  assert.deepEqual(x.grad.toArray(), [[4.5, 4.5], [4.5, 4.5]]);
});

const size = fc.integer({ min: 1, max: 5 });
const shape = fc.record({ m: size, k: size, n: size, seed: fc.nat(0xffff) });

/** A tensor as one number, in which every entry counts differently. */
function weighed(x: Tensor): Tensor {
  const { rows, cols } = x.value;
  return x.mul(uniformMatrix(rows, cols, new Random(1), 0.5, 2)).sum();
}

function assertGradients(f: (...inputs: Tensor[]) => Tensor, inputs: Matrix[]): void {
  const found = gradCheck((...tensors) => weighed(f(...tensors)), inputs);
  assert.ok(found.difference < 1e-6, JSON.stringify(found));
}

const ofOne: Record<string, [f: (x: Tensor) => Tensor, low: number, high: number]> = {
  transpose: [(x) => x.transpose(), -2, 2],
  "pow 2": [(x) => x.pow(2), -2, 2],
  "pow 3": [(x) => x.pow(3), 0.5, 2],
  "pow 0": [(x) => x.pow(0).add(x), -2, 2],
  "pow −1.5": [(x) => x.pow(-1.5), 0.5, 2],
  sqrt: [(x) => x.sqrt(), 0.5, 2],
  exp: [(x) => x.exp(), -2, 2],
  log: [(x) => x.log(), 0.5, 2],
  softplus: [(x) => x.softplus(), -5, 5],
  "clamp below": [(x) => x.clamp({ min: 0.3 }).add(x), -2, 2],
  "clamp above": [(x) => x.clamp({ max: -0.3 }).add(x), -2, 2],
  "clamp both": [(x) => x.clamp({ min: -0.5, max: 1 }).add(x), -2, 2],
  sum: [(x) => x.sum(), -2, 2],
  mean: [(x) => x.mean(), -2, 2],
  norm: [(x) => x.norm(), 0.1, 2],
  "the same tensor twice": [(x) => x.mul(x).div(x.add(3)), -2, 2],
  "a number": [(x) => x.add(2).mul(3).sub(1).div(4), -2, 2],
  "from a number": [(x) => new Tensor(1).sub(x).mul(new Tensor(2).div(x)), 0.5, 2],
};

for (const [name, [f, low, high]] of Object.entries(ofOne)) {
  Deno.test(`the gradient of ${name}`, () => {
    fc.assert(fc.property(shape, ({ m, n, seed }) => {
      const X = uniformMatrix(m, n, new Random(seed), low, high);
      // Finite differences know nothing next to the bounds of the clamps.
      const bounds = [0.3, -0.3, -0.5, 1];
      fc.pre(X.data.every((x) => bounds.every((bound) => Math.abs(x - bound) > 1e-4)));
      assertGradients(f, [X]);
    }));
  });
}

const ofTwo: Record<string, (a: Tensor, b: Tensor) => Tensor> = {
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b),
};

for (const [name, f] of Object.entries(ofTwo)) {
  Deno.test(`the gradient of ${name}, with 1 × 1 on either side`, () => {
    fc.assert(fc.property(shape, ({ m, n, seed }) => {
      const random = new Random(seed);
      const A = uniformMatrix(m, n, random, 0.5, 2);
      const B = uniformMatrix(m, n, random, 0.5, 2);
      const scalar = uniformMatrix(1, 1, random, 0.5, 2);
      assertGradients(f, [A, B]);
      assertGradients(f, [A, scalar]);
      assertGradients(f, [scalar, B]);
      assertGradients((a) => f(a, new Tensor(B)), [A]);
      assertGradients((b) => f(new Tensor(A), b), [B]);
    }));
  });
}

Deno.test("the gradient of matmul and premultiply, with sparse and dense constants", () => {
  fc.assert(fc.property(shape, ({ m, k, n, seed }) => {
    const random = new Random(seed);
    const A = uniformMatrix(m, k, random, -2, 2);
    const B = uniformMatrix(k, n, random, -2, 2);
    const positive = (X: Matrix) => map(X, (x) => Math.max(x, 0));
    const left = positive(uniformMatrix(n, m, random, -1, 1));
    const right = positive(uniformMatrix(n, k, random, -1, 1));
    assertGradients((a, b) => a.matmul(b), [A, B]);
    for (const convert of [(X: Matrix) => X, SparseMatrix.fromDense]) {
      assertGradients((a, b) => a.matmul(b).matmul(convert(right)).add(a), [A, B]);
      assertGradients((a, b) => a.matmul(b).premultiply(convert(left)), [A, B]);
    }
  }));
});

Deno.test("the values of the operations", () => {
  const A = variable([[1, 4], [9, 16]]);
  const B = variable([[2, 1], [3, -4]]);
  assert.deepEqual(A.add(B).value.toArray(), [[3, 5], [12, 12]]);
  assert.deepEqual(A.sub(B).value.toArray(), [[-1, 3], [6, 20]]);
  assert.deepEqual(A.mul(B).value.toArray(), [[2, 4], [27, -64]]);
  assert.deepEqual(A.div(B).value.toArray(), [[0.5, 4], [3, -4]]);
  assert.deepEqual(new Tensor(8).sub(B).value.toArray(), [[6, 7], [5, 12]]);
  assert.deepEqual(new Tensor(12).div(B).value.toArray(), [[6, 12], [4, -3]]);
  assert.deepEqual(A.matmul(B).value.toArray(), [[14, -15], [66, -55]]);
  assert.deepEqual(A.matmul(B.value).value.toArray(), [[14, -15], [66, -55]]);
  assert.deepEqual(B.premultiply(A.value).value.toArray(), [[14, -15], [66, -55]]);
  assert.deepEqual(A.transpose().value.toArray(), [[1, 9], [4, 16]]);
  assert.deepEqual(A.sqrt().value.toArray(), [[1, 2], [3, 4]]);
  assert.deepEqual(B.pow(3).value.toArray(), [[8, 1], [27, -64]]);
  assert.deepEqual(B.clamp({ min: -1, max: 2 }).value.toArray(), [[2, 1], [2, -1]]);
  assertMatrixClose(B.exp().log().value, B.value.toArray(), 1e-15);
  assert.equal(A.sum().item(), 30);
  assert.equal(A.mean().item(), 7.5);
  assert.equal(variable([[2, -4], [5, 6]]).norm().item(), 9);
});

// Each comment is the expression x in PyTorch 1.13, with x = torch.tensor([…],
// dtype=torch.float64, requires_grad=True); then x.grad after .sum().backward().
Deno.test("where there is no derivative, values and gradients are PyTorch's", () => {
  // x.norm()
  assert.deepEqual(
    valueAndGradient((x) => x.norm(), [0, 0]),
    { value: [0], gradient: [0, 0] },
  );
  // x.clamp(-1, 2)
  assert.deepEqual(
    valueAndGradient((x) => x.clamp({ min: -1, max: 2 }), [-2, -1, 0, 2, 3, NaN]),
    { value: [-1, -1, 0, 2, 2, NaN], gradient: [0, 1, 1, 1, 0, 0] },
  );
  // x.clamp(min=0).sqrt(): the infinite gradient at 0 does not get past the clamp
  assert.deepEqual(
    valueAndGradient((x) => x.clamp({ min: 0 }).sqrt(), [-1, 0, 4]),
    { value: [0, 0, 2], gradient: [0, Infinity, 0.25] },
  );
  // x.log()
  assert.deepEqual(
    valueAndGradient((x) => x.log(), [0, 1, -1]),
    { value: [-Infinity, 0, NaN], gradient: [Infinity, 1, -1] },
  );
  // x.pow(0)
  assert.deepEqual(
    valueAndGradient((x) => x.pow(0), [0, 2]),
    { value: [1, 1], gradient: [0, 0] },
  );
  // x.pow(0.5)
  assert.deepEqual(
    valueAndGradient((x) => x.pow(0.5), [0, 4]),
    { value: [0, 2], gradient: [Infinity, 0.25] },
  );
  // x.pow(-1), and 1 / x
  const inverse = { value: [Infinity, -0.25], gradient: [-Infinity, -0.0625] };
  assert.deepEqual(valueAndGradient((x) => x.pow(-1), [0, -4]), inverse);
  assert.deepEqual(valueAndGradient((x) => new Tensor(1).div(x), [0, -4]), inverse);
});

Deno.test("softplus neither overflows nor loses small numbers", () => {
  // torch.nn.functional.softplus(x, threshold=1000), x = [-40, -1, 0, 1, 40]
  const { value, gradient } = valueAndGradient((x) => x.softplus(), [
    -40,
    -1,
    0,
    1,
    40,
    800,
    -800,
  ]);
  const expected = [
    [4.248354255291589e-18, 4.248354255291589e-18],
    [0.31326168751822286, 0.2689414213699951],
    [0.6931471805599453, 0.5],
    [1.3132616875182228, 0.7310585786300049],
    [40, 1],
    // PyTorch's formula overflows here; in the limit ln(1 + eˣ) is x, and 0.
    [800, 1],
    [0, 0],
  ];
  expected.forEach(([v, g], i) => {
    assertClose(value[i]!, v!, 1e-15 * v!);
    assertClose(gradient[i]!, g!, 1e-15 * g!);
  });
});

// PyTorch has 2.0322308024e-313 for the value and for the gradient.
Deno.test("softplus far to the left is eˣ, and so is its gradient", () => {
  const { value, gradient } = valueAndGradient((x) => x.softplus(), [-720]);
  assertClose(value[0]! / 2.0322308024e-313, 1, 1e-9);
  assertClose(gradient[0]! / 2.0322308024e-313, 1, 1e-9);
});

// −g · (a / b) / b is −1e250; the product g · (a / b) would be infinite.
Deno.test("the gradient of div divides before it multiplies", () => {
  const x = variable([[1e100]]);
  new Tensor(1e200).div(x).mul(1e250).backward();
  assertClose(x.grad.at(0, 0) / -1e250, 1, 1e-15);
});

Deno.test("a tensor that is used in several places gets the sum of the gradients", () => {
  const x = variable([[3]]);
  const y = x.mul(x); // used twice, at different distances from the result
  y.mul(y.exp().log()).add(x).backward();
  // x⁴ + x
  assertClose(x.grad.at(0, 0), 4 * 27 + 1, 1e-10);
});

Deno.test("gradients add up over calls of backward, until zeroGrad", () => {
  const x = variable([[1, 2]]);
  const loss = x.mul(x).sum();
  loss.backward();
  assert.deepEqual(x.grad.toArray(), [[2, 4]]);
  loss.backward();
  assert.deepEqual(x.grad.toArray(), [[4, 8]]);
  x.mul(10).sum().backward();
  assert.deepEqual(x.grad.toArray(), [[14, 18]]);
  x.zeroGrad();
  assert.deepEqual(x.grad.toArray(), [[0, 0]]);
  loss.backward();
  assert.deepEqual(x.grad.toArray(), [[2, 4]]);
});

Deno.test("a variable's gradient is one matrix, which a clone is not", () => {
  const x = variable([[1, 2]]);
  x.sum().backward();
  const gradient = x.grad;
  const kept = gradient.clone();
  x.mul(2).sum().backward();
  assert.equal(x.grad, gradient);
  assert.deepEqual(gradient.toArray(), [[3, 3]]);
  x.zeroGrad();
  assert.deepEqual(gradient.toArray(), [[0, 0]]);
  assert.deepEqual(kept.toArray(), [[1, 1]]);
});

Deno.test("a result whose gradient is cleared leaves that of others alone", () => {
  const x = variable([[1, 2]]);
  const y = x.mul(3);
  const z = y.add(0);
  z.sum().backward();
  assert.equal(y.hasGrad, true);
  z.zeroGrad();
  assert.deepEqual(z.grad.toArray(), [[0, 0]]);
  assert.deepEqual(y.grad.toArray(), [[1, 1]]);
  assert.deepEqual(x.grad.toArray(), [[3, 3]]);
});

Deno.test("the gradients of two variables are never the same matrix", () => {
  const x = variable([[1, 2]]);
  const y = variable([[3, 4]]);
  x.add(y).sum().backward();
  x.grad.data[0] = 99;
  assert.deepEqual(y.grad.toArray(), [[1, 1]]);
});

Deno.test("results have gradients, too", () => {
  const x = variable([[1, 2]]);
  const y = x.mul(3);
  const loss = y.pow(2).sum();
  loss.backward();
  loss.backward();
  assert.deepEqual(y.grad.toArray(), [[6, 12]]);
  assert.deepEqual(loss.grad.toArray(), [[1]]);
});

Deno.test("backward through a chain of 100 000 operations", () => {
  const x = variable([[1]]);
  let y = x.mul(1);
  for (let i = 1; i < 100_000; i++) y = y.add(1);
  y.backward();
  assert.deepEqual(x.grad.toArray(), [[1]]);
});

Deno.test("backward through 10 000 diamonds takes each way once", () => {
  const x = variable([[1, 2]]);
  let y = x.mul(1);
  for (let i = 0; i < 10_000; i++) y = y.mul(0.5).add(y.mul(0.5));
  y.sum().backward();
  assert.deepEqual(y.value.toArray(), [[1, 2]]);
  assert.deepEqual(x.grad.toArray(), [[1, 1]]);
});

Deno.test("x doubled 1000 times has the gradient 2^1000, doubled 2000 times an infinite one", () => {
  for (const [times, expected] of [[1000, 2 ** 1000], [2000, Infinity]] as const) {
    const x = variable([[1, 0]]);
    let y = x.mul(1);
    for (let i = 0; i < times; i++) y = y.add(y);
    y.sum().backward();
    assert.deepEqual(y.value.toArray(), [[expected, 0]]);
    assert.deepEqual(x.grad.toArray(), [[expected, expected]]);
  }
});

Deno.test("a matrix of a million entries", () => {
  const x = new Tensor(uniformMatrix(1000, 1000, new Random(1)), { requiresGrad: true });
  const c = new Tensor(3, { requiresGrad: true });
  x.mul(c).sum().backward();
  assert.ok(x.grad.data.every((g) => g === 3));
  assertClose(c.grad.at(0, 0), x.value.data.reduce((a, b) => a + b), 1e-6);
});

Deno.test("what is no matrix and no number makes no tensor", () => {
  const sparse = SparseMatrix.fromDense(new Matrix(2, 2));
  const x = variable([[1, 2]]);
  for (const wrong of [[[1, 2]], "3", undefined, null, sparse]) {
    assert.throws(() => new Tensor(wrong as never), {
      name: "TypeError",
      message: /^a tensor is made of a Matrix .* or a number$/,
    });
    for (const f of Object.values(ofTwo)) {
      assert.throws(() => f(x, wrong as never), TypeError);
    }
    assert.throws(() => x.assign(wrong as never), TypeError);
  }
});

Deno.test("an operation of one's own with a gradient of another shape is refused", () => {
  const x = variable([[1, 2, 3]]);
  const own = (gradient: Matrix) =>
    Tensor.fromOperation("own", new Matrix(1, 1), [[x, () => gradient]]);
  for (const gradient of [new Matrix(3, 1), new Matrix(1, 2), new Matrix(1, 1)]) {
    assert.throws(() => own(gradient).backward(), {
      name: "RangeError",
      message: /^backward: own gives a . × . gradient for a 1 × 3 variable; it must have/,
    });
  }
  assert.throws(() => own(new Matrix(3, 1)).add(x.mul(2).sum()).backward(), RangeError);
});

Deno.test("backward starts at one number that was computed from a variable", () => {
  const x = variable([[1, 2], [3, 4]]);
  assert.throws(() => x.add(1).backward(), {
    name: "RangeError",
    message: /this tensor is 2 × 2.*sum\(\)/,
  });
  assert.throws(() => new Tensor(new Matrix(0, 0)).backward(), /this tensor is 0 × 0/);
  assert.throws(() => new Tensor(1).exp().backward(), /requiresGrad: true/);
  assert.throws(() => noGrad(() => x.sum()).backward(), /requiresGrad: true/);
});

Deno.test("constants build no graph and have no gradient", () => {
  const x = new Tensor(Matrix.from([[1, 2]]));
  const y = x.mul(2).sum();
  assert.equal(y.item(), 6);
  assert.deepEqual([y.requiresGrad, y.operation, y.inputs], [false, "", []]);
  assert.throws(() => y.grad, /requiresGrad/);
  const z = variable([[1, 2]]).mul(x);
  z.sum().backward();
  assert.deepEqual([z.requiresGrad, z.operation], [true, "mul"]);
  assert.equal(z.inputs[1], x);
  assert.throws(() => x.grad, /requiresGrad/);
  const noFlow = () => assert.fail("the gradient of a constant was computed");
  Tensor.fromOperation("custom", new Matrix(1, 1), [
    [z, () => new Matrix(1, 2)],
    [x, noFlow],
  ]).backward();
});

Deno.test("a variable copies its matrix, a constant keeps it", () => {
  const A = Matrix.from([[1, 2]]);
  assert.equal(new Tensor(A).value, A);
  const x = new Tensor(A, { requiresGrad: true });
  x.value.data[0] = 9;
  assert.equal(A.at(0, 0), 1);
});

Deno.test("operations do not change what they are applied to", () => {
  const A = uniformMatrix(3, 3, new Random(1), 0.5, 2);
  const x = new Tensor(A, { requiresGrad: true });
  for (const [f] of Object.values(ofOne)) weighed(f(x)).backward();
  assert.deepEqual(x.value, A);
});

Deno.test("shapes that do not fit are refused with both shapes in the message", () => {
  const x = new Tensor(new Matrix(2, 3), { requiresGrad: true });
  const other = new Tensor(new Matrix(3, 2), { requiresGrad: true });
  for (const f of Object.values(ofTwo)) {
    assert.throws(() => f(x, other), { name: "RangeError", message: /2 × 3.*3 × 2/ });
  }
  const square = new Matrix(2, 2);
  assert.throws(() => x.matmul(x), /2 × 3.*2 × 3/);
  assert.throws(() => x.matmul(SparseMatrix.fromDense(square)), /2 × 3.*2 × 2/);
  assert.throws(() => other.premultiply(square), /2 × 2.*3 × 2/);
  assert.throws(() => x.item(), { name: "RangeError", message: /2 × 3/ });
  assert.throws(() => new Tensor(new Matrix(0, 1)).item(), /a 0 × 1 tensor is not one/);
});

Deno.test("bounds and powers that are none are refused", () => {
  const x = variable([[1, 2]]);
  const refuse = (f: () => Tensor, message: string) =>
    assert.throws(f, { name: "RangeError", message });
  refuse(() => x.clamp({ min: 1, max: 0 }), "clamp: min 1 is above max 0");
  refuse(() => x.clamp({ min: NaN }), "clamp: NaN … Infinity are no bounds");
  refuse(() => x.clamp({ max: NaN }), "clamp: -Infinity … NaN are no bounds");
  for (const p of [NaN, Infinity, -Infinity]) {
    refuse(() => x.pow(p), `pow: ${p} is not a finite number`);
  }
});

Deno.test("a gradient step makes ‖V − WH‖ smaller", () => {
  fc.assert(fc.property(shape, ({ m, k, n, seed }) => {
    const random = new Random(seed);
    const V = uniformMatrix(m, n, random);
    const W = new Tensor(uniformMatrix(m, k, random), { requiresGrad: true });
    const H = new Tensor(uniformMatrix(k, n, random), { requiresGrad: true });
    const loss = () => W.matmul(H).sub(V).norm();
    const before = loss();
    before.backward();
    const slope = norm(W.grad) ** 2 + norm(H.grad) ** 2;
    for (const x of [W, H]) x.value.data.set(sub(x.value, mul(x.grad, 1e-6)).data);
    assertClose((before.item() - loss().item()) / 1e-6, slope, 1e-2 * (1 + slope));
  }));
});
