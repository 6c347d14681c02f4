import assert from "node:assert/strict";
import { Matrix, Random, SparseMatrix } from "../matrix/mod.ts";
import { assertMatrixClose } from "../testing/assert_close.ts";
import expected from "./expected_nmf.json" with { type: "json" };
import { type Init, initialize } from "./mod.ts";

const dense = Matrix.from(expected.V);

for (const { init, W, H } of expected.starts) {
  for (const V of [dense, SparseMatrix.fromDense(dense)]) {
    const kind = V instanceof Matrix ? "dense" : "sparse";
    Deno.test(`the ${init} start is scikit-learn's, ${kind} V`, () => {
      const kindOfStart = init as Exclude<Init, "custom">;
      const start = initialize(V, W[0]!.length, kindOfStart, expected.seed);
      assertMatrixClose(start.W, W, 1e-9);
      assertMatrixClose(start.H, H, 1e-9);
    });
  }
}

Deno.test("a source of random numbers is drawn from further, not begun again", () => {
  const fills = (random: Random | number) => initialize(dense, 3, "nndsvdar", random).H;
  assert.notDeepEqual(fills(new Random(expected.seed)), fills(expected.seed));
});
