import assert from "node:assert/strict";
import { gpuTest } from "./testing.ts";
import { uniform } from "./uniform.ts";

/** What is no float32 number. */
const NO_FLOATS = [NaN, Infinity, -Infinity, 1e39];
const NO_COUNTS = [-1, 0.5, NaN, Infinity, 2 ** 32];

gpuTest(
  "settings and counts reach the device as they are, or are refused",
  async (gpu) => {
    using scope = new DisposableStack();
    await uniform(gpu, scope, [{ u32: 2 ** 32 - 1 }, { f32: -3e38 }]);
    await assert.rejects(uniform(gpu, scope, []), {
      name: "RangeError",
      message: "a buffer of settings without a number",
    });
    for (const f32 of NO_FLOATS) {
      await assert.rejects(uniform(gpu, scope, [{ f32 }]), {
        name: "RangeError",
        message: `a setting must be a finite float32 number, not ${f32}`,
      });
    }
    for (const u32 of NO_COUNTS) {
      await assert.rejects(uniform(gpu, scope, [{ u32 }]), {
        name: "RangeError",
        message: /^a count for a kernel must be /,
      });
    }
  },
);
