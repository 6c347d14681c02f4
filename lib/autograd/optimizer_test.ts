import assert from "node:assert/strict";
import type { Matrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { Adam, type Optimizer, SGD, Tensor } from "./mod.ts";

const variable = (value: Matrix | number) => new Tensor(value, { requiresGrad: true });

const optimizers: Record<string, (parameters: Tensor[], lr: number) => Optimizer> = {
  "SGD": (parameters, lr) => new SGD(parameters, { lr }),
  "SGD with momentum": (parameters, lr) => new SGD(parameters, { lr, momentum: 0.9 }),
  "Adam": (parameters, lr) => new Adam(parameters, { lr }),
  "Adam with amsgrad": (parameters, lr) => new Adam(parameters, { lr, amsgrad: true }),
};

for (const [name, make] of Object.entries(optimizers)) {
  Deno.test(`${name}: a parameter that comes in late begins with its own first step`, () => {
    const early = variable(1);
    const late = variable(1);
    const optimizer = make([early, late], 0.1);
    for (let i = 0; i < 5; i++) {
      optimizer.zeroGrad();
      early.sum().backward();
      optimizer.step();
      assert.equal(late.item(), 1);
    }
    early.add(late).backward();
    optimizer.step();
    // The gradient is 1, and so are v, m̂ and v̂ in a first step, which is lr long.
    assertClose(late.item(), 0.9, 1e-8);
  });

  Deno.test(`${name}: without a gradient nothing happens, to look at it is not to have one`, () => {
    const x = variable(3);
    const y = variable(2);
    const optimizer = make([x, y], 0.1);
    const square = y.mul(y);
    assert.deepEqual(x.grad.toArray(), [[0]]);
    assert.equal(x.hasGrad, false);
    x.sum().backward();
    optimizer.step();
    assert.deepEqual([x.hasGrad, y.hasGrad, y.item()], [true, false, 2]);
    square.backward(); // y was not changed
    assert.equal(y.grad.at(0, 0), 4);
  });

  Deno.test(`${name}: zeros are a gradient, none is none`, () => {
    const x = variable(3);
    const optimizer = make([x], 0.1);
    x.sum().backward();
    optimizer.step();
    const before = x.item();
    optimizer.zeroGrad({ setToNone: true });
    assert.deepEqual([x.hasGrad, x.grad.toArray()], [false, [[0]]]);
    optimizer.step();
    assert.equal(x.item(), before);
    x.sum().backward();
    optimizer.zeroGrad();
    assert.deepEqual([x.hasGrad, x.grad.toArray()], [true, [[0]]]);
    optimizer.step();
    // Gradient descent has no memory; the others go on.
    assert.equal(x.item() < before, name !== "SGD");
  });

  Deno.test(`${name}: a gradient may be written by hand`, () => {
    const x = variable(3);
    x.grad.data[0] = -1;
    make([x], 0.1).step();
    assertClose(x.item(), 3.1, 1e-8);
  });

  Deno.test(`${name}: it keeps its own list of parameters`, () => {
    const x = variable(3);
    const list = [x];
    const optimizer = make(list, 0.1);
    list.push(variable(1));
    x.sum().backward();
    list[1]!.sum().backward();
    optimizer.step();
    assertClose(x.item(), 2.9, 1e-8);
    assert.equal(list[1]!.item(), 1);
  });

  Deno.test(`${name}: parameters that are none, or twice the same, are refused`, () => {
    const x = variable(1);
    const refused: [Tensor[], RegExp][] = [
      [[], /needs parameters/],
      [[x, new Tensor(1)], /made with requiresGrad: true/],
      [[x.mul(2)], /made with requiresGrad: true/],
      [[x, variable(1), x], /given twice/],
    ];
    for (const [parameters, message] of refused) {
      assert.throws(() => make(parameters, 0.1), { name: "RangeError", message });
    }
  });

  Deno.test(`${name}: a learning rate must be a number from 0, at first and later`, () => {
    const optimizer = make([variable(1)], 0);
    assert.equal(optimizer.lr, 0);
    for (const lr of [-1, -1e-300, NaN, Infinity]) {
      const refusal = {
        name: "RangeError",
        message: `lr must be from 0 and below Infinity, not ${lr}`,
      };
      assert.throws(() => make([variable(1)], lr), refusal);
      assert.throws(() => optimizer.lr = lr, refusal);
      assert.equal(optimizer.lr, 0);
    }
  });
}

Deno.test("options out of range are refused", () => {
  const x = variable(1);
  const adam = (options: ConstructorParameters<typeof Adam>[1]) => () =>
    new Adam([x], options);
  const sgd = (options: Partial<ConstructorParameters<typeof SGD>[1]>) => () =>
    new SGD([x], { lr: 1, ...options });
  for (const bad of [-0.1, NaN, Infinity]) {
    const refused: [() => Optimizer, RegExp][] = [
      [adam({ betas: [bad, 0.9] }), /^betas\[0\] must be from 0 and below 1, not/],
      [adam({ betas: [0.9, bad] }), /^betas\[1\] must be from 0 and below 1, not/],
      [adam({ eps: bad }), /^eps must be from 0/],
      [adam({ weightDecay: bad }), /^weightDecay must be from 0/],
      [sgd({ weightDecay: bad }), /^weightDecay must be from 0/],
      [sgd({ momentum: bad }), /^momentum must be from 0/],
    ];
    for (const [make, message] of refused) {
      assert.throws(make, { name: "RangeError", message });
    }
  }
  for (const betas of [[1, 0.9], [0.9, 1], [0.9]] as [number, number][]) {
    assert.throws(adam({ betas }), /^RangeError: betas\[[01]\] must be/);
  }
  for (const dampening of [NaN, Infinity]) {
    assert.throws(sgd({ dampening }), /^RangeError: dampening must be a finite number/);
  }
  const message = "nesterov needs momentum, and a dampening of 0";
  assert.throws(sgd({ nesterov: true }), { name: "RangeError", message });
  assert.throws(sgd({ nesterov: true, momentum: 0.9, dampening: 0.1 }), { message });
});

Deno.test("the betas are Adam's own", () => {
  const betas: [number, number] = [0.5, 0.5];
  const [x, y] = [variable(1), variable(1)];
  const optimizers = [new Adam([x], { betas }), new Adam([y], { betas: [0.5, 0.5] })];
  betas[0] = betas[1] = 0.99;
  for (let i = 0; i < 3; i++) {
    for (const z of [x, y]) z.pow(2).backward();
    for (const optimizer of optimizers) optimizer.step();
  }
  assert.equal(x.item(), y.item());
});

Deno.test("without momentum one infinite gradient does not spoil the next step", () => {
  const x = variable(1);
  const optimizer = new SGD([x], { lr: 1 });
  x.grad.data[0] = Infinity;
  optimizer.step();
  assert.equal(x.item(), -Infinity);
  x.assign(1);
  x.zeroGrad();
  x.sum().backward();
  optimizer.step();
  assert.equal(x.item(), 0);
});

Deno.test("without weight decay an infinite entry does not spoil its gradient", () => {
  const x = variable(Infinity);
  x.sum().backward();
  new Adam([x]).step();
  assert.equal(x.item(), Infinity);
});
