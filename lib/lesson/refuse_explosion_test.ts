import assert from "node:assert/strict";
import {
  gram,
  gramRows,
  matmul,
  Matrix,
  mul,
  SparseMatrix,
  sub,
  transpose,
} from "../matrix/mod.ts";
import { refuseExplosion, uphill } from "./mod.ts";

const V = SparseMatrix.fromDense(Matrix.from([[3, 0, 1], [0, 4, 2]]));
const start = {
  W: Matrix.from([[0.5, 0.2], [0.1, 0.6]]),
  H: Matrix.from([[1, 0.2, 0.4], [0.3, 1, 1]]),
};

/** A step of gradient descent for ½‖V − WH‖², with a sign for each factor. */
function step(signW: 1 | -1, signH: 1 | -1, rate: number) {
  return (length: number) => {
    const { W, H } = start;
    const dW = sub(matmul(W, gramRows(H)), matmul(V, transpose(H)));
    const dH = sub(matmul(gram(W), H), matmul(transpose(W), V));
    return {
      W: sub(W, mul(dW, signW * rate * length)),
      H: sub(H, mul(dH, signH * rate * length)),
    };
  };
}

Deno.test("a factor with the wrong sign goes uphill at any rate, the right one at none", () => {
  for (const rate of [1e-3, 1, 1e4]) {
    assert.deepEqual(uphill(V, start, step(1, 1, rate)), [], `${rate}`);
    assert.deepEqual(uphill(V, start, step(-1, 1, rate)), ["W"], `${rate}`);
    assert.deepEqual(uphill(V, start, step(1, -1, rate)), ["H"], `${rate}`);
    assert.deepEqual(uphill(V, start, step(-1, -1, rate)), ["W", "H"], `${rate}`);
  }
  // Who does not move goes neither up nor down.
  assert.deepEqual(uphill(V, start, () => start), []);
});

Deno.test("an explosion is laid to the rate, unless a step goes uphill however short", () => {
  const refused = (signW: 1 | -1, error: number) => () =>
    refuseExplosion(V, 4, error, "--lr", { start, step: step(signW, 1, 10) });
  refused(-1, 50)(); // ten times ‖V‖ is 54.8
  for (const error of [60, Infinity, NaN]) {
    assert.throws(refused(1, error), {
      name: "InputError",
      message:
        /^the learning rate is too large: after i = 4 .* give a smaller --lr, and if that does not help, look/,
    });
    assert.throws(refused(-1, error), {
      name: "InputError",
      message:
        /^the step of W goes uphill, however short it is: after i = 4 .*which sign/,
    });
  }
});

Deno.test("a step that is no number, however short it is, is not laid to the rate", () => {
  const step = () => ({ W: start.W, H: Matrix.from([[NaN, 0, 0], [0, 0, 0]]) });
  assert.throws(() => refuseExplosion(V, 2, NaN, "--lr", { start, step }), {
    name: "InputError",
    message:
      /^the error is not a number after i = 2, nor after a first step .*divides by 0/,
  });
});
