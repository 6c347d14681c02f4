import type { Exercise } from "@nmf/lib/exercise";

const SLOPE = "for (const value of y) slope += 2 * (a - value) / y.length;";
const STEP = "return a - rate * slope;";

export const exercise: Exercise = {
  id: "03.1",
  hints: [
    "A mean is a sum divided by how many there are; y.length says how many.",
    "`for (const value of y) slope += …` adds up. Each value adds 2 · (a − value) / y.length.",
    "After the loop: return a - rate * slope;",
  ],
  wrong: [
    { blank: [SLOPE, "return a + rate * slope;"], says: "uphill" },
    {
      blank: ["for (const value of y) slope += 2 * (a - value);", STEP],
      says: "not divided by how many",
    },
    {
      blank: ["for (const value of y) slope += (a - value) / y.length;", STEP],
      says: "The 2 is missing",
    },
    { blank: [SLOPE, "return a - slope;"], says: "rate is missing" },
  ],
  check(student, look) {
    const y = [1, 2, 6, 7];
    const given = { given: { a: 9, y, rate: 0.2 } };
    // The mean of y is 4, the slope at 9 is 2 · (9 − 4) = 10.
    look.equal(
      "from 9 one step leads to 9 − 0.2 · 10",
      student.call("step", 9, y, 0.2),
      7,
      {
        ...given,
        slips: [
          {
            gives: 11,
            says:
              "This goes uphill, away from the mean of y, which is 4. Look at the signs.",
          },
          {
            gives: 1,
            says:
              "The sum was not divided by how many numbers there are; a mean is meant.",
          },
          { gives: -1, says: "The rate is missing: the step is rate times the slope." },
          {
            gives: 8,
            says: "The 2 is missing: the derivative of (a − y)² is 2 · (a − y).",
          },
        ],
      },
    );
    look.equal("at the mean it stays", student.call("step", 4, y, 0.25), 4, {
      given: { a: 4, y, rate: 0.25 },
    });
    let a = -3;
    for (let i = 0; i < 60; i++) a = student.call("step", a, y, 0.25);
    look.equal("many steps lead to the mean", a, 4, { given: { a: -3, y, rate: 0.25 } });
  },
};
