import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "01.3",
  hints: [
    "Inside the logarithm stands one quotient. Which of its two sides is the larger?",
    "Brackets decide: 1 + n / 1 + df is not (1 + n) / (1 + df).",
    "return Math.log((1 + n) / …) + 1;",
  ],
  wrong: [
    { blank: "return Math.log((1 + df) / (1 + n)) + 1;", says: "upside down" },
    {
      blank: "return Math.log((1 + n) / (1 + df));",
      says: "The 1 at the end is missing",
    },
    { blank: "return Math.log(n / df) + 1;", says: "Two of the ones are missing" },
    { blank: "return Math.log(1 + n / 1 + df) + 1;", says: "brackets" },
    { blank: "return Math.log10((1 + n) / (1 + df)) + 1;", says: "to base 10" },
    { blank: "return Math.log((1 + n) / (1 + df) + 1);", says: "inside the logarithm" },
  ],
  check(student, look) {
    const [n, df] = [9, 3];
    // ln 2.5, from a table of logarithms.
    const ln = 0.9162907318741551;
    look.equal(
      "of 9 documents 3 have it: ln(10/4) + 1",
      student.call("idf", n, df),
      ln + 1,
      {
        given: { n, df },
        slips: [
          {
            gives: 1 - ln,
            says:
              "The quotient is upside down: the rarer the term, the larger it should be.",
          },
          {
            gives: ln,
            says:
              "The 1 at the end is missing; without it a term that every document has would " +
              "weigh nothing.",
          },
          {
            gives: Math.log(3) + 1,
            says:
              "Two of the ones are missing, those that are added to n and to df: a term " +
              "without documents would divide by 0.",
          },
          {
            gives: Math.log(13) + 1,
            says: "The brackets are missing: 1 + n / 1 + df divides n by 1.",
          },
          {
            gives: 1.3979400086720377,
            says: "This is the logarithm to base 10. Math.log is the natural one.",
          },
          {
            gives: Math.log(3.5),
            says: "The last 1 slipped inside the logarithm. It is added after it.",
          },
        ],
      },
    );
    look.equal("a term that all have keeps its count", student.call("idf", 4, 4), 1, {
      given: { n: 4, df: 4 },
    });
    look.equal("a term without documents is no problem", student.call("idf", 0, 0), 1, {
      given: { n: 0, df: 0 },
    });
  },
};
