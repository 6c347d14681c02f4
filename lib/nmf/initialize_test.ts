import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { map, Matrix, Random, SparseMatrix } from "../matrix/mod.ts";
import { assertMatrixClose } from "../testing/assert_close.ts";
import { relativeDifference } from "../testing/forms.ts";
import { CountVectorizer, TfidfVectorizer } from "../text/mod.ts";
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

Deno.test("starts scale with the root of V", async () => {
  const texts = [...(await loadCorpus({ corpus: "mini" })).documents];
  const counts = new CountVectorizer({ stopWords: "english" }).fitTransform(texts);
  const tfidf = new TfidfVectorizer({ stopWords: "english" }).fitTransform(texts);
  for (const V of [counts, tfidf, SparseMatrix.fromDense(dense)]) {
    for (const { init } of expected.starts) {
      const kind = init as Exclude<Init, "custom">;
      const { W, H } = initialize(V, 3, kind, 1);
      for (const s of [1e-150, 1e-12, 1e7, 1e150]) {
        const scaled = initialize(V.mapNonzeros((v) => v * s), 3, kind, 1);
        const unscaled = (A: Matrix) => map(A, (a) => a / Math.sqrt(s));
        assert.ok(relativeDifference(unscaled(scaled.W), W) < 1e-9, `${init}, ${s}`);
        assert.ok(relativeDifference(unscaled(scaled.H), H) < 1e-9, `${init}, ${s}`);
      }
    }
  }
});

Deno.test("what cannot be started from is refused", () => {
  type Asked = [V: Matrix, k: number, init: Exclude<Init, "custom">, seed: number];
  const bad: [Asked, RegExp][] = [
    [[dense, 8, "nndsvd", 0], /at most 7 for a 9 × 7 matrix, not 8/],
    [[dense, 8, "nndsvda", 0], /at most 7/],
    [[dense, 8, "nndsvdar", 0], /at most 7/],
    [[dense, 0, "random", 0], /the rank is a whole number from 1, not 0/],
    [[dense, 2.5, "nndsvd", 0], /not 2.5/],
    [[dense, NaN, "random", 0], /not NaN/],
    [[dense, 2, "custom" as "random", 0], /init must be one of random, .*, not "custom"/],
    [[dense, 2, "zeros" as "random", 0], /not "zeros"/],
    [[dense, 2, "random", -1], /a seed is a whole number/],
    [[new Matrix(0, 3), 1, "random", 0], /V is 0 × 3: it has no entries/],
  ];
  for (const entry of [NaN, -1, Infinity]) {
    const V = map(dense, (v) => v === 0.43 ? entry : v);
    for (const { init } of expected.starts) {
      const message = new RegExp(`V has the entry ${entry} in row 0, column 1`);
      bad.push([[V, 2, init as "random", 0], message]);
    }
  }
  for (const [asked, message] of bad) {
    assert.throws(() => initialize(...asked), { name: "RangeError", message });
    const [V, ...rest] = asked;
    assert.throws(() => initialize(SparseMatrix.fromDense(V), ...rest), {
      name: "RangeError",
      message,
    });
  }
});
