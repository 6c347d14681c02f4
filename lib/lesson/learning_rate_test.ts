import assert from "node:assert/strict";
import { learningRate } from "./mod.ts";

Deno.test("a learning rate is an expression in i", () => {
  const rate = learningRate("0.05 * 0.9^ceil(i/100)");
  assert.equal(rate(0), 0.05);
  assert.ok(Math.abs(rate(1) - 0.045) < 1e-15);
  assert.ok(Math.abs(rate(101) - 0.0405) < 1e-15);
});

for (
  const [expression, message] of [
    ["", /it is empty/],
    [" ", /it is empty/],
    ["fast", /Undefined symbol fast/],
    ["0.1 +", /Unexpected end/],
    ["0", /at i = 0 it is 0/],
    ["1/0", /at i = 0 it is Infinity/],
    ["[1, 2]", /not a number above 0/],
    ["2i", /at i = 0 it is 0/],
  ] as const
) {
  Deno.test(`a learning rate is refused: "${expression}"`, () =>
    assert.throws(() => learningRate(expression), { name: "InputError", message }));
}
