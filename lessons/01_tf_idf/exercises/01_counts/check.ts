import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "01.1",
  hints: [
    "First ask for the place of the word, then write into it.",
    "indexOf gives −1 for a word without a place: `if (j >= 0)` keeps it out.",
    "const j = vocabulary.indexOf(word); and then row[j] += 1 where j is 0 or more.",
  ],
  wrong: [
    {
      blank: "const j = vocabulary.indexOf(word);\nif (j >= 0) row[j] = 1;",
      says: "only whether a word occurs",
    },
    {
      blank: "const j = vocabulary.indexOf(word);\nif (j > 0) row[j] += 1;",
      says: "The first place is 0",
    },
    { blank: "row[vocabulary.indexOf(word)] += 1;", says: "written at place -1" },
    {
      blank: "const j = vocabulary.indexOf(word);\nrow[Math.max(j, 0)] += 1;",
      says: "counted as the first word",
    },
    {
      blank: "const j = words.indexOf(word);\nif (j < row.length) row[j] += 1;",
      says: "place in the text",
    },
  ],
  check(student, look) {
    const vocabulary = ["bread", "moon", "the"];
    const count = (words: string[]) =>
      student.call<number[]>("countWords", words, vocabulary);
    const words = ["the", "bread", "the", "moon", "the"];
    look.equal("every word is counted", count(words), [1, 1, 3], {
      given: { words, vocabulary },
      slips: [
        {
          gives: [1, 1, 1],
          says:
            "This says only whether a word occurs: “the” occurs three times. Add 1 each time.",
        },
        {
          gives: [0, 1, 3],
          says: "“bread” is missing. The first place is 0, and that is a place too.",
        },
        {
          gives: [3, 1, 0],
          says:
            "These are counts by the word's place in the text. Its place in the vocabulary " +
            "is what is needed.",
        },
      ],
    });
    const strange = ["yeast", "moon"];
    look.equal("a word without a place is passed over", count(strange), [0, 1, 0], {
      given: { words: strange, vocabulary },
      slips: [{
        gives: [1, 1, 0],
        says:
          "“yeast” has no place, and was counted as the first word of the vocabulary.",
      }],
    });
    look.equal("a text without words is a row of zeros", count([]), [0, 0, 0]);
  },
};
