import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const COUNT = "C[topics[d]][categories[d]] += 1;";
const PURITY = "if (documents === 0) return 1;\nlet right = 0;\n" +
  "for (const row of C) right += Math.max(...row);\nreturn right / documents;";

export const exercise: Exercise = {
  id: "06.3",
  hints: [
    "topics[d] is the row in which document d counts. What is its column?",
    "Add up the largest number of each row, and divide once, at the end.",
    "if (documents === 0) return 1; let right = 0; for (const row of C) right += …;",
  ],
  wrong: [
    { blank: ["C[topics[d]][categories[d]] = 1;", PURITY], says: "at most 1" },
    { blank: ["C[categories[d]][topics[d]] += 1;", PURITY], says: "the other way round" },
    { blank: ["C[topics[d]][0] += 1;", PURITY], says: "all in one column" },
    {
      blank: [COUNT, PURITY.replace("right / documents", "right")],
      says: "number of documents",
    },
    {
      blank: [COUNT, PURITY.replace("right / documents", "right / C.length")],
      says: "number of topics",
    },
    {
      blank: [
        COUNT,
        "let right = 0;\nfor (const row of C) {\n  right += Math.max(...row) / row.reduce((a, b) => a + b);\n}\nreturn right / C.length;",
      ],
      says: "mean of the topics' purities",
    },
    {
      blank: [
        COUNT,
        "let right = 0;\nC[0].forEach((_, c) => right += Math.max(...C.map((row) => row[c])));\nreturn right / documents;",
      ],
      says: "largest number of each column",
    },
    {
      blank: [
        COUNT,
        "let right = 0;\nC.forEach((row, t) => right += row[t] ?? 0);\nreturn right / documents;",
      ],
      says: "has nothing to do with",
    },
    {
      blank: [COUNT, "return Math.max(...C.flat()) / documents;"],
      says: "one topic only",
    },
    {
      blank: [COUNT, PURITY.replace("if (documents === 0) return 1;\n", "")],
      says: "0 / 0",
    },
  ],
  check(student, look) {
    const topics = [0, 0, 2, 0, 1, 0];
    const categories = [1, 0, 1, 1, 2, 1];
    const counted = student.call<unknown>("countBoth", topics, categories, {
      topicCount: 3,
      categoryCount: 3,
    });
    look.that(
      "countBoth gives rows of numbers",
      !Array.isArray(counted) || counted.every(Array.isArray),
      "A row of C is no list any more. C[t] is a whole row; C[t][c] is one number in it.",
      { given: { topics, categories } },
    );
    look.equal(
      "each document counts once, in its topic's row and its category's column",
      asMatrix(counted),
      Matrix.from([[1, 3, 0], [0, 0, 1], [0, 1, 0]]),
      {
        given: { topics, categories },
        slips: [
          {
            gives: Matrix.from([[1, 1, 0], [0, 0, 1], [0, 1, 0]]),
            says:
              "Every number is at most 1, but three documents have topic 0 and category 1. " +
              "Add 1 to what is there.",
          },
          {
            gives: Matrix.from([[1, 0, 0], [3, 0, 1], [0, 1, 0]]),
            says:
              "The table lies the other way round: rows are topics, columns are categories.",
          },
          {
            gives: Matrix.from([[4, 0, 0], [1, 0, 0], [1, 0, 0]]),
            says: "The documents are all in one column. Which category has each?",
          },
        ],
      },
    );
    const C = [[4, 0, 1], [3, 0, 0], [1, 2, 2]];
    const table = Matrix.from(C);
    const purity = (rows: number[][]) => student.call<number>("purity", rows);
    look.equal("4, 3 and 2 of 13 documents are named rightly", purity(C), 9 / 13, {
      given: { C: table },
      slips: [
        {
          gives: 9,
          says: "This is the number of documents named rightly. Which share of all?",
        },
        {
          gives: 3,
          says: "It is divided by the number of topics. Divide by that of all documents.",
        },
        {
          gives: (4 / 5 + 3 / 3 + 2 / 5) / 3,
          says:
            "This is the mean of the topics' purities: a topic of three documents counts as " +
            "much as one of five. Every document is to count the same.",
        },
        {
          gives: (4 + 2 + 2) / 13,
          says:
            "This takes the largest number of each column. It would name each category after " +
            "a topic; name each topic after a category.",
        },
        {
          gives: (4 + 0 + 2) / 13,
          says:
            "This counts topic 0 with category 0, topic 1 with category 1, and so on. A " +
            "topic's number has nothing to do with a category's; look for the largest.",
        },
        { gives: 2 / 13, says: "This is the last topic only. Add up those of all." },
        {
          gives: 4 / 13,
          says:
            "This is the largest of all numbers, of one topic only. Each topic has its own name.",
        },
      ],
    });
    look.equal(
      "a topic that no document has changes nothing",
      purity([[2, 1], [0, 0]]),
      2 / 3,
      {
        given: { C: Matrix.from([[2, 1], [0, 0]]) },
      },
    );
    look.equal("without documents it is 1", purity([[0, 0], [0, 0]]), 1, {
      given: { C: new Matrix(2, 2) },
      slips: [{
        gives: NaN,
        says: "This is 0 / 0. Without documents nothing is named wrongly: return 1 then.",
      }],
    });
    look.equal(
      "all in one topic: the share of the largest category",
      purity([[2, 5, 3]]),
      0.5,
    );
    look.equal(
      "a topic for every document: 1, whatever the topics are",
      purity([[1, 0], [0, 1], [1, 0], [0, 1]]),
      1,
    );
  },
};

/** A list of rows as a matrix; anything else as it is, for the check to speak of. */
function asMatrix(rows: unknown): unknown {
  const are = Array.isArray(rows) && rows.length > 0 &&
    rows.every((row) => Array.isArray(row) && row.length === rows[0].length);
  return are ? Matrix.from(rows) : rows;
}
