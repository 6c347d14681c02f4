import assert from "node:assert/strict";
import { frobeniusLoss, Tensor } from "@nmf/lib/autograd";
import {
  clampMin,
  frobeniusError,
  Random,
  SparseMatrix,
  uniformMatrix,
} from "@nmf/lib/matrix";
import { assertClose, assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { tinyGolden } from "../../lib/testing/golden.ts";
import { introduction, naiveLoss } from "./checks.ts";

Deno.test("the introduction: the gradient is the 18 that PyTorch prints", () => {
  const { x, out } = introduction();
  assert.equal(out.item(), 108);
  assert.deepEqual(x.grad.toArray(), [[18, 18], [18, 18]]);
  const { grad_of_x } = tinyGolden("torch_tiny").autograd_intro;
  assert.equal(x.grad.at(0, 0), grad_of_x);
});

Deno.test("the naive and the fused loss have the same value and the same gradients", () => {
  const random = new Random(4);
  const V = SparseMatrix.fromDense(clampMin(uniformMatrix(9, 14, random, -1, 1), 0));
  const W = uniformMatrix(9, 3, random);
  const H = uniformMatrix(3, 14, random);
  const variables = () => [W, H].map((A) => new Tensor(A, { requiresGrad: true }));
  const [W1, H1] = variables() as [Tensor, Tensor];
  const [W2, H2] = variables() as [Tensor, Tensor];
  const naive = naiveLoss(V.toDense(), W1, H1);
  const fused = frobeniusLoss(V, W2, H2);
  naive.backward();
  fused.backward();
  assertClose(naive.item(), frobeniusError(V.toDense(), W, H), 1e-12);
  assertClose(fused.item(), naive.item(), 1e-12);
  assertMatrixClose(W2.grad, W1.grad.toArray(), 1e-12);
  assertMatrixClose(H2.grad, H1.grad.toArray(), 1e-12);
});
