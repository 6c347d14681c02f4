import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "03.3",
  hints: [
    "How far apart are the two places at which f is asked?",
    "Mind the brackets: a / 2 * b divides by 2 and then multiplies by b.",
    "return (f(x + epsilon) - f(x - epsilon)) / (…);",
  ],
  wrong: [
    { blank: "return (f(x + epsilon) - f(x)) / epsilon;", says: "one side only" },
    {
      blank: "return (f(x + epsilon) - f(x - epsilon)) / 2 * epsilon;",
      says: "brackets",
    },
    {
      blank: "return (f(x + epsilon) - f(x - epsilon)) / epsilon;",
      says: "twice as large",
    },
    { blank: "return (f(x - epsilon) - f(x + epsilon)) / (2 * epsilon);", says: "sign" },
    {
      blank: "return f(x + epsilon) - f(x - epsilon) / (2 * epsilon);",
      says: "only the second",
    },
  ],
  check(student, look) {
    const [x, epsilon] = [2, 0.25];
    const measured = (f: (x: number) => number) =>
      student.call<number>("measuredSlope", f, x, epsilon);
    const given = { given: { f: "x³", x, epsilon } };
    // (2.25³ − 1.75³) / 0.5 = (11.390625 − 5.359375) / 0.5
    look.equal("x³ at 2, with a large ε of 0.25", measured((x) => x ** 3), 12.0625, {
      ...given,
      slips: [
        {
          gives: (11.390625 - 8) / 0.25,
          says:
            "This looks to one side only. The true slope is 12; both sides give 12.06, one " +
            "side 13.56.",
        },
        {
          gives: 6.03125 / 2 * 0.25,
          says:
            "The brackets are missing: … / 2 * ε divides by 2 and then multiplies by ε.",
        },
        {
          gives: 24.125,
          says:
            "It is twice as large as it should be: the two places are 2ε apart, not ε.",
        },
        { gives: -12.0625, says: "The sign is turned: f(x + ε) goes first." },
        {
          gives: 11.390625 - 5.359375 / 0.5,
          says:
            "Here only the second value is divided: put brackets around the difference.",
        },
      ],
    });
    look.equal("a straight line has its slope", measured((x) => 3 * x + 7), 3, {
      given: { f: "3x + 7", x, epsilon },
    });
    const fine = student.call<number>("measuredSlope", (x: number) => x ** 2, 3, 1e-6);
    look.equal("x² at 3 has the slope 6", fine, 6, {
      tolerance: 1e-6,
      given: { f: "x²", x: 3, epsilon: 1e-6 },
    });
  },
};
