import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Matrix, normalMatrix, Random, SparseMatrix } from "@nmf/lib/matrix";
import { GpuFactor } from "./matrices/gpu_factor.ts";
import { GpuMatrix } from "./matrices/gpu_matrix.ts";
import { GpuSparseMatrix } from "./matrices/gpu_sparse_matrix.ts";
import { preparePenaltyStep } from "./kernels/penalty_step.ts";
import { prepareSubtract } from "./kernels/subtract.ts";
import { requestGpu } from "./request_gpu.ts";
import { Slots } from "./slots.ts";
import { assertNear, gpuTest } from "./testing.ts";

gpuTest("a matrix goes to the device and comes back, rounded to float32", async (gpu) => {
  const A = normalMatrix(5, 7, new Random(1));
  using gpuA = await GpuMatrix.upload(gpu, A);
  assert.equal(gpu.allocations, 1);
  assert.equal(gpu.bytes, 4 * 35);
  const back = await gpuA.download();
  assert.deepEqual(back.data, A.data.map(Math.fround));
  assertNear(back, A, "upload and download");
});

gpuTest("NaN, infinite and too large numbers are refused by their place", async (gpu) => {
  for (const wrong of [NaN, Infinity, -Infinity, 1e39]) {
    const A = Matrix.from([[1, 2, 3], [4, wrong, 6]]);
    await assert.rejects(GpuMatrix.upload(gpu, A, "V"), {
      name: "InputError",
      message: new RegExp(
        `^V at row 1, column 1 is ${wrong === 1e39 ? "1e\\+39" : wrong}`,
      ),
    });
    await assert.rejects(GpuSparseMatrix.upload(gpu, SparseMatrix.fromDense(A), "V"), {
      name: "InputError",
      message: /^V at row 1, column 1 is /,
    });
  }
});

gpuTest("a buffer above the limit is refused, with both sizes", async (gpu) => {
  const most = gpu.device.limits.maxStorageBufferBindingSize;
  await assert.rejects(gpu.allocate(most + 4), {
    name: "InputError",
    message: /^a buffer of \d+ MB is more than the \d+ MB that this GPU takes; /,
  });
});

gpuTest("a texture above the limit is refused, with both sizes", async (gpu) => {
  const most = gpu.device.limits.maxTextureDimension2D;
  await assert.rejects(gpu.allocateTexture(most + 1, 1), {
    name: "InputError",
    message: new RegExp(
      `^a texture of ${most + 1} × 1 places is more than the ${most} ×`,
    ),
  });
});

gpuTest("sizes that are no sizes are refused", async (gpu) => {
  const range = (message: RegExp) => ({ name: "RangeError", message });
  for (const wrong of [-4, 2.5, NaN, Infinity]) {
    const count = range(new RegExp(`must be a whole number from \\d on, not ${wrong}`));
    await assert.rejects(gpu.allocate(wrong), count);
    await assert.rejects(gpu.allocateTexture(wrong, 1), count);
    await assert.rejects(gpu.allocateTexture(1, wrong), count);
    await assert.rejects(GpuMatrix.zeros(gpu, wrong, 1), count);
    await assert.rejects(GpuMatrix.zeros(gpu, 1, wrong), count);
    await assert.rejects(GpuFactor.zeros(gpu, wrong, 1), count);
    await assert.rejects(GpuFactor.zeros(gpu, 1, wrong), count);
  }
  await assert.rejects(gpu.allocate(6), range(/6 bytes is no multiple of 4/));
  await assert.rejects(gpu.allocateTexture(0, 1), range(/width .* not 0/));
  for (const [rows, cols] of [[0, 3], [3, 0]] as const) {
    await assert.rejects(GpuFactor.upload(gpu, new Matrix(rows, cols)), range(/not 0/));
    // A matrix may be empty.
    using A = await GpuMatrix.upload(gpu, new Matrix(rows, cols));
    assert.deepEqual((await A.download()).data.length, 0);
  }
});

gpuTest("more than a buffer holds is neither written nor read", async (gpu) => {
  using A = await GpuMatrix.zeros(gpu, 2, 3);
  assert.throws(() => gpu.write(A.buffer, new Float32Array(7)), {
    name: "RangeError",
    message: "a buffer of 24 bytes does not hold 28 bytes",
  });
  for (const length of [7, -1, 1.5]) {
    await assert.rejects(gpu.download(A.buffer, length), { name: "RangeError" });
  }
  const texture = await gpu.allocateTexture(8, 1, GPUTextureUsage.COPY_SRC);
  await assert.rejects(gpu.downloadTexture(texture), {
    name: "RangeError",
    message: "a texture 8 places wide is no multiple of 16 wide",
  });
  gpu.release(texture);
});

gpuTest(
  "rows of a matrix: only those that are there, from a place to bind",
  async (gpu) => {
    using A = await GpuMatrix.zeros(gpu, 200, 2);
    assert.equal(A.slice(32, 168).binding.offset, 256);
    for (
      const [first, rows] of [[32, 169], [1, 2], [-32, 1], [0, 0], [0, 1.5], [0.5, 1]]
    ) {
      assert.throws(() => A.slice(first!, rows!), { name: "RangeError" });
    }
  },
);

gpuTest(
  "more workgroups than the device starts are refused, by the kernel",
  async (gpu) => {
    const url = new URL("./kernels/subtract.wgsl", import.meta.url);
    const kernel = await gpu.kernel(url);
    const most = gpu.device.limits.maxComputeWorkgroupsPerDimension;
    using A = await GpuMatrix.zeros(gpu, 1, 1);
    using B = await GpuMatrix.zeros(gpu, 1, 1);
    const bound = [kernel.bind([A.buffer, B.buffer])];
    for (const [x, y] of [[most + 1, 1], [1, most + 1], [most + 0.1, 1]] as const) {
      const refusal = {
        name: "InputError",
        message: new RegExp(
          `^subtract.wgsl needs \\d+ × \\d+ workgroups, more than the ${most}`,
        ),
      };
      assert.throws(() => kernel.checkWorkgroups(x, y), refusal);
      await assert.rejects(
        gpu.run((pass) => kernel.dispatch(pass, bound, x, y)),
        refusal,
      );
    }
    for (const wrong of [-1, NaN, Infinity]) {
      const run = gpu.run((pass) => kernel.dispatch(pass, bound, wrong));
      await assert.rejects(run, { name: "RangeError" });
    }
    // The device's error scopes are closed again: this mistake is not taken for another's.
    await assert.rejects(
      gpu.guard(() => gpu.device.createBuffer({ size: 4, usage: 0xffff })),
      { name: "Error" },
    );
    await gpu.run((pass) => kernel.dispatch(pass, bound, most));
  },
);

gpuTest("steps refuse matrices of different shapes, and name both", async (gpu) => {
  using scope = new DisposableStack();
  const A = scope.use(await GpuMatrix.zeros(gpu, 1, 4));
  const B = scope.use(await GpuMatrix.zeros(gpu, 1, 2));
  const slots = await Slots.create(gpu, scope, 1);
  const wrong = { name: "RangeError", message: /one matrix is 1 × 4, the other 1 × 2/ };
  await assert.rejects(prepareSubtract(gpu, A, B), wrong);
  await assert.rejects(preparePenaltyStep(gpu, scope, A, B, slots), wrong);
  for (const cols of [5, -1, 0.5]) {
    const step = preparePenaltyStep(gpu, scope, A, A, slots, cols);
    await assert.rejects(step, { name: "RangeError", message: /columns/ });
  }
});

gpuTest("out of memory: a clear error, and nothing stays allocated", async (gpu) => {
  // No driver can be filled up safely in a test, so the device's answer is replaced.
  const { device } = gpu;
  const pop = device.popErrorScope.bind(device);
  let asked = 0;
  device.popErrorScope = async () => {
    const real = await pop();
    // Of each pair the first is about mistakes, the second about memory.
    return ++asked === 4 ? { message: "no room" } as GPUError : real;
  };
  const V = SparseMatrix.fromDense(Matrix.from([[1, 2], [3, 4]]));
  await assert.rejects(GpuSparseMatrix.upload(gpu, V), {
    name: "InputError",
    message: /^the GPU is out of memory \(.* MB needed so far\); give fewer/,
  });
});

gpuTest("a mistake in the program keeps the device's own message", async (gpu) => {
  await assert.rejects(
    gpu.guard(() => gpu.device.createBuffer({ size: 4, usage: 0xffff })),
    (error: Error) => error.name === "Error" && error.message.length > 0,
  );
});

gpuTest("a lost device: a clear error, buffers released", async () => {
  using gpu = await requestGpu();
  const A = await GpuMatrix.zeros(gpu, 2, 2);
  gpu.device.destroy();
  await gpu.device.lost;
  assert.equal(gpu.allocations, 0);
  const uses = [
    () => A.download(),
    () => GpuMatrix.zeros(gpu, 1, 1),
    () => gpu.run(() => {}),
    () => GpuFactor.zeros(gpu, 1, 1),
  ];
  for (const use of uses) {
    await assert.rejects(use, {
      name: "InputError",
      message: /^the GPU was lost \(destroyed.*\); run again, or use --device cpu$/,
    });
  }
});

gpuTest("the device's clock counts", async (gpu) => {
  const seconds = await gpu.run(() => {});
  assert.ok(seconds >= 0 && seconds < 10);
});

async function withKernel(code: string, run: (url: URL) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    const path = join(dir, "my kernel.wgsl");
    await Deno.writeTextFile(path, code);
    await run(pathToFileURL(path));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const wrongKernels: [what: string, code: string, message: RegExp][] = [
  [
    "an unknown name",
    "@compute @workgroup_size(1) fn main() {\n  let a = foo + 1;\n}\n",
    /^my kernel.wgsl, line 2, column 11: .*`foo`; the line is: let a = foo \+ 1;$/,
  ],
  [
    "a missing brace",
    "@compute @workgroup_size(1)\nfn main( {\n}\n",
    /^my kernel.wgsl, line 2, column \d+: expected .*; the line is: fn main\( \{$/,
  ],
  [
    "a wrong type",
    "@group(0) @binding(0) var<storage, read_write> a: array<f32>;\n" +
    "@compute @workgroup_size(1) fn main() {\n  a[0] = 1u;\n}\n",
    /^my kernel.wgsl, line 3, .*; the line is: a\[0\] = 1u;$/,
  ],
  [
    "a comparison of two types",
    "const K: u32 = 6;\n@compute @workgroup_size(1) fn main() {\n" +
    "  for (var r = 0; r < K; r++) {}\n}\n",
    /^my kernel.wgsl, line 3, .*Less.*Sint.*Uint.*; the line is: for \(var r = 0; r < K;/,
  ],
  ["no entry point", "const a = 1;\n", /^my kernel.wgsl: /],
];
for (const [what, code, message] of wrongKernels) {
  gpuTest(
    `a kernel that does not compile says where: ${what}`,
    (gpu) =>
      withKernel(code, async (url) => {
        await assert.rejects(gpu.kernel(url), (error: Error) => {
          assert.equal(error.name, "InputError");
          assert.match(error.message, message);
          assert.ok(!error.message.includes("\n"), "one line");
          return true;
        });
      }),
  );
}

gpuTest("a kernel that is not there is refused; one is built only once", async (gpu) => {
  await assert.rejects(gpu.kernel(new URL("./kernels/none.wgsl", import.meta.url)), {
    name: "InputError",
    message: /^the kernel none.wgsl cannot be read/,
  });
  const url = new URL("./kernels/gram.wgsl", import.meta.url);
  const text = { file: "gram.wgsl", code: await (await fetch(url)).text() };
  for (const source of [url, text]) {
    assert.equal(await gpu.kernel(source, { K: 2 }), await gpu.kernel(source, { K: 2 }));
    assert.notEqual(
      await gpu.kernel(source, { K: 2 }),
      await gpu.kernel(source, { K: 3 }),
    );
  }
  const edited = { ...text, code: `${text.code}// edited` };
  assert.notEqual(await gpu.kernel(text, { K: 2 }), await gpu.kernel(edited, { K: 2 }));
});

gpuTest("a kernel may declare what it does not use", async (gpu) => {
  const code = `
    @group(0) @binding(0) var<storage, read> unused: array<f32>;
    @group(0) @binding(1) var texture: texture_2d<f32>;
    @group(0) @binding(2) var<storage, read_write> out: array<f32>;
    @group(1) @binding(0) var<uniform> settings: vec4f;
    @compute @workgroup_size(1) fn main() { out[0] = 7.0; }`;
  const kernel = await gpu.kernel({ file: "lazy.wgsl", code });
  using scope = new DisposableStack();
  const A = scope.use(await GpuMatrix.zeros(gpu, 1, 1));
  const F = scope.use(await GpuFactor.zeros(gpu, 1, 1));
  const out = scope.use(await GpuMatrix.zeros(gpu, 1, 1));
  const slots = await Slots.create(gpu, scope, 1);
  const groups = [
    kernel.bind([A.buffer, F.texture, out.buffer]),
    kernel.bind([slots.at(0)], 1),
  ];
  await gpu.run((pass) => kernel.dispatch(pass, groups, 1));
  assert.deepEqual((await out.download()).toArray(), [[7]]);
});

gpuTest("an override has the value it is given", async (gpu) => {
  const code = `
    override TWICE: u32 = 1;
    override UNUSED: u32;
    @group(0) @binding(0) var<storage, read_write> out: array<f32>;
    @compute @workgroup_size(1) fn main() { out[0] = f32(2 * TWICE); }`;
  for (const TWICE of [3, 5]) {
    const source = { file: "twice.wgsl", code };
    const kernel = await gpu.kernel(source, { TWICE, UNUSED: 1 });
    using out = await GpuMatrix.zeros(gpu, 1, 1);
    const bound = kernel.bind([out.buffer]);
    await gpu.run((pass) => kernel.dispatch(pass, [bound], 1));
    assert.equal((await out.download()).at(0, 0), 2 * TWICE);
  }
});
