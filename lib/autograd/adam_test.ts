import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import { tinyGolden } from "../testing/golden.ts";
import { Adam, frobeniusLoss, Tensor } from "./mod.ts";

const golden = tinyGolden("torch_tiny");
const V = Matrix.from(golden.V);

type Loss = (W: Tensor, H: Tensor) => Tensor;

/** Three ways to write ‖V − WH‖. */
const losses: Record<string, Loss> = {
  "operations": (W, H) => new Tensor(V).sub(W.matmul(H)).norm(),
  "frobeniusLoss, dense V": (W, H) => frobeniusLoss(V, W, H),
  "frobeniusLoss, sparse V": (W, H) => frobeniusLoss(SparseMatrix.fromDense(V), W, H),
};

for (const [name, loss] of Object.entries(losses)) {
  Deno.test(`five steps with a penalty are PyTorch's: ${name}`, () => {
    const { lr, betas, eps, lam, steps } = golden.adam;
    const W = new Tensor(Matrix.from(golden.W0), { requiresGrad: true });
    const H = new Tensor(Matrix.from(golden.H0), { requiresGrad: true });
    const penalty = (x: Tensor) => x.clamp({ max: 0 }).pow(2).mean();
    const optimizer = new Adam([W, H], { lr, betas, eps });
    assert.equal(steps.length, 5);
    for (const expected of steps) {
      optimizer.zeroGrad();
      const total = loss(W, H).add(penalty(W).add(penalty(H)).mul(lam));
      total.backward();
      assertClose(total.item(), expected.loss, 1e-9);
      assertMatrixClose(W.grad, expected.gW, 1e-9);
      assertMatrixClose(H.grad, expected.gH, 1e-9);
      optimizer.step();
      assertMatrixClose(W.value, expected.W, 1e-9);
      assertMatrixClose(H.value, expected.H, 1e-9);
    }
  });
}

/** Four steps on Σ cᵢ xᵢ² from x = [[1, −2], [0.5, 3]]. */
function fourSteps(options: ConstructorParameters<typeof Adam>[1], decay: number) {
  const c = Matrix.from([[1, 2], [3, 0.5]]);
  const x = new Tensor(Matrix.from([[1, -2], [0.5, 3]]), { requiresGrad: true });
  const optimizer = new Adam([x], options);
  for (let i = 0; i < 4; i++) {
    optimizer.zeroGrad();
    x.pow(2).mul(c).sum().backward();
    optimizer.step();
    optimizer.lr *= decay;
  }
  return x.value;
}

// PyTorch 1.13, float64: opt = torch.optim.Adam([x], **options); four times
// opt.zero_grad(); (x ** 2 * c).sum().backward(); opt.step()
Deno.test("the defaults are PyTorch's", () => {
  assertMatrixClose(fourSteps({}, 1), [
    [0.9960002269257634, -1.9960001131178096],
    [0.49600045655396047, 2.99600007534641],
  ], 1e-14);
});

// The same with options dict(lr=0.1, betas=(0.8, 0.99), eps=1e-3), and after each step
// for group in opt.param_groups: group["lr"] *= 0.5
Deno.test("a learning rate that is changed between steps reaches the optimizer", () => {
  assertMatrixClose(fourSteps({ lr: 0.1, betas: [0.8, 0.99], eps: 1e-3 }, 0.5), [
    [0.8135222305668335, -1.8129292953567453],
    [0.3149708103166827, 2.8128215399087475],
  ], 1e-14);
});
