import assert from "node:assert/strict";
import { Matrix } from "../matrix/mod.ts";
import { type Comparison, Look } from "./look.ts";
import type { Value } from "./values.ts";
import { Wrong } from "./wrong.ts";

/** What a student is told of a value; undefined if nothing is wrong with it. */
function told(came: unknown, expected: Value, more?: Comparison): string | undefined {
  const look = new Look();
  try {
    look.equal("it is right", came, expected, more);
  } catch (error) {
    assert.ok(error instanceof Wrong);
    assert.equal(look.findings[0].says, error.message);
  }
  return look.findings[0].says;
}

const A = Matrix.from([[1, 2, 3], [4, 5, 6]]);

Deno.test("Look.equal accepts what is right, to rounding", () => {
  assert.equal(told(A.clone(), A), undefined);
  assert.equal(told(1 + 1e-12, 1), undefined);
  assert.equal(told([1, 2], Float64Array.of(1, 2)), undefined);
  assert.equal(told(["a", "b"], ["a", "b"]), undefined);
  assert.equal(told(NaN, NaN), undefined);
  assert.equal(told(true, true), undefined);
});

const wrong: [came: unknown, expected: Value, says: RegExp][] = [
  [undefined, A, /Nothing came back/],
  [Promise.resolve(A), A, /promise/],
  [3, A, /expected is a matrix, but a number came/],
  [{ rows: 2 }, A, /something else \(object\)/],
  [null, 1, /something else/],
  [Matrix.from([[1, 4], [2, 5], [3, 6]]), A, /3 × 2, and 2 × 3 .* transposed/],
  [Matrix.from([[1, 2]]), A, /^It is 1 × 2, and 2 × 3 is expected\.$/],
  [Matrix.from([[1, 2, 3], [4, NaN, 6]]), A, /row 1, column 1 is NaN/],
  [Matrix.from([[1, 2, 3], [4, 5, Infinity]]), A, /row 1, column 2 is Infinity/],
  [Matrix.from([[1, 2, 3], [4, 5, 7]]), A, /row 1, column 2 is 7, and 6 is expected/],
  [[1, 2, 4], [1, 2, 3], /Entry 2 is 4, and 3 is expected/],
  [Object.assign([1, 2], { "-1": NaN }), [1, 2], /written at place -1/],
  [[1, 2], [1, 2, 3], /a list of 2, and a list of 3/],
  [["a", "c"], ["a", "b"], /not what is expected/],
  [false, true, /not what is expected/],
  [1 + 1e-6, 1, /It is 1.000001, and 1 is expected/],
  [0, NaN, /It is 0, and NaN is expected|not what is expected/],
];
for (const [came, expected, says] of wrong) {
  Deno.test(`Look.equal tells what is wrong: ${says.source}`, () => {
    assert.match(told(came, expected) ?? "nothing", says);
  });
}

Deno.test("Look.equal knows the slip that gives what came", () => {
  const slips = [{ gives: 5, says: "You added." }, { gives: 8, says: "You raised." }];
  assert.equal(told(8, 6, { slips }), "You raised.");
  assert.match(told(7, 6, { slips })!, /It is 7/);
  assert.equal(told(6, 6, { slips }), undefined);
});
