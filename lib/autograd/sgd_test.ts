import { Matrix } from "../matrix/mod.ts";
import { assertMatrixClose } from "../testing/assert_close.ts";
import { SGD, Tensor } from "./mod.ts";

/** Four steps on Σ cᵢ xᵢ² from x = [[1, −2], [0.5, 3]]. */
function fourSteps(options: ConstructorParameters<typeof SGD>[1], decay = 1): Matrix {
  const c = Matrix.from([[1, 2], [3, 0.5]]);
  const x = new Tensor(Matrix.from([[1, -2], [0.5, 3]]), { requiresGrad: true });
  const optimizer = new SGD([x], options);
  for (let i = 0; i < 4; i++) {
    optimizer.zeroGrad();
    x.pow(2).mul(c).sum().backward();
    optimizer.step();
    optimizer.lr *= decay;
  }
  return x.value;
}

// PyTorch 1.13, float64: opt = torch.optim.SGD([x], **options); four times
// opt.zero_grad(); (x ** 2 * c).sum().backward(); opt.step()
// Without momentum it is also xᵢ(1 − 2 lr cᵢ)⁴.
Deno.test("steps without momentum are PyTorch's", () => {
  assertMatrixClose(fourSteps({ lr: 0.1 }), [
    [0.4096, -0.2592],
    [0.012799999999999997, 1.9683000000000002],
  ], 1e-15);
});

Deno.test("steps with momentum 0.9 are PyTorch's", () => {
  assertMatrixClose(fourSteps({ lr: 0.1, momentum: 0.9 }), [
    [-0.3086000000000001, 1.6200000000000003],
    [-0.3841, 0.6803999999999999],
  ], 1e-14);
});

Deno.test("steps with Nesterov's momentum 0.9 are PyTorch's", () => {
  assertMatrixClose(fourSteps({ lr: 0.1, momentum: 0.9, nesterov: true }), [
    [-0.32482304000000006, 0.7002028800000001],
    [-0.03159231999999999, 0.2816637299999998],
  ], 1e-14);
});

// After each step: for group in opt.param_groups: group["lr"] *= 0.5
Deno.test("a learning rate that is changed between steps reaches the optimizer", () => {
  assertMatrixClose(fourSteps({ lr: 0.1, momentum: 0.9 }, 0.5), [
    [0.46035000000000004, -0.10799999999999986],
    [-0.11706250000000004, 2.137640625],
  ], 1e-14);
});
