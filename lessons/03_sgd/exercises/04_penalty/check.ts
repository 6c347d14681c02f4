import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "03.4",
  hints: [
    "map is given a function from one entry to what stands in its place.",
    "Such a function is written (a) => …, with a for the entry.",
    "return map(A, (a) => Math.min(…, 0));",
  ],
  wrong: [
    {
      blank: "return map(A, (a) => Math.min(...Array.from(A.data, (b) => b - mu)));",
      says: "one number for all",
    },
    { blank: "return map(A, (a) => Math.max(a - mu, 0));", says: "max" },
    { blank: "return map(A, (a) => Math.min(a, 0));", says: "μ is missing" },
    { blank: "return map(A, (a) => a - mu);", says: "large enough" },
    { blank: "return map(A, (a) => Math.min(mu - a, 0));", says: "turned" },
    { blank: "return map(A, (a) => a < mu ? 1 : 0);", says: "how far below" },
  ],
  check(student, look) {
    const A = Matrix.from([[0.5, -0.25], [0.125, -1]]);
    const mu = 0.25;
    const expected = Matrix.from([[0, -0.5], [-0.125, -1.25]]);
    look.equal("each entry is min(a − μ, 0)", student.call("penalty", A, mu), expected, {
      given: { A, mu },
      slips: [
        {
          gives: Matrix.from([[-1.25, -1.25], [-1.25, -1.25]]),
          says:
            "This is one number for all entries, the smallest: the source's slip. Each " +
            "entry has its own distance to μ.",
        },
        {
          gives: Matrix.from([[0.25, 0], [0, 0]]),
          says: "max keeps those above μ. Those below it are to be pushed: min.",
        },
        {
          gives: Matrix.from([[0, -0.25], [0, -1]]),
          says: "μ is missing: 0.125 is below it and should be pushed up too.",
        },
        {
          gives: Matrix.from([[0.25, -0.5], [-0.125, -1.25]]),
          says: "0.5 is large enough, yet it is pushed (down). Its penalty is 0.",
        },
        {
          gives: Matrix.from([[-0.25, 0], [0, 0]]),
          says: "The difference is turned: it should be negative where a is below μ.",
        },
        {
          gives: Matrix.from([[0, 1], [1, 1]]),
          says:
            "This says whether an entry is below μ; say how far below, as a negative number.",
        },
      ],
    });
    look.equal(
      "an entry of μ is left alone",
      student.call("penalty", Matrix.from([[mu]]), mu),
      Matrix.from([[0]]),
    );
  },
};
