import type { Exercise } from "@nmf/lib/exercise";
import { map, Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "03.8",
  hints: [
    "Three functions, one inside the other. What happens first stands innermost.",
    "The step is sub(A, mul(dA, rate)).",
    "return clampMin(sub(…), 0);",
  ],
  wrong: [
    { blank: "return sub(A, mul(dA, rate));", says: "below 0 is left" },
    { blank: "return sub(clampMin(A, 0), mul(dA, rate));", says: "after the step" },
    { blank: "return clampMin(sub(A, dA), 0);", says: "rate is missing" },
    {
      blank: "return sub(A, clampMin(mul(dA, rate), 0));",
      says: "the gradient was clamped",
    },
  ],
  check(student, look) {
    const A = Matrix.from([[1, 0.5], [-0.5, 0]]);
    const dA = Matrix.from([[2, 4], [-4, -1]]);
    const rate = 0.25;
    const given = { A, dA, rate };
    const next = student.call<Matrix>("projectedStep", A, dA, rate);
    look.equal(
      "a step, then nothing below 0",
      next,
      Matrix.from([[0.5, 0], [0.5, 0.25]]),
      {
        given,
        slips: [
          {
            gives: Matrix.from([[0.5, -0.5], [0.5, 0.25]]),
            says:
              "An entry below 0 is left. The step is right; put the result on the edge.",
          },
          {
            gives: Matrix.from([[0.5, -0.5], [1, 0.25]]),
            says:
              "The negatives were set to 0 before the step; it must happen after the step.",
          },
          {
            gives: Matrix.from([[0, 0], [3.5, 1]]),
            says: "The rate is missing: this is a step of the whole gradient.",
          },
          {
            gives: Matrix.from([[0.5, -0.5], [-0.5, 0]]),
            says:
              "Here the gradient was clamped, so entries can only fall. Clamp the result.",
          },
        ],
      },
    );
    look.equal("A is as before", A, Matrix.from([[1, 0.5], [-0.5, 0]]));
    const still = map(dA, () => 0);
    look.equal(
      "without a slope only the negatives go",
      student.call("projectedStep", A, still, rate),
      Matrix.from([[1, 0.5], [0, 0]]),
      { given: { A, dA: still, rate } },
    );
  },
};
