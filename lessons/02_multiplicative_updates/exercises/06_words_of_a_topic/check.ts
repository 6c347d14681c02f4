import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "02.6",
  hints: [
    "Sort column numbers, not weights: a sorted weight no longer knows its term.",
    "weights[j] - weights[i] is below 0 where i is the heavier one, so i goes first.",
    "columns.sort((i, j) => weights[j] - weights[i]); then slice, then map to terms[j].",
  ],
  wrong: [
    {
      blank:
        "columns.sort((i, j) => weights[i] - weights[j]);\nreturn columns.slice(0, count).map((j) => terms[j]);",
      says: "the lightest",
    },
    { blank: "return columns.slice(0, count).map((j) => terms[j]);", says: "not sorted" },
    {
      blank:
        "columns.sort((i, j) => weights[j] - weights[i]);\nreturn columns.map((j) => terms[j]);",
      says: "Keep the first",
    },
    {
      blank:
        "return Array.from(weights).sort().reverse().slice(0, count).map((w) => terms[weights.indexOf(w)]);",
      says: "same weight",
    },
  ],
  check(student, look) {
    const terms = ["bread", "moon", "oven", "star", "yeast"];
    const H = Matrix.from([[0, 0.9, 0.1, 0.7, 0], [0.6, 0, 0.8, 0, 0.6]]);
    const given = { H, terms };
    look.equal(
      "topic 0 is about the sky",
      student.call("topWords", H, 0, terms, 2),
      ["moon", "star"],
      {
        given: { ...given, r: 0, count: 2 },
        slips: [
          {
            gives: ["bread", "yeast"],
            says: "These are the lightest terms; the heaviest are to go first.",
          },
          {
            gives: ["bread", "moon"],
            says: "These are the first columns; they were not sorted by their weights.",
          },
          {
            gives: ["moon", "star", "oven", "bread", "yeast"],
            says: "All terms came, in the right order. Keep the first `count` of them.",
          },
        ],
      },
    );
    look.equal(
      "topic 1 is about baking, and equal weights keep their order",
      student.call("topWords", H, 1, terms, 3),
      ["oven", "bread", "yeast"],
      {
        given: { ...given, r: 1, count: 3 },
        slips: [
          {
            gives: ["oven", "bread", "bread"],
            says:
              "Bread and yeast have the same weight, and looking for the weight finds " +
              "bread twice. Sort the column numbers instead.",
          },
          {
            gives: ["oven", "yeast", "bread"],
            says:
              "Bread and yeast weigh the same; bread comes first in `terms` and should here.",
          },
        ],
      },
    );
    look.equal(
      "H is as before",
      H,
      Matrix.from([[0, 0.9, 0.1, 0.7, 0], [0.6, 0, 0.8, 0, 0.6]]),
    );
  },
};
