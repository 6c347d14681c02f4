import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const answer = (inside: string, before = "let documents = 0;") =>
  `${before}\nfor (let d = 0; d < counts.rows; d++) { ${inside} }\ndf.push(documents);`;

export const exercise: Exercise = {
  id: "01.2",
  hints: [
    "Go through the documents and keep a number that grows by 1 for each one with the term.",
    "`let documents = 0;`, then a loop over d from 0 to below counts.rows, then df.push(documents).",
    "In the loop: if (counts.at(d, t) > 0) documents += 1;",
  ],
  wrong: [
    { blank: answer("documents += counts.at(d, t);"), says: "how often the terms occur" },
    { blank: answer("if (counts.at(d, t) > 1) documents += 1;"), says: "more than once" },
    { blank: answer("documents += 1;"), says: "every document is counted" },
    {
      blank: answer("if (counts.at(d, t) === 0) documents += 1;"),
      says: "documents without the term",
    },
  ],
  check(student, look) {
    const counts = Matrix.from([[2, 0, 1, 0], [1, 0, 3, 0], [4, 2, 0, 0]]);
    const df = student.call<number[]>("documentFrequencies", counts);
    look.equal("each term has the number of its documents", df, [3, 1, 2, 0], {
      given: { counts },
      slips: [
        {
          gives: [7, 2, 4, 0],
          says:
            "These are how often the terms occur in all. A document counts once, however " +
            "often it has the term.",
        },
        {
          gives: [2, 1, 1, 0],
          says:
            "Only documents that have a term more than once are counted. Once is enough.",
        },
        {
          gives: [3, 3, 3, 3],
          says: "Here every document is counted, with the term or not.",
        },
        {
          gives: [0, 2, 1, 3],
          says:
            "These are the documents without the term. The condition is the wrong way round.",
        },
      ],
    });
    const one = Matrix.from([[5], [0]]);
    look.equal(
      "it works for other shapes",
      student.call("documentFrequencies", one),
      [1],
      {
        given: { counts: one },
      },
    );
  },
};
