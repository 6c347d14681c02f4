import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { type Method, METHODS } from "../../lessons/06_comparison/methods.ts";
import { compareOptions } from "./options.ts";
import { paces } from "./paces.ts";
import { prepare } from "./run_all.ts";

Deno.test("paces: a few steps of what has runs to make, and none of what fails", async () => {
  const asked: number[] = [];
  const methods = METHODS.filter(({ needsGpu }) => !needsGpu).slice(0, 3)
    .map((method, i): Method => ({
      ...method,
      iterations: 100,
      fit({ start: { W, H }, iterations }, history) {
        if (i === 2) throw new Error("no");
        asked.push(iterations);
        history.record(0, W, H);
        // A hundredth of a second for each step.
        const until = performance.now() + 10 * iterations;
        while (performance.now() < until);
        history.record(iterations, W, H);
        return { W, H, iterations };
      },
    }));
  const args = ["--corpus", "mini", "--device", "cpu", "--ranks", "2,3", "--seeds", "0"];
  const prepared = await prepare(compareOptions(args), loadCorpus, methods);
  const [first, second, third] = methods.map(({ id }) => id);
  const found = await paces(prepared, new Set([first!, third!]));
  assert.deepEqual(found.map(({ method, rank }) => [method, rank]), [[first, 3]]);
  // Twice, and each time once to warm up.
  assert.deepEqual(asked, [3, 3, 3, 3]);
  const [{ seconds }] = found as [typeof found[0]];
  // 100 steps of a hundredth of a second, and the errors; a busy machine takes longer.
  assert.ok(seconds >= 1 && seconds < 20, String(seconds));
  assert.deepEqual(await paces(prepared, new Set()), []);
  assert.equal((await paces(prepared, new Set([second!]))).length, 1);
});
