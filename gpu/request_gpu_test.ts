import assert from "node:assert/strict";
import { requestGpu } from "./request_gpu.ts";
import { gpuTest } from "./testing.ts";

Deno.test("without an adapter, the message says what to install", async () => {
  const entry = { requestAdapter: () => Promise.resolve(null) };
  await assert.rejects(requestGpu(entry), {
    name: "InputError",
    message: /^no GPU adapter was found; .*--device cpu$/,
  });
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

Deno.test("each operating system is known by its name in the navigator", async () => {
  const none = { requestAdapter: () => Promise.resolve(null) };
  const { platform } = navigator;
  const say = (value: string) =>
    Object.defineProperty(navigator, "platform", { value, configurable: true });
  try {
    for (
      const [name, message] of [
        ["Linux x86_64", /mesa-vulkan-drivers/],
        ["MacIntel", /macOS.*Metal/],
        ["Win32", /DirectX 12/],
        ["FreeBSD amd64", /Vulkan, Metal or DirectX 12/],
      ] as const
    ) {
      say(name);
      await assert.rejects(requestGpu(none), { message });
    }
  } finally {
    say(platform);
  }
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
    if (/llvmpipe/.test(gpu.description)) {
      assert.equal(gpu.software, true);
      assert.equal(gpu.label, `${gpu.description} (software)`);
    }
  },
);
