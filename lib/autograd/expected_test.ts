import assert from "node:assert/strict";
import { Matrix } from "../matrix/mod.ts";
import { assertClose, assertMatrixClose } from "../testing/assert_close.ts";
import expected from "./expected_autograd.json" with { type: "json" };
import { Adam, type AdamOptions, SGD, type SGDOptions, Tensor } from "./mod.ts";

const variable = (rows: number[][]) =>
  new Tensor(Matrix.from(rows), { requiresGrad: true });

/** An operation of a program: its name, its tensor, and another tensor or a number. */
type Step = (string | number | null)[];

function apply([name, i, other]: Step, made: readonly Tensor[]): Tensor {
  const a = made[i as number]!;
  switch (name) {
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "matmul":
      return a[name](made[other as number]!);
    case "transpose":
    case "sqrt":
    case "exp":
    case "log":
    case "softplus":
    case "sum":
    case "mean":
    case "norm":
      return a[name]();
    case "pow":
      return a.pow(other as number);
    case "clampMin":
      return a.clamp({ min: other as number });
    case "clampMax":
      return a.clamp({ max: other as number });
    default:
      throw new Error(`no operation ${name}`);
  }
}

expected.graphs.forEach(({ variables, steps, loss, gradients }, i) => {
  Deno.test(`random expression ${i}: loss and gradients are PyTorch's`, () => {
    const leaves = variables.map(variable);
    const made = [...leaves];
    for (const step of steps) made.push(apply(step, made));
    const total = made.slice(leaves.length).map((x) => x.mean()).reduce((a, b) =>
      a.add(b)
    );
    total.backward();
    assertClose(total.item(), loss, 1e-11 * (1 + Math.abs(loss)));
    leaves.forEach((x, leaf) => {
      const gradient = gradients[leaf];
      assert.equal(x.hasGrad, gradient !== null);
      if (gradient == null) return;
      const largest = Math.max(...gradient.flat().map(Math.abs));
      assertMatrixClose(x.grad, gradient, 1e-11 * (1 + largest));
    });
  });
});

/** PyTorch's names of options in the course's spelling. */
function optionsOf(options: Record<string, unknown>): Record<string, unknown> {
  const { weight_decay, ...rest } = options;
  return weight_decay === undefined ? rest : { ...rest, weightDecay: weight_decay };
}

expected.descents.forEach(({ optimizer: name, options, start, steps }) => {
  const described = JSON.stringify(options).replaceAll('"', "");
  Deno.test(`${name} ${described}: ${steps.length} steps are PyTorch's`, () => {
    const parameters = start.map(variable);
    const optimizer = name === "Adam"
      ? new Adam(parameters, optionsOf(options) as AdamOptions)
      : new SGD(parameters, optionsOf(options) as unknown as SGDOptions);
    for (const { clear, lr, gradients, parameters: after } of steps) {
      if (clear === "zeros") optimizer.zeroGrad();
      if (clear === "none") optimizer.zeroGrad({ setToNone: true });
      optimizer.lr = lr;
      gradients.forEach((gradient, i) => {
        if (gradient === null) return;
        parameters[i]!.mul(Matrix.from(gradient)).sum().backward();
      });
      optimizer.step();
      after?.forEach((x, i) => assertMatrixClose(parameters[i]!.value, x, 1e-9));
    }
  });
});
