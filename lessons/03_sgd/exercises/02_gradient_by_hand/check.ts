import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const loop = (term: string) => `for (let d = 0; d < V.rows; d++) sum += ${term};`;

export const exercise: Exercise = {
  id: "03.2",
  hints: [
    "The sum goes over documents: d from 0 to below V.rows, while r and t stay.",
    "Each document adds a product: its share of the topic times how much WH is too large.",
    "sum += W.at(d, r) * (WH.at(d, t) - …);",
  ],
  wrong: [
    { blank: loop("W.at(d, r) * (V.at(d, t) - WH.at(d, t))"), says: "sign" },
    { blank: loop("2 * W.at(d, r) * (WH.at(d, t) - V.at(d, t))"), says: "twice" },
    { blank: loop("WH.at(d, t) - V.at(d, t)"), says: "W(d, r) is missing" },
    { blank: loop("W.at(d, r) * WH.at(d, t) - V.at(d, t)"), says: "brackets" },
    { blank: loop("W.at(d, t) * (WH.at(d, t) - V.at(d, t))"), says: "of topic r" },
  ],
  check(student, look) {
    const V = Matrix.from([[1, 0], [2, 4]]);
    const W = Matrix.from([[1, 2], [3, 1]]);
    const H = Matrix.from([[1, 1], [0, 2]]);
    // WH is [[1, 5], [3, 5]], so WH − V is [[0, 5], [1, 1]].
    const expected = Matrix.from([[3, 8], [1, 11]]);
    const given = { V, W, H, "WH − V": Matrix.from([[0, 5], [1, 1]]) };
    look.equal("each entry is the sum", student.call("gradientOfH", V, W, H), expected, {
      given,
      slips: [
        {
          gives: Matrix.from([[-3, -8], [-1, -11]]),
          says:
            "The sign is turned: this is V − WH. A step against the gradient would raise f.",
        },
        {
          gives: Matrix.from([[6, 16], [2, 22]]),
          says:
            "This is twice the gradient. The 2 of the square and the ½ in front cancel.",
        },
        {
          gives: Matrix.from([[1, 6], [1, 6]]),
          says:
            "W(d, r) is missing: a document moves a topic by as much as it has of it.",
        },
        {
          gives: Matrix.from([[7, 16], [2, 11]]),
          says: "The brackets are missing: W(d, r) multiplies the whole difference.",
        },
        {
          gives: Matrix.from([[3, 11], [3, 11]]),
          says:
            "W(d, t) was taken; W is documents × topics, and the entry of topic r is meant.",
        },
      ],
    });
    const exact = Matrix.from([[1, 5], [3, 5]]);
    look.equal(
      "where V is WH, there is nothing to change",
      student.call("gradientOfH", exact, W, H),
      new Matrix(2, 2),
      { given: { V: exact, W, H } },
    );
  },
};
