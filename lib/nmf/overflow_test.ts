/** Numbers far from 1, whose products are no numbers, with the Frobenius loss. @module */
import assert from "node:assert/strict";
import { map, Matrix, Random, uniformMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { formsOf, relativeDifference } from "../testing/forms.ts";
import { meanOf } from "./mean_of.ts";
import { initialize, NMF, type NMFOptions, type Solver } from "./mod.ts";

const V = map(uniformMatrix(12, 9, new Random(3), -1, 1), (v) => Math.max(v, 0));
const times = (A: Matrix, s: number) => map(A, (a) => a * s);

for (const solver of ["cd", "mu"] as Solver[]) {
  Deno.test(`V of 1e±150 and 1e±200 has V's fit, scaled, in every form: ${solver}`, () => {
    for (const init of ["random", "nndsvda"] as const) {
      const options: NMFOptions = { solver, nComponents: 3, init, randomState: 1 };
      const expected = new NMF(options);
      const W = expected.fitTransform(V);
      for (const s of [1e-200, 1e-150, 1e150, 1e200]) {
        for (const form of Object.values(formsOf(times(V, s)))) {
          const nmf = new NMF(options);
          const unscaled = (A: Matrix) => times(A, 1 / Math.sqrt(s));
          assert.ok(relativeDifference(unscaled(nmf.fitTransform(form)), W) < 1e-6);
          assert.ok(
            relativeDifference(unscaled(nmf.components), expected.components) < 1e-6,
          );
          assertClose(
            nmf.reconstructionError / s / expected.reconstructionError,
            1,
            1e-9,
          );
          assert.equal(nmf.nIterations, expected.nIterations);
        }
      }
    }
  });

  Deno.test(`V and H of very different sizes: ${solver}`, () => {
    // For one topic h that stays as it is, W is ⟨v, h⟩ / ⟨h, h⟩ for each row v.
    const h = Matrix.from([[2, 0, 1]]);
    const rows = Matrix.from([[4, 1, 2], [0, 0, 0], [1, 5, 1]]);
    const expected = Matrix.from([[2], [0], [0.6]]);
    for (
      const [ofV, ofH] of [
        [1, 1],
        [1e-150, 1],
        [1, 1e-150],
        [1e150, 1e-150],
        [1e-90, 1e120],
        [1e-150, 1e-150],
        [1e200, 1e100],
        [1e307, 1],
      ] as const
    ) {
      const nmf = new NMF({ solver, maxIter: 5, tol: 0 });
      const H = times(h, ofH);
      nmf.fitTransform(H, { W: Matrix.from([[1]]), H });
      for (const form of Object.values(formsOf(times(rows, ofV)))) {
        const W = map(nmf.transform(form), (w) => w / ofV * ofH);
        assert.ok(relativeDifference(W, expected) < 1e-12, `V ${ofV}, H ${ofH}`);
      }
    }
  });
  Deno.test(`a W that is too small for a number is 0, not NaN: ${solver}`, () => {
    const h = Matrix.from([[2, 0, 1]]);
    for (const size of [1e250, 1e300]) {
      const nmf = new NMF({ solver, maxIter: 5, tol: 0 });
      nmf.fitTransform(times(h, size), { W: Matrix.from([[1]]), H: times(h, size) });
      for (const form of Object.values(formsOf(times(h, 1 / size)))) {
        assert.deepEqual([...nmf.transform(form).data], [0]);
      }
    }
  });
}

Deno.test("the mean of numbers whose sum is none", () => {
  const large = Matrix.from([[1e308, 0], [1.5e308, 1.5e308]]);
  for (const form of Object.values(formsOf(large))) {
    assertClose(meanOf(form) / 1e308, 1, 1e-15);
    const { W, H } = initialize(form, 2, "random");
    assert.ok([...W.data, ...H.data].every(Number.isFinite));
  }
});
