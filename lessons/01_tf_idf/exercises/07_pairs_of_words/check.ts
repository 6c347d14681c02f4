import type { Exercise } from "@nmf/lib/exercise";

const loop = (until: string, step: string, text: string) =>
  `for (let i = 0; ${until}; ${step}) found.push(${text});`;
const PAIR = "words[i] + ' ' + words[i + 1]";

export const exercise: Exercise = {
  id: "01.7",
  hints: [
    "Each pair begins at a word that has one after it. Which is the last such word?",
    "The loop runs while i + 1 is below words.length; words[i] and words[i + 1] are the pair.",
    "found.push(`${words[i]} ${words[i + 1]}`);",
  ],
  wrong: [
    { blank: loop("i < words.length", "i++", PAIR), says: "“undefined”" },
    { blank: loop("i + 1 < words.length", "i += 2", PAIR), says: "overlap" },
    {
      blank: loop("i + 1 < words.length", "i++", "words[i] + words[i + 1]"),
      says: "space between",
    },
    {
      blank: loop("i + 1 < words.length", "i++", "words[i + 1] + ' ' + words[i]"),
      says: "the wrong way round",
    },
  ],
  check(student, look) {
    const words = ["big", "new", "york"];
    look.equal("three words have two pairs", student.call("pairs", words), [
      "big new",
      "new york",
    ], {
      given: { words },
      slips: [
        {
          gives: ["big new", "new york", "york undefined"],
          says:
            "The last word has none after it, so the pair ends in “undefined”. The loop " +
            "must end one earlier.",
        },
        {
          gives: ["big new"],
          says:
            "Pairs overlap: “new” ends the first and begins the second. Go on word by word.",
        },
        {
          gives: ["bignew", "newyork"],
          says: "There is no space between the two words.",
        },
        {
          gives: ["new big", "york new"],
          says: "Each pair is the wrong way round: the earlier word goes first.",
        },
      ],
    });
    look.equal("one word has none", student.call("pairs", ["moon"]), [], {
      given: { words: ["moon"] },
    });
    look.equal("no words have none", student.call("pairs", []), []);
  },
};
