import assert from "node:assert/strict";
import fc from "fast-check";
import {
  map,
  matmul,
  Matrix,
  Random,
  SparseMatrix,
  uniformMatrix,
} from "../matrix/mod.ts";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import { frobeniusLoss, gradCheck, Tensor } from "./mod.ts";

// 17 is beyond the width up to which the loops of lib/matrix are unrolled.
const problem = fc.record({
  m: fc.integer({ min: 1, max: 6 }),
  n: fc.integer({ min: 1, max: 6 }),
  k: fc.constantFrom(1, 2, 3, 17),
  seed: fc.nat(0xffff),
}).map(({ m, n, k, seed }) => {
  const random = new Random(seed);
  return {
    // About half the entries are 0.
    V: map(uniformMatrix(m, n, random, -2, 2), (v) => Math.max(v, 0)),
    W: uniformMatrix(m, k, random, 0.5, 1),
    H: uniformMatrix(k, n, random, 0.5, 1),
  };
});
const forms = [(V: Matrix) => V, SparseMatrix.fromDense];
const variable = (A: Matrix) => new Tensor(A, { requiresGrad: true });

Deno.test("value and gradients are those of the operations it stands for", () => {
  fc.assert(fc.property(problem, ({ V, W, H }) => {
    const [W1, H1] = [variable(W), variable(H)];
    const plain = W1.matmul(H1).sub(V).norm();
    // Close to an exact fit both are rounding.
    fc.pre(plain.item() > 0.1);
    plain.mul(3).backward();
    for (const form of forms) {
      const [W2, H2] = [variable(W), variable(H)];
      const fused = frobeniusLoss(form(V), W2, H2);
      fused.mul(3).backward();
      assertClose(fused.item(), plain.item(), 1e-9);
      assertMatrixClose(W2.grad, W1.grad.toArray(), 1e-9);
      assertMatrixClose(H2.grad, H1.grad.toArray(), 1e-9);
    }
  }));
});

Deno.test("the gradients agree with finite differences", () => {
  fc.assert(fc.property(problem, ({ V, W, H }) => {
    for (const form of forms) {
      const loss = (W: Tensor, H: Tensor) => frobeniusLoss(form(V), W, H);
      fc.pre(loss(new Tensor(W), new Tensor(H)).item() > 0.5);
      const found = gradCheck(loss, [W, H]);
      assert.ok(found.difference < 1e-6, JSON.stringify(found));
    }
  }));
});

Deno.test("one of the factors may be a constant", () => {
  const V = Matrix.from([[1, 0], [0, 2]]);
  const W = Matrix.from([[1], [1]]);
  const H = variable(Matrix.from([[1, 1]]));
  frobeniusLoss(V, new Tensor(W), H).backward();
  // V − WH = [[0, −1], [−1, 1]], so the loss is √3 and ∂loss/∂H = −Wᵀ(V − WH) / √3.
  assertMatrixClose(H.grad, [[1 / Math.sqrt(3), 0]], 1e-15);
});

Deno.test("at an exact fit the loss and the gradients are 0", () => {
  const W = variable(Matrix.from([[1, 2], [0, 3]]));
  const H = variable(Matrix.from([[2, 0], [1, 1]]));
  for (const form of forms) {
    const loss = frobeniusLoss(form(matmul(W.value, H.value)), W, H);
    loss.backward();
    assert.equal(loss.item(), 0);
    assertMatrixClose(W.grad, [[0, 0], [0, 0]], 0);
    assertMatrixClose(H.grad, [[0, 0], [0, 0]], 0);
  }
});

Deno.test("shapes that do not fit are refused", () => {
  const V = new Matrix(4, 3);
  const tensor = (rows: number, cols: number) => new Tensor(new Matrix(rows, cols));
  const message = /^frobeniusLoss: V is 4 × 3, W is \d × 2 and H is \d × \d; WH must/;
  assert.throws(() => frobeniusLoss(V, tensor(4, 2), tensor(3, 3)), { message });
  assert.throws(() => frobeniusLoss(V, tensor(3, 2), tensor(2, 3)), { message });
  assert.throws(() => frobeniusLoss(V, tensor(4, 2), tensor(2, 4)), { message });
});

Deno.test("a dense V that was changed between two calls gives the new loss", () => {
  const V = Matrix.from([[3, 4]]);
  const loss = () => frobeniusLoss(V, variable(Matrix.from([[0]])), variable(V)).item();
  assert.equal(loss(), 5);
  V.data.set([6, 8]);
  assert.equal(loss(), 10);
});

Deno.test("where the flow is a number, both gradients are times that number", () => {
  // The losses are 4 and the gradient by H's second entry is −4 · 1 / 4.
  const V = Matrix.from([[3, 4]]);
  for (const form of forms) {
    for (const weight of [1, -2.5, 0, 1e-300]) {
      const H = variable(Matrix.from([[3, 0]]));
      const W = variable(Matrix.from([[1]]));
      frobeniusLoss(form(V), W, H).mul(weight).backward();
      assertMatrixClose(H.grad, [[0, -weight]], 1e-15);
      assertMatrixClose(W.grad, [[0]], 1e-15);
    }
  }
});
