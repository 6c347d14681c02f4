import assert from "node:assert/strict";
import { powerOfTwo } from "./power_of_two.ts";

Deno.test("the power of two at or below a number, from the least to the largest", () => {
  for (const power of [2 ** -1074, 2 ** -1022, 0.5, 1, 1024, 2 ** 1023]) {
    assert.equal(powerOfTwo(power), power);
  }
  assert.equal(powerOfTwo(3), 2);
  assert.equal(powerOfTwo(1e-3), 2 ** -10);
  assert.equal(powerOfTwo(Number.MAX_VALUE), 2 ** 1023);
  assert.equal(powerOfTwo(0), 1);
});
