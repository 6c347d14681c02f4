import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

/** An answer with one of its steps changed. */
const answer = (
  { length = "Math.sqrt(squares)", zero = "if (length === 0) continue;", w = "*" } = {},
) =>
  `let squares = 0;
for (let t = 0; t < H.cols; t++) squares += H.at(r, t) ** 2;
const length = ${length};
${zero}
for (let t = 0; t < H.cols; t++) H.row(r)[t] = H.at(r, t) / length;
for (let d = 0; d < W.rows; d++) W.row(d)[r] = W.at(d, r) ${w} length;`;

export const exercise: Exercise = {
  id: "02.7",
  hints: [
    "First one loop over the terms for the length, then one loop for H and one for W.",
    "`let squares = 0;` before the loop, `squares += H.at(r, t) ** 2;` in it, Math.sqrt after it.",
    "if (length === 0) continue; goes on with the next topic. Then H.at(r, t) / length, and W.at(d, r) * length.",
  ],
  wrong: [
    { blank: answer({ length: "squares" }), says: "without the root" },
    { blank: answer({ w: "/" }), says: "must be multiplied" },
    { blank: answer({ w: "+ 0 *" }), says: "W was not changed" },
    { blank: answer({ zero: "" }), says: "row of zeros" },
    {
      blank: answer({ length: "Array.from(H.row(r)).reduce((a, b) => a + b, 0)" }),
      says: "the sum of the row",
    },
  ],
  check(student, look) {
    const W = Matrix.from([[1, 2], [4, 1]]);
    const H = Matrix.from([[3, 0, 4], [0, 2, 0]]);
    type Factors = { W: Matrix; H: Matrix };
    const fixed = student.call<Factors>("fixScale", { W, H });
    const given = { W, H };
    look.equal(
      "the rows of H have length 1",
      fixed?.H,
      Matrix.from([[0.6, 0, 0.8], [0, 1, 0]]),
      {
        given,
        slips: [
          {
            gives: Matrix.from([[3 / 25, 0, 4 / 25], [0, 0.5, 0]]),
            says:
              "This is divided by the sum of the squares, without the root. The length of " +
              "(3, 0, 4) is 5.",
          },
          {
            gives: Matrix.from([[3 / 7, 0, 4 / 7], [0, 1, 0]]),
            says:
              "This is divided by the sum of the row, which is its length in another sense " +
              "(ℓ1). Here the entries are squared first: the length of (3, 0, 4) is 5.",
          },
        ],
      },
    );
    look.equal(
      "the columns of W took the scale",
      fixed.W,
      Matrix.from([[5, 4], [20, 2]]),
      {
        given,
        slips: [
          { gives: W, says: "W was not changed, so WH is no longer what it was." },
          {
            gives: Matrix.from([[0.2, 1], [0.8, 0.5]]),
            says:
              "W was divided by the length too. H became smaller, so W must be multiplied.",
          },
        ],
      },
    );
    const empty = Matrix.from([[0, 0], [0, 2]]);
    const ones = Matrix.from([[1, 1]]);
    look.equal(
      "a topic of zeros is left alone",
      student.call<Factors>("fixScale", { W: ones, H: empty }).H,
      Matrix.from([[0, 0], [0, 1]]),
      {
        given: { W: ones, H: empty },
        slips: [{
          gives: Matrix.from([[NaN, NaN], [0, 1]]),
          says:
            "A row of zeros has length 0, and 0 / 0 is NaN. Leave such a topic alone.",
        }],
      },
    );
  },
};
