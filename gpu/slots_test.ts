import assert from "node:assert/strict";
import { Slots } from "./slots.ts";
import { gpuTest } from "./testing.ts";

/** What is no float32 number. */
const NO_FLOATS = [NaN, Infinity, -Infinity, 1e39];

gpuTest("slots: each is there, and takes 64 finite numbers", async (gpu) => {
  using scope = new DisposableStack();
  for (const count of [0, -1, 1.5, NaN]) {
    await assert.rejects(Slots.create(gpu, scope, count), {
      name: "RangeError",
      message: `the number of slots must be a whole number from 1 on, not ${count}`,
    });
  }
  const slots = await Slots.create(gpu, scope, 2);
  slots.write([[1, 2], new Array(64).fill(3)]);
  assert.equal(slots.at(1).offset, 256);
  for (const i of [2, -1, 0.5]) {
    assert.throws(() => slots.at(i), { name: "RangeError", message: /slot/ });
  }
  const wrong: [number[][], RegExp][] = [
    [[[1], [1], [1]], /3 settings for 2 slots/],
    [[new Array(65).fill(1)], /a slot takes 64 numbers, not 65/],
    ...NO_FLOATS.map((value): [number[][], RegExp] => [
      [[1, value]],
      /a setting of a step must be a finite float32 number, not /,
    ]),
  ];
  for (const [settings, message] of wrong) {
    assert.throws(() => slots.write(settings), { name: "RangeError", message });
  }
});
