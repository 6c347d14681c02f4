import type { Exercise } from "@nmf/lib/exercise";
import { frobeniusError, Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "02.2",
  hints: [
    "V is documents × terms. What must it be multiplied by to become documents × topics?",
    "Above the line VHᵀ, below it WHHᵀ. gramRows(H) is HHᵀ, topics × topics.",
    "return mul(W, div(matmul(V, transpose(H)), clampMin(matmul(W, gramRows(H)), 1e-12)));",
  ],
  wrong: [
    {
      blank:
        "return mul(W, div(matmul(W, gramRows(H)), clampMin(matmul(V, transpose(H)), 1e-12)));",
      says: "upside down",
    },
    {
      blank:
        "return div(matmul(V, transpose(H)), clampMin(matmul(W, gramRows(H)), 1e-12));",
      says: "multiply W by it",
    },
    {
      blank: "return mul(W, matmul(V, transpose(H)));",
      says: "only the part above the line",
    },
    {
      blank: "return mul(W, div(matmul(V, transpose(H)), matmul(W, gramRows(H))));",
      says: "clampMin is missing",
    },
  ],
  check(student, look) {
    const V = Matrix.from([[2, 0, 4], [1, 3, 0]]);
    const W = Matrix.from([[1, 2], [3, 1]]);
    const H = Matrix.from([[1, 2, 1], [1, 1, 3]]);
    const update = (W: Matrix, H: Matrix) => student.call<Matrix>("updateW", V, W, H);
    // The formula, entry by entry, without the functions of lib/matrix.
    const by = (value: (w: number, above: number, below: number) => number) =>
      Matrix.from([0, 1].map((d) =>
        [0, 1].map((r) => {
          let above = 0;
          let below = 0;
          for (let t = 0; t < 3; t++) {
            above += V.at(d, t) * H.at(r, t);
            below += (W.at(d, 0) * H.at(0, t) + W.at(d, 1) * H.at(1, t)) * H.at(r, t);
          }
          return value(W.at(d, r), above, below);
        })
      ));
    const next = update(W, H);
    look.equal(
      "each entry of the next W is the formula's",
      next,
      by((w, a, b) => w * a / b),
      {
        given: { V, W, H },
        slips: [
          {
            gives: by((w, a, b) => w * b / a),
            says:
              "The ratio is upside down: what the topics should say (VHᵀ) stands above " +
              "the line, what they say now (WHHᵀ) below.",
          },
          {
            gives: by((_, a, b) => a / b),
            says: "This is the ratio alone; multiply W by it, entry by entry.",
          },
          {
            gives: by((w, a) => w * a),
            says: "This is W times only the part above the line. What is it divided by?",
          },
        ],
      },
    );
    look.that(
      "the error ‖V − WH‖ does not rise",
      frobeniusError(V, next, H) <= frobeniusError(V, W, H),
      "After the update WH is farther from V than before.",
    );
    look.equal(
      "an H of zeros gives no NaN",
      update(W, new Matrix(2, 3)),
      new Matrix(2, 2),
      {
        given: { V, W, H: new Matrix(2, 3) },
        slips: [{
          gives: Matrix.from([[NaN, NaN], [NaN, NaN]]),
          says: "0 was divided by 0: clampMin is missing around the part below the line.",
        }],
      },
    );
  },
};
