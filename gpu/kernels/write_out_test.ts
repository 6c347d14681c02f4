import assert from "node:assert/strict";
import { Matrix, Random } from "@nmf/lib/matrix";
import { GpuDocuments } from "../matrices/gpu_documents.ts";
import { GpuMatrix } from "../matrices/gpu_matrix.ts";
import { resized } from "../matrices/resized.ts";
import { freshRandom, gpuTest, randomSparse } from "../testing.ts";
import { prepareWriteOut, writeOutSpecification } from "./write_out.ts";

Deno.test("the specification of writing out is the dense matrix, by its rows", () => {
  const V = randomSparse(9, 5, new Random(1));
  const dense = V.toDense().toArray();
  for (const [first, rows] of [[0, 9], [4, 3], [8, 1]] as const) {
    const block = writeOutSpecification(V, { first, rows });
    assert.deepEqual(block.toArray(), dense.slice(first, first + rows));
  }
  for (const [first, rows] of [[0, 10], [-1, 3], [NaN, 1]] as const) {
    assert.throws(() => writeOutSpecification(V, { first, rows }), {
      name: "RangeError",
    });
  }
});

/** Not `deepEqual`, which takes minutes to say how two large matrices differ. */
function assertSame(actual: Matrix, expected: Matrix, message: string): void {
  assert.deepEqual([actual.rows, actual.cols], [expected.rows, expected.cols], message);
  const p = expected.data.findIndex((value, p) => actual.data[p] !== value);
  assert.equal(p, -1, `${message}: entry ${p} is ${actual.data[p]}`);
}

/** What stands in a texture of four numbers a place, row by row. */
async function textureEntries(
  gpu: GpuDocuments["gpu"],
  texture: GPUTexture,
): Promise<Matrix> {
  const { width, height } = texture;
  // Rows are copied in multiples of 256 bytes, 16 places.
  const wide = await gpu.allocateTexture(
    16 * Math.ceil(width / 16),
    height,
    GPUTextureUsage.COPY_SRC,
  );
  await gpu.guard(() => {
    const commands = gpu.device.createCommandEncoder();
    commands.copyTextureToTexture({ texture }, { texture: wide }, [width, height]);
    gpu.device.queue.submit([commands.finish()]);
  });
  const numbers = Float64Array.from(await gpu.downloadTexture(wide));
  gpu.release(wide);
  return resized(new Matrix(height, 4 * wide.width, numbers), height, 4 * width);
}

gpuTest("writing out is its specification, for all shapes", async (gpu) => {
  const { random, seed } = freshRandom();
  const shapes = [[1, 1], [5, 3], [300, 270], [130, 1], [1, 70], [70, 129]] as const;
  for (const [rows, cols] of shapes) {
    using scope = new DisposableStack();
    const sparse = randomSparse(rows, cols, random);
    const V = scope.use(await GpuDocuments.upload(gpu, sparse));
    const half = Math.ceil(rows / 2);
    for (const [first, count] of [[0, rows], [rows - half, half]] as const) {
      const block = { first, rows: count };
      const expected = writeOutSpecification(sparse, block);
      for (let p = 0; p < expected.data.length; p++) {
        expected.data[p] = Math.fround(expected.data[p]!);
      }
      const message = `${count} of ${rows} × ${cols}, seed ${seed}`;

      const buffer = scope.use(await GpuMatrix.zeros(gpu, count, cols));
      await gpu.run(await prepareWriteOut(gpu, scope, V, block, buffer));
      assertSame(await buffer.download(), expected, message);

      const [width, height] = [Math.ceil(cols / 4), 4 * Math.ceil(count / 4)];
      const texture = await gpu.allocateTexture(
        width,
        height,
        GPUTextureUsage.STORAGE_BINDING | GPUTextureUsage.COPY_SRC,
      );
      await gpu.run(await prepareWriteOut(gpu, scope, V, block, texture));
      const entries = await textureEntries(gpu, texture);
      gpu.release(texture);
      assertSame(entries, resized(expected, height, 4 * width), message);
    }
  }
});

gpuTest("writing out refuses rows that are not there, and other sizes", async (gpu) => {
  using scope = new DisposableStack();
  const V = scope.use(await GpuDocuments.upload(gpu, new Matrix(6, 5)));
  const three = scope.use(await GpuMatrix.zeros(gpu, 3, 5));
  const narrow = scope.use(await GpuMatrix.zeros(gpu, 3, 4));
  for (
    const [first, rows, dense] of [
      [4, 3, three],
      [-1, 3, three],
      [0, 2, three],
      [0, 3, narrow],
      [NaN, 3, three],
    ] as const
  ) {
    await assert.rejects(prepareWriteOut(gpu, scope, V, { first, rows }, dense), {
      name: "RangeError",
      message: /^writeOut: rows .* of V, which is 6 × 5, into 3 × /,
    });
  }
  const texture = await gpu.allocateTexture(2, 3, GPUTextureUsage.STORAGE_BINDING);
  await assert.rejects(prepareWriteOut(gpu, scope, V, { first: 0, rows: 3 }, texture), {
    name: "RangeError",
  });
  gpu.release(texture);
});
