import type { Exercise } from "@nmf/lib/exercise";

const answer = (add: string, length: string, entry: string) =>
  `let sum = 0;\nfor (const x of row) sum += ${add};\nconst length = ${length};\n` +
  `return row.map((x) => ${entry});`;
const SAFE = "length === 0 ? x : x / length";

export const exercise: Exercise = {
  id: "01.4",
  hints: [
    "First the sum of the squares, then its root, then divide.",
    "`let squares = 0; for (const x of row) squares += x ** 2;` is the sum of the squares.",
    "return row.map((x) => length === 0 ? x : …);",
  ],
  wrong: [
    { blank: answer("x", "sum", SAFE), says: "the sum of the row" },
    { blank: answer("x ** 2", "sum", SAFE), says: "without its root" },
    {
      blank: answer("x ** 2", "Math.sqrt(sum)", "x / length"),
      says: "document is empty",
    },
    { blank: answer("0", "Math.max(...row)", SAFE), says: "largest entry" },
    { blank: answer("x ** 2", "Math.sqrt(sum)", "x * length"), says: "multiplied" },
  ],
  check(student, look) {
    const row = [3, 0, 4];
    look.equal("3, 0, 4 has length 5", student.call("toLengthOne", row), [0.6, 0, 0.8], {
      given: { row },
      slips: [
        {
          gives: [3 / 7, 0, 4 / 7],
          says: "It was divided by the sum of the row, 7. Its length is √(9 + 16) = 5.",
        },
        {
          gives: [3 / 25, 0, 4 / 25],
          says: "It was divided by the sum of the squares, 25, without its root.",
        },
        {
          gives: [0.75, 0, 1],
          says: "It was divided by its largest entry, 4. Its length is √(9 + 16) = 5.",
        },
        { gives: [15, 0, 20], says: "It was multiplied by its length; divide by it." },
      ],
    });
    look.equal("a row of zeros stays", student.call("toLengthOne", [0, 0]), [0, 0], {
      given: { row: [0, 0] },
      slips: [{
        gives: [NaN, NaN],
        says:
          "This document is empty, its length is 0, and 0 / 0 is NaN. Let such a row be.",
      }],
    });
    look.equal("the given row is as before", row, [3, 0, 4]);
  },
};
