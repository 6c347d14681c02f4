import { frobeniusLoss, gradCheck, Tensor } from "@nmf/lib/autograd";
import {
  Matrix,
  median,
  Random,
  type SparseMatrix,
  uniformMatrix,
} from "@nmf/lib/matrix";

/** A tensor whose gradient is wanted. */
export function variable(value: Matrix, name: string): Tensor {
  return new Tensor(value, { requiresGrad: true, name });
}

/** The source's first example: the gradient of 3(x + 2)², which is 6(x + 2), at x = 1. */
export function introduction(): { x: Tensor; out: Tensor } {
  const x = variable(Matrix.from([[1, 1], [1, 1]]), "x");
  const y = x.add(2);
  const z = y.pow(2).mul(3);
  const out = z.sum();
  [y.name, z.name, out.name] = ["y", "z", "out"];
  out.backward();
  return { x, out };
}

/** ‖V − WH‖ by the operations of the formula: WH and V − WH are written out. */
export function naiveLoss(V: Matrix, W: Tensor, H: Tensor): Tensor {
  return W.matmul(H).sub(V).norm();
}

/** A loss measured: its value, its gradients, and how long they take. */
export interface Measured {
  value: number;
  W: Tensor;
  H: Tensor;
  /** Forward and backward, the median of nine. */
  milliseconds: number;
}

/** The loss written twice, for the first documents of V. */
export function measureLosses(
  V: SparseMatrix,
  k: number,
  seed: number,
): { naive: Measured; fused: Measured; finite: number } {
  const dense = V.toDense();
  const random = new Random(seed);
  const startW = uniformMatrix(V.rows, k, random);
  const startH = uniformMatrix(k, V.cols, random);
  const measure = (loss: (W: Tensor, H: Tensor) => Tensor): Measured => {
    const times: number[] = [];
    for (;;) {
      const begin = performance.now();
      const W = variable(startW, "W");
      const H = variable(startH, "H");
      const result = loss(W, H);
      result.backward();
      times.push(performance.now() - begin);
      if (times.length < 9) continue;
      return { value: result.item(), W, H, milliseconds: median(times) };
    }
  };
  const naive = measure((W, H) => naiveLoss(dense, W, H));
  const fused = measure((W, H) => frobeniusLoss(V, W, H));
  const little = uniformMatrix(5, 7, random);
  const checked = gradCheck((W, H) => frobeniusLoss(little, W, H), [
    uniformMatrix(5, 3, random),
    uniformMatrix(3, 7, random),
  ]);
  return { naive, fused, finite: checked.difference };
}
