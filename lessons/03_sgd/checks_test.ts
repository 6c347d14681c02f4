import { frobeniusError, type Matrix, normalMatrix, Random } from "@nmf/lib/matrix";
import { assertMatrixClose } from "../../lib/testing/assert_close.ts";
import { finiteDifferences, symbolicGradients } from "./checks.ts";
import { gradients } from "./method.ts";

Deno.test("the gradients by hand agree with mathjs's and with finite differences", async () => {
  const random = new Random(5);
  const small = [0, 1, 2].map(() => normalMatrix(2, 2, random)) as [
    Matrix,
    Matrix,
    Matrix,
  ];
  const mine = gradients(small[0], { W: small[1], H: small[2] });
  const symbolic = await symbolicGradients(...small);
  assertMatrixClose(mine.dW, symbolic.dW.toArray(), 1e-12);
  assertMatrixClose(mine.dH, symbolic.dH.toArray(), 1e-12);

  const A = normalMatrix(4, 6, random);
  const W = normalMatrix(4, 3, random);
  const H = normalMatrix(3, 6, random);
  const loss = () => frobeniusError(A, W, H) ** 2 / 2;
  const { dW, dH } = gradients(A, { W, H });
  assertMatrixClose(finiteDifferences(loss, W), dW.toArray(), 1e-6);
  assertMatrixClose(finiteDifferences(loss, H), dH.toArray(), 1e-6);
});
