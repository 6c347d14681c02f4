import assert from "node:assert/strict";
import { remedy, requestGpu } from "./request_gpu.ts";
import { gpuTest } from "./testing.ts";

Deno.test("without an adapter, the message says what to install", async () => {
  const entry = { requestAdapter: () => Promise.resolve(null) };
  await assert.rejects(requestGpu(entry), {
    name: "InputError",
    message: /^no GPU adapter was found; .*--device cpu$/,
  });
});

Deno.test("each operating system has a remedy of its own, in one line", () => {
  assert.match(remedy("linux"), /mesa-vulkan-drivers/);
  assert.match(remedy("darwin"), /macOS.*Metal/);
  assert.match(remedy("windows"), /Windows.*DirectX 12/);
  assert.match(remedy("freebsd"), /Vulkan/);
  for (const os of ["linux", "darwin", "windows", ""]) {
    assert.ok(!remedy(os).includes("\n"));
  }
});

Deno.test("an adapter that refuses a device says why", async () => {
  const adapter = {
    limits: {},
    features: new Set(),
    requestDevice: () => Promise.reject(new Error("too busy")),
  };
  const entry = {
    requestAdapter: () => Promise.resolve(adapter as unknown as GPUAdapter),
  };
  await assert.rejects(requestGpu(entry), {
    name: "InputError",
    message: /refuses a device \(too busy\)/,
  });
});

gpuTest(
  "the device has the adapter's limits and describes itself in a line",
  async (gpu) => {
    assert.ok(gpu.description.length > 0 && !gpu.description.includes("\n"));
    const adapter = await navigator.gpu.requestAdapter();
    for (const limit of ["maxStorageBufferBindingSize", "maxBufferSize"] as const) {
      assert.equal(gpu.device.limits[limit], adapter!.limits[limit]);
    }
    // The software driver of the continuous integration names itself.
    if (/llvmpipe/.test(gpu.description)) assert.equal(gpu.software, true);
  },
);
