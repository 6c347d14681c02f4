import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "01.5",
  hints: [
    "aa and bb are squares of lengths. What has to be done to them first?",
    "√aa · √bb is the same as √(aa · bb). A length of 0 must not be divided by.",
    "if (aa === 0 || bb === 0) return 0; and then product / Math.sqrt(…).",
  ],
  wrong: [
    { blank: "return product;", says: "product alone" },
    {
      blank: "if (aa === 0 || bb === 0) return 0;\nreturn product / (aa * bb);",
      says: "without their roots",
    },
    { blank: "return product / Math.sqrt(aa * bb);", says: "no words" },
    {
      blank: "if (aa === 0 || bb === 0) return 1;\nreturn product / Math.sqrt(aa * bb);",
      says: "is like no other",
    },
    {
      blank: "if (aa === 0 || bb === 0) return 0;\nreturn product / Math.sqrt(aa + bb);",
      says: "are added",
    },
  ],
  check(student, look) {
    const [a, b] = [[3, 4, 0], [4, 3, 0]];
    look.equal("two similar documents: 24 / 25", student.call("cosine", a, b), 0.96, {
      given: { a, b },
      slips: [
        { gives: 24, says: "This is the product alone. Divide it by both lengths." },
        {
          gives: 24 / 625,
          says: "It was divided by the squares of the lengths, without their roots.",
        },
        {
          gives: 24 / Math.sqrt(50),
          says:
            "Under the root the squares of the lengths are added; they are multiplied.",
        },
      ],
    });
    look.equal("nothing in common", student.call("cosine", [1, 0], [0, 2]), 0, {
      given: { a: [1, 0], b: [0, 2] },
    });
    const long = [300, 400, 0];
    look.equal("length does not matter", student.call("cosine", long, b), 0.96, {
      given: { a: long, b },
    });
    look.equal(
      "an empty document has nothing in common",
      student.call("cosine", [0, 0], [1, 2]),
      0,
      {
        given: { a: [0, 0], b: [1, 2] },
        slips: [
          {
            gives: NaN,
            says: "One document has no words, its length is 0, and 0 / 0 is NaN.",
          },
          {
            gives: 1,
            says: "A document without words is like no other: its cosine is 0.",
          },
        ],
      },
    );
  },
};
