import { Matrix, normalMatrix } from "@nmf/lib/matrix";
import { GpuMatrix } from "../gpu_matrix.ts";
import { assertNear, freshRandom, gpuTest } from "../testing.ts";
import {
  gpuSquaredNorm,
  gpuSum,
  squaredNormSpecification,
  sumSpecification,
} from "./reduce.ts";

gpuTest("the sum and the squared norm are their specifications", async (gpu) => {
  const { random, seed } = freshRandom();
  const shapes = [[1, 1], [1, 257], [255, 1], [700, 301]] as [number, number][];
  for (const [rows, cols] of shapes) {
    // Around 1, so that the sum does not vanish by cancellation.
    const A = normalMatrix(rows, cols, random, 0.3);
    for (let p = 0; p < A.data.length; p++) A.data[p]! += 1;
    using gpuA = await GpuMatrix.upload(gpu, A);
    const message = `${rows} × ${cols}, seed ${seed}`;
    assertNear(
      Matrix.from([[await gpuSum(gpuA)]]),
      Matrix.from([[sumSpecification(A)]]),
      message,
    );
    assertNear(
      Matrix.from([[await gpuSquaredNorm(gpuA)]]),
      Matrix.from([[squaredNormSpecification(A)]]),
      message,
    );
  }
});
