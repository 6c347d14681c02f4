import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { Adam, frobeniusLoss, noGrad, SGD, Tensor } from "./mod.ts";

const variable = (value: Matrix | number, name = "") =>
  new Tensor(value, { requiresGrad: true, name });
const square = () => Matrix.from([[1, 2], [3, 4]]);

/** Every operation, with one input. */
const operations: Record<string, (x: Tensor) => Tensor> = {
  "x + x": (x) => x.add(x),
  "x + 0": (x) => x.add(0),
  "x − 1": (x) => x.sub(1),
  "0 + x": (x) => new Tensor(0).add(x),
  "x · x": (x) => x.mul(x),
  "x · 1": (x) => x.mul(1),
  "x · c": (x) => x.mul(square()),
  "x · number": (x) => x.mul(variable(3)),
  "number · x": (x) => variable(3).mul(x),
  "x / 1": (x) => x.div(1),
  "1 / x": (x) => new Tensor(1).div(x),
  "x / x": (x) => x.div(x),
  "x c": (x) => x.matmul(square()),
  "x c, sparse": (x) => x.matmul(SparseMatrix.fromDense(square())),
  "x x": (x) => x.matmul(x),
  "c x": (x) => x.premultiply(square()),
  "c x, sparse": (x) => x.premultiply(SparseMatrix.fromDense(square())),
  "transpose": (x) => x.transpose(),
  "pow 0": (x) => x.pow(0),
  "pow 1": (x) => x.pow(1),
  "pow 2": (x) => x.pow(2),
  "pow 3": (x) => x.pow(3),
  "sqrt": (x) => x.sqrt(),
  "exp": (x) => x.exp(),
  "log": (x) => x.log(),
  "softplus": (x) => x.softplus(),
  "clamp": (x) => x.clamp({ min: 0 }),
  "clamp to nothing": (x) => x.clamp({}),
  "sum": (x) => x.sum(),
  "mean": (x) => x.mean(),
  "norm": (x) => x.norm(),
  "frobeniusLoss by W": (x) => frobeniusLoss(square(), x, new Tensor(square())),
  "frobeniusLoss by H": (x) => frobeniusLoss(square(), new Tensor(square()), x),
  "custom": (x) => Tensor.fromOperation("same", x.value, [[x, (grad) => grad]]),
  "custom, a view": (x) =>
    Tensor.fromOperation("row", new Matrix(1, 2, x.value.row(1)), [
      [x, (grad) => Matrix.from([[0, 0], [...grad.data]])],
    ]),
};

for (const [name, f] of Object.entries(operations)) {
  Deno.test(`${name}: the result keeps its value when its input is changed`, () => {
    for (const run of [f, (x: Tensor) => noGrad(() => f(x))]) {
      const x = variable(square());
      const y = run(x);
      const before = y.value.toArray();
      x.assign(Matrix.from([[50, 60], [70, 80]]));
      assert.deepEqual(y.value.toArray(), before);
    }
  });
}

Deno.test("x to the power of 1 keeps its value when SGD steps", () => {
  const x = variable(5);
  const y = x.pow(1);
  y.backward();
  new SGD([x], { lr: 1 }).step();
  assert.deepEqual([x.item(), y.item()], [4, 5]);
});

// PyTorch 1.13 refuses the same ones after `with torch.no_grad(): x.add_(10)`, and pow 0,
// for which it keeps x without need.
const needsX = [
  ..."x · x,x · number,number · x,1 / x,x / x,x x,pow 1,pow 2,pow 3,log,softplus".split(
    ",",
  ),
  ..."clamp,clamp to nothing,norm,frobeniusLoss by W,frobeniusLoss by H".split(","),
];

for (const [name, f] of Object.entries(operations)) {
  const needed = needsX.includes(name);
  Deno.test(`${name}: backward after x was changed is ${needed ? "refused" : "right"}`, () => {
    const x = variable(square(), "x");
    const loss = f(x).sum();
    x.assign(Matrix.from([[50, 60], [70, 80]]));
    if (needed) {
      assert.throws(() => loss.backward(), {
        name: "Error",
        message:
          /^backward: the gradient of a . × . result of .* needs “x” \(2 × 2\) as it/,
      });
    } else {
      loss.backward();
      const unchanged = variable(square());
      f(unchanged).sum().backward();
      assert.deepEqual(x.grad, unchanged.grad);
    }
  });
}

const ways: Record<string, (x: Tensor) => void> = {
  "SGD": (x) => new SGD([x], { lr: 0.1 }).step(),
  "Adam": (x) => new Adam([x]).step(),
  "assign a number": (x) => x.assign(7),
  "assign a matrix": (x) => x.assign(Matrix.from([[7]])),
  "assign a tensor": (x) => x.assign(new Tensor(7)),
  "by hand": (x) => {
    x.value.data[0] = 7;
    x.markChanged();
  },
  "by hand, through detach": (x) => {
    const y = x.detach();
    y.value.data[0] = 7;
    y.markChanged();
  },
};

for (const [name, change] of Object.entries(ways)) {
  Deno.test(`a change by ${name} is noticed, and the next forward pass is free of it`, () => {
    const x = variable(3);
    const y = x.mul(x);
    y.backward();
    change(x);
    x.zeroGrad();
    assert.throws(() => y.backward(), /result of mul needs a 1 × 1 variable as it was/);
    const at = x.item();
    x.zeroGrad();
    x.mul(x).backward();
    assert.equal(x.grad.at(0, 0), 2 * at);
  });
}

const sharers: Record<string, (w: Tensor, x: Tensor) => Tensor> = {
  "detach": (w, x) => w.mul(x.detach()),
  "a constant of its value": (w, x) => w.mul(new Tensor(x.value)),
  "its value": (w, x) => w.mul(x.value),
  "another shape of its array": (w, x) => w.mul(new Matrix(2, 2, x.value.data)),
  "its rows": (w, x) => w.mul(new Matrix(2, 2, x.value.data.subarray(0, 4))),
  "its value in matmul": (w, x) => w.matmul(x.value),
  "its value in premultiply": (w, x) => w.premultiply(x.value),
  "its value as V": (w, x) => frobeniusLoss(x.value, new Tensor(square()), w),
  "its value in an operation of one's own": (w, x) =>
    Tensor.fromOperation("own", w.value.clone(), [[w, () => x.value]]),
};

for (const [name, f] of Object.entries(sharers)) {
  Deno.test(`a change is noticed by what shares the array: ${name}`, () => {
    const w = variable(square());
    const x = variable(square());
    const loss = f(w, x).sum();
    x.assign(square());
    assert.throws(() => loss.backward(), /value has changed since/);
  });
}

Deno.test("a result that was changed by hand is noticed where its own operation needs it", () => {
  const changed: ((x: Tensor) => Tensor)[] = [
    (x) => x.exp(),
    (x) => x.sqrt(),
    (x) => new Tensor(1).div(x),
  ];
  for (const f of changed) {
    const y = f(variable(2));
    y.value.data[0] = 9;
    y.markChanged();
    assert.throws(() => y.backward(), /needs a 1 × 1 result of/);
  }
});

Deno.test("what is changed before or beside the forward pass does no harm", () => {
  const x = variable(3);
  const other = variable(1);
  x.assign(4);
  const y = x.mul(x);
  other.assign(2);
  y.backward();
  assert.equal(x.grad.at(0, 0), 8);
});

Deno.test("a refused backward leaves nothing behind", () => {
  const x = variable(3);
  const y = x.mul(x);
  x.assign(4);
  assert.throws(() => y.backward(), /changed/);
  assert.equal(x.value.at(0, 0), 4);
  const z = x.mul(x);
  z.backward();
  assert.equal(x.grad.at(0, 0), 8);
});

Deno.test("backward within a gradient, as an operation of one's own may do", () => {
  const x = variable(3);
  const cube = Tensor.fromOperation("cube", Matrix.from([[27]]), [[x, (grad) => {
    const inner = variable(x.value);
    inner.pow(3).backward();
    return Matrix.from([[grad.at(0, 0) * inner.grad.at(0, 0)]]);
  }]]);
  const loss = cube.mul(cube);
  loss.backward();
  assert.equal(x.grad.at(0, 0), 2 * 27 * 27);
  x.assign(1);
  assert.throws(() => loss.backward(), /result of cube needs/);
});

Deno.test("assign copies, keeps the matrix, and refuses results and other shapes", () => {
  const x = variable(square(), "x");
  const matrix = x.value;
  const other = Matrix.from([[5, 6], [7, 8]]);
  x.assign(other);
  other.data[0] = 0;
  assert.equal(x.value, matrix);
  assert.deepEqual(matrix.toArray(), [[5, 6], [7, 8]]);
  const constant = new Tensor(1);
  constant.assign(2);
  assert.equal(constant.item(), 2);
  assert.throws(() => x.assign(new Matrix(1, 2)), {
    name: "RangeError",
    message: "assign: “x” (2 × 2) cannot hold 1 × 2 entries",
  });
  assert.throws(() => x.assign(1), RangeError);
  assert.throws(() => x.mul(2).assign(square()), {
    name: "Error",
    message: /^assign: a 2 × 2 result of mul is what/,
  });
});

Deno.test("detach: the same value, through which nothing flows back", () => {
  const x = variable(square(), "x");
  const y = x.exp().detach();
  assert.deepEqual([y.requiresGrad, y.operation, y.inputs], [false, "", []]);
  const constant = x.detach();
  assert.equal(constant.value, x.value);
  assert.equal(constant.name, "x");
  x.mul(constant).sum().backward();
  assert.deepEqual(x.grad.toArray(), square().toArray());
});
