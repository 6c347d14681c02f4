import {
  type Array as JaxArray,
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  numpy as np,
} from "@jax-js/jax";
import { type RowBlock, writeOutSpecification } from "@nmf/gpu";
import { Matrix, type SparseMatrix } from "@nmf/lib/matrix";
import { measure } from "./measure.ts";

/**
 * Seconds of one dense step of gradient descent by @jax-js/jax on the GPU: the same step as
 * `denseDescent` takes, V in the same blocks of rows, compiled with `jit`.
 */
export async function measureJaxStep(
  V: SparseMatrix,
  start: { W: Matrix; H: Matrix },
  blocks: readonly RowBlock[],
  { rate, lam, mu }: { rate: number; lam: number; mu: number },
): Promise<number> {
  await init("webgpu");
  defaultDevice("webgpu");
  const upload = (A: Matrix) =>
    np.array(Float32Array.from(A.data), { dtype: np.float32 }).reshape([A.rows, A.cols]);
  const k = start.W.cols;
  const Vs = blocks.map((block) => upload(writeOutSpecification(V, block)));
  let Ws = blocks.map(({ first, rows }) =>
    upload(new Matrix(rows, k, start.W.data.subarray(first * k, (first + rows) * k)))
  );
  let H = upload(start.H);

  const moved = (A: JaxArray, gradient: JaxArray) => {
    const penalty = np.minimum(A.ref.sub(mu), 0);
    return A.sub(gradient.add(penalty.mul(lam)).mul(rate));
  };
  const step = jit((H: JaxArray, Ws: JaxArray[], Vs: JaxArray[]) => {
    const gradients = Ws.map((W, b) => {
      const R = np.matmul(W.ref, H.ref).sub(Vs[b]!);
      const dW = np.matmul(R.ref, np.transpose(H.ref));
      return { dW, dH: np.matmul(np.transpose(W.ref), R) };
    });
    const dH = gradients.map(({ dH }) => dH).reduce((a, b) => a.add(b));
    return {
      H: moved(H, dH),
      Ws: Ws.map((W, b) => moved(W, gradients[b]!.dW)),
    };
  });
  return await measure(async () => {
    const next = step(H, Ws, Vs.map((V) => V.ref));
    ({ H, Ws } = next);
    await blockUntilReady([H.ref, ...Ws.map((W) => W.ref)]);
  });
}
