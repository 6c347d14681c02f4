import assert from "node:assert/strict";
import { Matrix } from "../matrix/mod.ts";
import { formsOf } from "../testing/forms.ts";
import { betaDivergence, type BetaLoss } from "./mod.ts";

const one = (value: number) => Matrix.from([[value]]);

Deno.test("shapes that do not fit are refused, whatever the loss", () => {
  const [A, B] = [Matrix.from([[1, 2], [3, 4]]), Matrix.from([[1], [1]])];
  const wide = Matrix.from([[1, 1, 1]]);
  for (const loss of [-1, 0, 0.5, 1, 1.5, 2, 3, "kullback-leibler"] as BetaLoss[]) {
    for (const form of Object.values(formsOf(A))) {
      assert.throws(() => betaDivergence(form, B, wide, loss), RangeError);
      assert.throws(
        () => betaDivergence(form, A, Matrix.from([[1, 1]]), loss),
        RangeError,
      );
      assert.throws(
        () => betaDivergence(form, wide, Matrix.from([[1, 1]]), loss),
        /V is 2 × 2, W is 1 × 3 and H is 1 × 2/,
      );
    }
  }
});

Deno.test("an unknown loss, bad entries and zeros that have no error are refused", () => {
  for (const loss of ["euclid", NaN, Infinity, undefined]) {
    const unknown = loss as unknown as BetaLoss;
    assert.throws(() => betaDivergence(one(1), one(1), one(1), unknown), {
      name: "RangeError",
      message: /betaLoss is unknown/,
    });
  }
  for (const beta of [0, 1, 2, 3]) {
    for (const bad of [NaN, -1, Infinity]) {
      for (
        const [name, args] of [
          ["V", [bad, 1, 1]],
          ["W", [1, bad, 1]],
          ["H", [1, 1, bad]],
        ] as const
      ) {
        const [v, w, h] = args.map(one) as [Matrix, Matrix, Matrix];
        const message = new RegExp(`${name} has the entry ${bad} in row 0, column 0`);
        assert.throws(() => betaDivergence(v, w, h, beta), {
          name: "RangeError",
          message,
        });
      }
    }
  }
  const none = new Matrix(0, 1);
  assert.throws(() => betaDivergence(none, none, one(1), 2), /no entries/);
  for (const beta of [0, -1]) {
    for (const form of Object.values(formsOf(one(0)))) {
      assert.throws(() => betaDivergence(form, one(1), one(1), beta), {
        name: "RangeError",
        message: /infinite where V is 0/,
      });
    }
  }
});
