import assert from "node:assert/strict";
import { chooseGpu } from "./choose_gpu.ts";
import { gpuTest } from "./testing.ts";

const none = { requestAdapter: () => Promise.resolve(null) };
const broken = { requestAdapter: () => Promise.reject(new TypeError("a fault")) };

Deno.test("without an adapter: the reason, or an error where the GPU was asked for", async () => {
  const { gpu, reason } = await chooseGpu("auto", 6, none);
  assert.equal(gpu, undefined);
  assert.match(reason!, /^no GPU adapter was found; .*[^.]$/);
  await assert.rejects(chooseGpu("gpu", 6, none), {
    name: "InputError",
    message: reason!,
  });
});

Deno.test("too many topics: the same", async () => {
  const { reason } = await chooseGpu("auto", 25, none);
  assert.match(reason!, /^25 topics are more than the 24 /);
  await assert.rejects(chooseGpu("gpu", 25, none), { name: "InputError" });
  await assert.rejects(chooseGpu("auto", 0, none), { name: "RangeError" });
});

Deno.test("the processor: nobody asks for an adapter", async () => {
  const { gpu, reason } = await chooseGpu("cpu", 25, broken);
  assert.equal(gpu, undefined);
  assert.equal(reason, "the processor was asked for (--device cpu)");
});

Deno.test("a fault of the program is no reason", async () => {
  await assert.rejects(chooseGpu("auto", 6, broken), { name: "TypeError" });
});

gpuTest("with an adapter: the GPU", async () => {
  for (const device of ["auto", "gpu"] as const) {
    const { gpu, reason } = await chooseGpu(device, 24);
    using found = gpu;
    assert.equal(reason, undefined);
    assert.ok(found!.label.startsWith(found!.description));
  }
});
