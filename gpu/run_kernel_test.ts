import assert from "node:assert/strict";
import { type KernelRun, runKernel } from "./run_kernel.ts";
import { gpuTest } from "./testing.ts";

const code = `
  const K: u32 = 6;
  @group(0) @binding(0) var<storage, read> a: array<f32>;
  @group(0) @binding(1) var<storage, read> unused: array<u32>;
  @group(0) @binding(2) var<storage, read_write> out: array<f32>;
  @compute @workgroup_size(2)
  fn main(@builtin(global_invocation_id) id: vec3u) { out[id.x] = f32(K) * a[id.x]; }`;
const inputs = [Float32Array.of(1, 2, 3), Uint32Array.of(7)];
const source = { file: "times_k.wgsl", code };
const run: KernelRun = {
  inputs,
  outputs: [3],
  workgroups: [1, 1],
  constants: { K: 5 },
};

gpuTest(
  "a kernel is run once on small inputs; what it does not write is NaN",
  async (gpu) => {
    const url = new URL(`data:text/plain,${encodeURIComponent(code)}`);
    for (const kernel of [source, url]) {
      const [out] = await runKernel(gpu, kernel, run);
      assert.deepEqual([...out!], [5, 10, NaN]);
      assert.equal(gpu.allocations, 0);
    }
  },
);

gpuTest(
  "what runKernel cannot use is refused, and nothing stays allocated",
  async (gpu) => {
    const wrong: [Partial<KernelRun>, string][] = [
      [{ workgroups: [65536 * 4, 1] }, "InputError"],
      [{ workgroups: [-1, 1] }, "RangeError"],
      [{ outputs: [-1] }, "RangeError"],
      [{ constants: { K: -5 } }, "RangeError"],
      [{ constants: { K: 5, L: 1 } }, "InputError"],
    ];
    for (const [changed, name] of wrong) {
      await assert.rejects(runKernel(gpu, source, { ...run, ...changed }), { name });
      assert.equal(gpu.allocations, 0);
    }
    const broken = { file: "broken.wgsl", code: "fn main(" };
    await assert.rejects(
      runKernel(gpu, broken, { ...run, constants: {} }),
      {
        name: "InputError",
        message: /^broken.wgsl, line 1/,
      },
    );
  },
);
