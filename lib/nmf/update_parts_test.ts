import assert from "node:assert/strict";
import { map, matmul, type Matrix, mul, Random, transpose } from "../matrix/mod.ts";
import { uniformMatrix } from "../matrix/mod.ts";
import { formsOf, relativeDifference } from "../testing/forms.ts";
import { updateParts } from "./update_parts.ts";

const V = map(uniformMatrix(6, 5, new Random(1), -1, 1), (v) => Math.max(v, 0));
const F = uniformMatrix(6, 3, new Random(2), 0.1, 1);
const Other = uniformMatrix(5, 3, new Random(3), 0.1, 1);
const BETAS = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3];
const times = (A: Matrix, s: number) => map(A, (a) => a * s);

for (const beta of BETAS) {
  Deno.test(`the two parts of the gradient as their formulas have them, β = ${beta}`, () => {
    const WH = matmul(F, transpose(Other));
    const N = matmul(mul(V, map(WH, (wh) => wh ** (beta - 2))), Other);
    const D = matmul(map(WH, (wh) => wh ** (beta - 1)), Other);
    for (const form of Object.values(formsOf(V))) {
      const parts = updateParts(form, 1, F, Other, beta);
      assert.ok(relativeDifference(parts.N, N) < 1e-14);
      assert.ok(relativeDifference(parts.D, D) < 1e-14);
      // N is of degree β − 2 in F and β − 1 in Other, D of one more in each.
      for (const [f, o] of [[2 ** 40, 1], [2 ** -50, 2 ** 60], [1, 2 ** -60]] as const) {
        const parts = updateParts(form, 1, times(F, f), times(Other, o), beta);
        const size = f ** (beta - 2) * o ** (beta - 1);
        assert.ok(relativeDifference(times(parts.N, 1 / size), N) < 1e-12);
        assert.ok(relativeDifference(times(parts.D, 1 / size / f / o), D) < 1e-12);
      }
    }
  });

  Deno.test(`they are finite whatever the sizes, β = ${beta}`, () => {
    const zeros = (A: Matrix) => map(A, (a) => a < 0.3 ? 0 : a);
    for (const f of [1e-300, 1e-160, 1, 1e150, 1.7e308]) {
      for (const o of [1e-300, 1e-160, 1, 1e150, 1e300]) {
        for (const unit of beta === 2 ? [1, 2 ** 900, 2 ** -900] : [1]) {
          for (const form of Object.values(formsOf(V))) {
            const [left, right] = [times(zeros(F), f), times(zeros(Other), o)];
            left.data[0]! *= 1e-150;
            const { N, D } = updateParts(form, unit, left, right, beta);
            assert.ok([...N.data, ...D.data].every(Number.isFinite), `${f} ${o}`);
          }
        }
      }
    }
  });
}
