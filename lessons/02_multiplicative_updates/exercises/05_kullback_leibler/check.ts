import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "02.5",
  hints: [
    "The two sums over d are written out in the task; each becomes one line with +=.",
    "`if (V.at(d, t) > 0)` in front of a line keeps it from running where V is 0.",
    "if (V.at(d, t) > 0) above += W.at(d, r) * V.at(d, t) / …; and below += …;",
  ],
  wrong: [
    {
      blank: "above += W.at(d, r) * V.at(d, t) / WH.at(d, t);\nbelow += W.at(d, r);",
      says: "0 / 0",
    },
    {
      blank:
        "if (V.at(d, t) > 0) above += W.at(d, r) * V.at(d, t);\nbelow += W.at(d, r) * WH.at(d, t);",
      says: "for the squared error",
    },
    {
      blank: "if (V.at(d, t) > 0) above += W.at(d, r) * V.at(d, t) / WH.at(d, t);\n" +
        "if (V.at(d, t) > 0) below += W.at(d, r);",
      says: "only the documents that have the term",
    },
    {
      blank:
        "if (V.at(d, t) > 0) above += W.at(d, r) * WH.at(d, t) / V.at(d, t);\nbelow += W.at(d, r);",
      says: "upside down",
    },
    {
      blank:
        "if (V.at(d, t) > 0) above += V.at(d, t) / WH.at(d, t);\nbelow += W.at(d, r);",
      says: "not weighted",
    },
  ],
  check(student, look) {
    const V = Matrix.from([[4, 0], [2, 6]]);
    const W = Matrix.from([[1, 2], [3, 0.5]]);
    const H = Matrix.from([[1, 2], [0.5, 1]]);
    // WH by hand: [[2, 4], [3.25, 6.5]].
    const expected = Matrix.from([
      [(1 * 4 / 2 + 3 * 2 / 3.25) / 4, 2 * (3 * 6 / 6.5) / 4],
      [0.5 * (2 * 4 / 2 + 0.5 * 2 / 3.25) / 2.5, (0.5 * 6 / 6.5) / 2.5],
    ]);
    const given = { V, W, H, WH: Matrix.from([[2, 4], [3.25, 6.5]]) };
    look.equal(
      "each entry is the formula's",
      student.call("updateKL", V, W, H),
      expected,
      {
        given,
        slips: [
          {
            gives: Matrix.from([
              [(1 * 4 + 3 * 2) / (1 * 2 + 3 * 3.25), 2 * (3 * 6) / (1 * 4 + 3 * 6.5)],
              [
                0.5 * (2 * 4 + 0.5 * 2) / (2 * 2 + 0.5 * 3.25),
                (0.5 * 6) / (2 * 4 + 0.5 * 6.5),
              ],
            ]),
            says:
              "This is the update for the squared error. Here WH stands in the sum above, " +
              "as a divisor, and not in the one below.",
          },
          {
            gives: Matrix.from([
              [(1 * 4 / 2 + 3 * 2 / 3.25) / 4, 2 * (3 * 6 / 6.5) / 3],
              [0.5 * (2 * 4 / 2 + 0.5 * 2 / 3.25) / 2.5, (0.5 * 6 / 6.5) / 0.5],
            ]),
            says:
              "Below, only the documents that have the term are counted. A document without " +
              "it says that the topic should have less of it, so it counts too.",
          },
          {
            gives: Matrix.from([
              [(1 * 2 / 4 + 3 * 3.25 / 2) / 4, 2 * (3 * 6.5 / 6) / 4],
              [0.5 * (2 * 2 / 4 + 0.5 * 3.25 / 2) / 2.5, (0.5 * 6.5 / 6) / 2.5],
            ]),
            says:
              "V ⊘ WH is upside down: where V is more than WH, the entry should grow.",
          },
          {
            gives: Matrix.from([
              [(4 / 2 + 2 / 3.25) / 4, 2 * (6 / 6.5) / 4],
              [0.5 * (4 / 2 + 2 / 3.25) / 2.5, (6 / 6.5) / 2.5],
            ]),
            says:
              "The factors are not weighted: a document counts by how much of the topic it " +
              "has, W(d, r).",
          },
        ],
      },
    );
    const empty = Matrix.from([[0, 3], [0, 2]]);
    const W1 = Matrix.from([[1], [1]]);
    const H1 = Matrix.from([[0, 1]]);
    look.equal(
      "a term that no document has, and no topic either, gives 0",
      student.call("updateKL", empty, W1, H1),
      Matrix.from([[0, 2.5]]),
      {
        given: { V: empty, W: W1, H: H1 },
        slips: [{
          gives: Matrix.from([[NaN, 2.5]]),
          says:
            "Where V and WH are both 0 you computed 0 / 0, which is NaN. Leave the entries " +
            "out in which V is 0.",
        }],
      },
    );
  },
};
