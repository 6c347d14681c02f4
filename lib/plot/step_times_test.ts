import assert from "node:assert/strict";
import { stepTimes } from "./mod.ts";

Deno.test("a time that has no logarithm is refused", () => {
  for (const milliseconds of [0, -1, NaN, Infinity]) {
    assert.throws(() => stepTimes([{ name: "dense", milliseconds }], "One step"), {
      name: "RangeError",
      message: `the time of “dense” must be a number above 0, not ${milliseconds}`,
    });
  }
});

Deno.test("versions have a legend only if each has a group", () => {
  const coloured = (...groups: (string | undefined)[]) =>
    JSON.stringify(stepTimes(
      groups.map((group) => ({
        name: "sparse",
        milliseconds: 1,
        ...(group && { group }),
      })),
      "One step",
    )).includes('"field":"group"');
  assert.ok(coloured("GPU", "CPU"));
  assert.ok(!coloured("GPU", undefined));
  assert.ok(!coloured(undefined, undefined));
});
