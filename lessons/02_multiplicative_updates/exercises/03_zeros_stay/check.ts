import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const COUNT = "if (a === 0) stuck += 1;";
const FILL = "return map(A, (a) => a === 0 ? value : a);";

export const exercise: Exercise = {
  id: "02.3",
  hints: [
    "Which number stays the same whatever it is multiplied by?",
    "In TypeScript `a === 0` asks whether a is 0; one `=` would set it.",
    "return map(A, (a) => a === 0 ? … : …); and the same question counts the stuck ones.",
  ],
  wrong: [
    { blank: ["stuck += 1;", FILL], says: "every entry is counted" },
    { blank: ["if (a < 0.01) stuck += 1;", FILL], says: "small, not stuck" },
    { blank: ["if (a > 0) stuck += 1;", FILL], says: "those that can change" },
    { blank: [COUNT, "return map(A, (a) => a + value);"], says: "to every entry" },
    {
      blank: [COUNT, "return map(A, (a) => a < value ? value : a);"],
      says: "below the value",
    },
    {
      blank: [
        COUNT,
        "A.data.forEach((a, p) => { if (a === 0) A.data[p] = value; });\nreturn A;",
      ],
      says: "changed the matrix that it was given",
    },
  ],
  check(student, look) {
    const A = Matrix.from([[0, 2, 0.001], [3, 0, 5]]);
    look.equal("two entries are stuck", student.call("countStuck", A), 2, {
      given: { A },
      slips: [
        { gives: 6, says: "Here every entry is counted. Which of them are stuck?" },
        {
          gives: 3,
          says:
            "0.001 is small, not stuck: times a ratio of 1000 it is 1. Only what is " +
            "exactly 0 can never change.",
        },
        { gives: 4, says: "These are those that can change. Count the others." },
      ],
    });
    const before = A.clone();
    const filled = student.call<Matrix>("fillZeros", A, 0.5);
    const expected = Matrix.from([[0.5, 2, 0.001], [3, 0.5, 5]]);
    look.equal("the zeros are replaced, and nothing else", filled, expected, {
      given: { A, value: 0.5 },
      slips: [
        {
          gives: Matrix.from([[0.5, 2.5, 0.501], [3.5, 0.5, 5.5]]),
          says: "The value is added to every entry. Only zeros are to be replaced.",
        },
        {
          gives: Matrix.from([[0.5, 2, 0.5], [3, 0.5, 5]]),
          says:
            "0.001 became 0.5: everything below the value is raised to it. Only zeros " +
            "are to be replaced.",
        },
      ],
    });
    look.equal("the given matrix is as before", A, before, {
      slips: [{
        gives: expected,
        says: "fillZeros changed the matrix that it was given. Make a new one with map.",
      }],
    });
    look.equal(
      "a value of 0 changes nothing",
      student.call("fillZeros", before, 0),
      before,
    );
  },
};
