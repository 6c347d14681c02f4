import assert from "node:assert/strict";
import { type Factors, normalMatrix, Random, type SparseMatrix } from "@nmf/lib/matrix";
import { checkIndices, runChecked } from "./checked_indices_for_tests.ts";
import { denseDescent } from "./descents/dense_descent.ts";
import type { Descent } from "./descents/descent.ts";
import type { Gpu } from "./gpu.ts";
import { GpuFactor } from "./matrices/gpu_factor.ts";
import { gramsOf, prepareGram } from "./kernels/gram.ts";
import { productDescent } from "./descents/product_descent.ts";
import { sparseDescent } from "./descents/sparse_descent.ts";
import { freshRandom, gpuTest, randomSparse } from "./testing.ts";

const STEP = new URL("../lessons/04_webgpu_sgd/step.wgsl", import.meta.url);

Deno.test("every index is checked with the length of what it is an index of", () => {
  const { code, places, group } = checkIndices(`
    @group(0) @binding(0) var<storage, read> A: array<f32>; // A[9]
    @group(2) @binding(0) var T: texture_2d<f32>;
    var<workgroup> tile: array<array<f32, 4>, N>;
    fn main() {
      var f: array<vec4f, Q>;
      tile[A[1]][2] = f[q][r % 4];
      let t = textureLoad(T, vec2u(A[3], 0), 0);
    }`);
  assert.equal(group, 3);
  const line = (n: number) => code.split("\n")[n]!.trim();
  assert.equal(
    line(6),
    "tile[checkedIndex(u32(A[checkedIndex(u32(1), arrayLength(&A), 1u)]), u32(N), 0u)]" +
      "[checkedIndex(u32(2), u32(4), 2u)] = " +
      "f[checkedIndex(u32(q), u32(Q), 3u)][checkedIndex(u32(r % 4), 4u, 4u)];",
  );
  assert.equal(
    line(7),
    "let t = textureLoad(T, checkedPlace(vec2u( " +
      "vec2u(A[checkedIndex(u32(3), arrayLength(&A), 6u)], 0)), textureDimensions(T), 5u),  0);",
  );
  assert.deepEqual(places.slice(0, 2), ["line 7: tile[A[1]]", "line 7: A[1]"]);
});

Deno.test("what has no known length is refused, not left out", () => {
  assert.throws(() => checkIndices("fn f() { let a = vec2f(); a[3] = 1; }"), /long is a/);
  assert.throws(() => checkIndices("fn f() { g()[1] = 1; }"), /of what is this an index/);
  assert.throws(
    () => checkIndices("fn f() { var a: vec2f; } fn g() { var a: vec3f; }"),
    /a is declared as vec2f and as vec3f/,
  );
});

/** A way to run some kernels, and the files of all of them. */
interface Way {
  files: string[];
  run: (gpu: Gpu, V: SparseMatrix, start: Factors) => Promise<void>;
}

const OPTIONS = { lam: 1, mu: 0.1 };
const PRODUCTS = ["write_out.wgsl", "subtract.wgsl", "penalty_step.wgsl"];
const DENSE = [
  "write_out_texture.wgsl",
  "dense_gradient_w.wgsl",
  "dense_gradient_h.wgsl",
  "sum_partials.wgsl",
  "penalty_step.wgsl",
];

async function twoSteps(made: Promise<Descent>): Promise<void> {
  using descent = await made;
  await descent.steps([1e-3, 1e-3]);
}

const ways: Way[] = [
  {
    files: ["step.wgsl", "gram.wgsl", "sum_partials.wgsl"],
    run: (gpu, V, start) =>
      twoSteps(sparseDescent(gpu, V, start, { ...OPTIONS, kernel: STEP })),
  },
  {
    files: ["gram.wgsl", "sum_partials.wgsl"],
    async run(gpu, _, { W }) {
      using scope = new DisposableStack();
      const A = scope.use(await GpuFactor.upload(gpu, W));
      await gpu.run(await prepareGram(gpu, scope, A, await gramsOf(gpu, scope, A, 1)));
    },
  },
  {
    files: DENSE,
    run: (gpu, V, start) => twoSteps(denseDescent(gpu, V, start, OPTIONS)),
  },
  {
    // 64 rows of V at a time.
    files: DENSE,
    run: (gpu, V, start) => {
      const blockBytes = 64 * 16 * Math.ceil(V.cols / 4);
      return twoSteps(denseDescent(gpu, V, start, { ...OPTIONS, blockBytes }));
    },
  },
  {
    files: ["matmul_naive.wgsl", ...PRODUCTS],
    run: (gpu, V, start) =>
      twoSteps(productDescent(gpu, V, start, { ...OPTIONS, matmul: "naive" })),
  },
  {
    files: ["matmul_tiled.wgsl", ...PRODUCTS],
    run: (gpu, V, start) => {
      const options = {
        ...OPTIONS,
        matmul: "tiled",
        blockBytes: 64 * 4 * V.cols,
      } as const;
      return twoSteps(productDescent(gpu, V, start, options));
    },
  },
];

function problem(rows: number, cols: number, k: number, random: Random) {
  const start = { W: normalMatrix(rows, k, random), H: normalMatrix(k, cols, random) };
  return { V: randomSparse(rows, cols, random), start };
}

/** A number from 1 to `most`. */
const upTo = (most: number, random: Random) => 1 + Math.floor(random.uniform() * most);

gpuTest("no kernel reads or writes beside its arrays, on random shapes", async (gpu) => {
  const { random, seed } = freshRandom();
  const seen = new Set<string>();
  for (const mostTopics of [4, 9, 9]) {
    const shape = [
      upTo(400, random),
      upTo(400, random),
      upTo(mostTopics, random),
    ] as const;
    const { V, start } = problem(...shape, random);
    for (const { files, run } of ways) {
      const checked = await runChecked(gpu, () => run(gpu, V, start));
      assert.deepEqual(checked.wrong, [], `${shape.join(" × ")}, seed ${seed}`);
      assert.deepEqual([...checked.files].sort(), files.toSorted());
      checked.files.forEach((file) => seen.add(file));
    }
  }
  const all = [...Deno.readDirSync(new URL("./kernels/", import.meta.url))]
    .map(({ name }) => name).filter((name) => name.endsWith(".wgsl"));
  assert.deepEqual([...seen].sort(), [...all, "step.wgsl"].sort());
});

/** Slips by one and guards left out, such as a student makes. */
const SLIPS: [file: string, right: string, wrong: string][] = [
  ["step.wgsl", "let end = indptr[i + 1];", "let end = indptr[i + 2];"],
  ["step.wgsl", "if (id.x >= arrayLength(&order)) { return; }", ""],
  ["step.wgsl", "q < QUADS; q++) { f[q] =", "q <= QUADS; q++) { f[q] ="],
  ["step.wgsl", "i / ACROSS);", "i / ACROSS + 1);"],
  ["gram.wgsl", "i / ACROSS), 0);", "i / ACROSS + 1), 0);"],
  ["gram.wgsl", "partials[base + r * QUADS + q]", "partials[base + r * QUADS + q + 1]"],
  ["write_out.wgsl", "if (i >= block.rows) { return; }", ""],
  ["write_out.wgsl", "- block.documents]", "- block.documents + 1]"],
  ["write_out_texture.wgsl", "if (i >= block.rows) { return; }", ""],
  [
    "write_out_texture.wgsl",
    "if (term / 4 != quad) { break; }\n      four[term % 4]",
    "four[term - 4 * quad]",
  ],
  ["sum_partials.wgsl", "j < size;", "j <= size;"],
  ["subtract.wgsl", "p < arrayLength(&A)", "p <= arrayLength(&A)"],
  ["penalty_step.wgsl", "p < arrayLength(&A)", "p <= arrayLength(&A)"],
  ["matmul_naive.wgsl", "if (i >= shape.rows || j >= shape.cols) { return; }", ""],
  ["matmul_tiled.wgsl", "var p = 0u; p < TILE;", "var p = 0u; p <= TILE;"],
  ["matmul_tiled.wgsl", "pA < shape.inner", "pA <= shape.inner"],
  ["dense_gradient_w.wgsl", "if (i >= block.rows) { return; }", ""],
  ["dense_gradient_w.wgsl", "min(4u, block.rows - i)", "4u"],
  ["dense_gradient_h.wgsl", "if (t >= block.quads) { return; }", ""],
  ["dense_gradient_h.wgsl", "min(first + STRETCH, block.rows)", "first + STRETCH"],
];

gpuTest("a slip by one is found in every kernel, and where", async (gpu) => {
  // No multiples of 4, 16 or 64, at which some slips do no harm.
  const { V, start } = problem(70, 91, 3, new Random(1));
  for (const [file, right, wrong] of SLIPS) {
    const edit = (name: string, code: string) => {
      if (name !== file) return code;
      assert.ok(code.includes(right), `${file} has no longer: ${right}`);
      return code.replace(right, wrong);
    };
    const { run } = ways.find(({ files }) => files.includes(file))!;
    const checked = await runChecked(gpu, () => run(gpu, V, start), edit);
    assert.ok(checked.wrong.length > 0, `${file}, ${wrong || `without ${right}`}`);
    for (const place of checked.wrong) {
      assert.ok(place.startsWith(`${file}, line `), place);
    }
  }
});
