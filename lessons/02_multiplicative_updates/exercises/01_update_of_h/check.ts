import type { Exercise } from "@nmf/lib/exercise";
import { frobeniusError, Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "02.1",
  hints: [
    "Above the line stands WᵀV, which is topics × terms. What below it has the same shape?",
    "gram(W) is WᵀW, topics × topics, so WᵀWH is matmul(gram(W), H). That is what must not be 0.",
    "return mul(H, div(transposedMatmul(W, V), clampMin(…, 1e-12)));",
  ],
  wrong: [
    {
      blank:
        "return mul(H, div(matmul(gram(W), H), clampMin(transposedMatmul(W, V), 1e-12)));",
      says: "upside down",
    },
    {
      blank: "return div(transposedMatmul(W, V), clampMin(matmul(gram(W), H), 1e-12));",
      says: "the ratio alone",
    },
    {
      blank: "return mul(H, div(transposedMatmul(W, V), matmul(gram(W), H)));",
      says: "divided by 0",
    },
  ],
  check(student, look) {
    const V = Matrix.from([[2, 0, 4], [1, 3, 0], [0, 6, 2]]);
    const W = Matrix.from([[1, 0], [0, 1], [1, 2]]);
    const H = Matrix.from([[1, 2, 1], [1, 1, 3]]);
    const update = (W: Matrix, H: Matrix) => student.call<Matrix>("updateH", V, W, H);
    // The formula, entry by entry, without the functions of lib/matrix.
    const by = (value: (h: number, above: number, below: number) => number) =>
      Matrix.from([0, 1].map((r) =>
        [0, 1, 2].map((t) => {
          let above = 0;
          let below = 0;
          for (let d = 0; d < 3; d++) {
            above += W.at(d, r) * V.at(d, t);
            below += W.at(d, r) * (W.at(d, 0) * H.at(0, t) + W.at(d, 1) * H.at(1, t));
          }
          return value(H.at(r, t), above, below);
        })
      ));
    const next = update(W, H);
    look.equal(
      "each entry of the next H is the formula's",
      next,
      by((h, a, b) => h * a / b),
      {
        given: { V, W, H },
        slips: [
          {
            gives: by((h, a, b) => h * b / a),
            says:
              "The ratio is upside down: WᵀV belongs above the line, WᵀWH below. This way " +
              "an entry shrinks just where it should grow.",
          },
          {
            gives: by((_, a, b) => a / b),
            says:
              "This is the ratio alone. It says by how much to multiply; multiply H by it.",
          },
        ],
      },
    );
    look.that(
      "the error ‖V − WH‖ does not rise",
      frobeniusError(V, W, next) <= frobeniusError(V, W, H),
      "After the update WH is farther from V than before.",
    );
    look.equal(
      "a W of zeros gives no NaN",
      update(new Matrix(3, 2), H),
      new Matrix(2, 3),
      {
        given: { V, W: new Matrix(3, 2), H },
        slips: [{
          gives: Matrix.from([[NaN, NaN, NaN], [NaN, NaN, NaN]]),
          says:
            "0 was divided by 0. Keep the denominator at 1e-12 or more with clampMin.",
        }],
      },
    );
  },
};
