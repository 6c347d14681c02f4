import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const ADD = "sum += Math.min(a, 0) ** 2;";
const MEAN = "return sum / A.data.length;";
const SLOPE = "return 2 * Math.min(a, 0) / count;";

export const exercise: Exercise = {
  id: "05.8",
  hints: [
    "Math.min(a, 0) is 0 for an entry that may stay, and a itself for a negative one.",
    "A mean divides by how many entries there are, negative or not: A.data.length.",
    "sum += Math.min(a, 0) ** 2; return sum / …; and 2 * Math.min(a, 0) / count.",
  ],
  wrong: [
    { blank: ["sum += a ** 2;", MEAN, SLOPE], says: "positive entries" },
    { blank: [ADD, "return sum;", SLOPE], says: "sum, not the mean" },
    { blank: ["sum += Math.min(a, 0);", MEAN, SLOPE], says: "not squared" },
    { blank: ["sum += Math.max(a, 0) ** 2;", MEAN, SLOPE], says: "max" },
    { blank: [ADD, MEAN, "return 2 * a / count;"], says: "positive entry has no slope" },
    { blank: [ADD, MEAN, "return Math.min(a, 0) / count;"], says: "The 2" },
    { blank: [ADD, MEAN, "return -2 * Math.min(a, 0) / count;"], says: "sign" },
  ],
  check(student, look) {
    const A = Matrix.from([[1, -2], [0, -1]]);
    look.equal("(4 + 1) / 4", student.call("penalty", A), 1.25, {
      given: { A },
      slips: [
        {
          gives: 1.5,
          says: "The positive entries are counted too. They may stay as they are.",
        },
        { gives: 5, says: "This is the sum, not the mean." },
        { gives: -0.75, says: "The negatives are not squared." },
        {
          gives: 0.25,
          says: "max keeps the positive ones; min keeps the negative ones.",
        },
      ],
    });
    const slope = (a: number) => student.call<number>("slopeOfPenalty", a, 4);
    look.equal("the slope at −2 of four entries", slope(-2), -1, {
      given: { a: -2, count: 4 },
      slips: [
        { gives: -0.5, says: "The 2 is missing: the derivative of a² is 2a." },
        {
          gives: 1,
          says:
            "The sign is turned: where a grows towards 0 the penalty falls, so the slope is " +
            "negative.",
        },
      ],
    });
    look.equal("the slope at 1", slope(1), 0, {
      given: { a: 1, count: 4 },
      slips: [{ gives: 0.5, says: "A positive entry has no slope: it costs nothing." }],
    });
    const e = 1e-6;
    const at = (a: number) => student.call<number>("penalty", Matrix.from([[a, 3]]));
    look.equal(
      "the slope is what one measures",
      (at(-0.5 + e) - at(-0.5 - e)) / (2 * e),
      -0.5,
      { tolerance: 1e-6, given: { A: Matrix.from([[-0.5, 3]]) } },
    );
  },
};
