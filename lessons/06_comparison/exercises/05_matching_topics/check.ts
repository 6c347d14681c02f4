import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const TOGETHER = "words += shared.at(r, partners[r]);";
const TRAP = "return [[5, 4], [4, 0]];";
/** A search through all orders, begun with `most` and kept where `is` holds. */
const search = (most: string, is: string) =>
  `let most = ${most};\nfor (const partners of orders(shared.rows)) {\n` +
  `  const words = together(shared, partners);\n  if (${is}) {\n` +
  "    most = words;\n    best = partners;\n  }\n}";
const BEST = search("-1", "words > most");

export const exercise: Exercise = {
  id: "06.5",
  hints: [
    "Topic r has the partner partners[r]: a row and a column of shared.",
    "Go through orders(shared.rows), and remember the best so far and how many words it has. " +
    "For the trap: what must greedy lose in the second pair?",
    "if (together(shared, partners) > most) { … } and a trap with a corner of 0: [[?, 4], [4, 0]].",
  ],
  wrong: [
    {
      blank: ["words += shared.at(partners[r], r);", BEST, TRAP],
      says: "rows and columns",
    },
    {
      blank: ["words += Math.max(...shared.row(r));", BEST, TRAP],
      says: "whoever its partner is",
    },
    {
      blank: ["words = shared.at(r, partners[r]);", BEST, TRAP],
      says: "last topic only",
    },
    { blank: [TOGETHER, "best = greedyPartners(shared);", TRAP], says: "greedy" },
    {
      blank: [
        TOGETHER,
        "best = shared.toArray().map((row) => row.indexOf(Math.max(...row)));",
        TRAP,
      ],
      says: "no partner twice",
    },
    { blank: [TOGETHER, search("1000", "words < most"), TRAP], says: "fewest" },
    {
      blank: [
        TOGETHER,
        "for (const partners of orders(shared.rows)) best = partners;",
        TRAP,
      ],
      says: "not chosen by what it shares",
    },
    {
      blank: [TOGETHER, search("-1", "words > 0"), TRAP],
      says: "Keep an order only if",
    },
    {
      blank: [TOGETHER, BEST, "return [[5, 1], [1, 4]];"],
      says: "greedy finds the best",
    },
    { blank: [TOGETHER, BEST, "return [[5, 4, 0], [4, 0, 0]];"], says: "2 × 2" },
    { blank: [TOGETHER, BEST, "return [[5, 9], [9, 0]];"], says: "0 to 8" },
  ],
  check(student, look) {
    const shared = Matrix.from([[3, 3, 4], [0, 1, 3], [5, 2, 0]]);
    const words = (table: Matrix, partners: readonly number[]) =>
      student.call<number>("together", table, partners);
    const partners = [1, 2, 0];
    look.equal("3 + 3 + 5", words(shared, partners), 11, {
      given: { shared, partners },
      slips: [
        {
          // Columns 1, 2 and 0 hold rows: 0 + 2 + 4.
          gives: 6,
          says:
            "It looks as if rows and columns were exchanged: topic r stands in row r, its " +
            "partner is a column.",
        },
        {
          gives: 12,
          says:
            "This takes the most of each row, whoever its partner is. partners says who.",
        },
        { gives: 5, says: "This is the last topic only. Add up over all." },
        {
          gives: 4,
          says:
            "This gives every topic the partner of its own number. partners says who.",
        },
        { gives: 3, says: "This is one topic only. Add up over all." },
      ],
    });
    const best = (table: Matrix) => student.call<number[]>("bestPartners", table);
    look.equal("the partners that share most together", best(shared), partners, {
      given: { shared },
      slips: [
        {
          gives: [2, 1, 0],
          says:
            "This is what greedy finds: 5, then 4, and topic 1 has to take what is left, 1. " +
            "With 3 for topic 0 it would keep its 3.",
        },
        {
          gives: [2, 2, 0],
          says:
            "Each topic has the partner that suits it best, but 2 is taken by topics 0 and " +
            "1. They need different ones: no partner twice.",
        },
        { gives: [1, 0, 2], says: "These share the fewest words, 3, not the most." },
        {
          gives: [2, 0, 1],
          says:
            "This order shares 6 words only. Does it say for each column which topic has it? " +
            "It should say for each topic which column.",
        },
        {
          gives: [0, 1, 2],
          says:
            "This order shares 4 words only: it is not chosen by what it shares. Keep an order " +
            "only if it shares more than the best so far.",
        },
        {
          gives: [],
          says: "The list is empty: `best` was never changed.",
        },
      ],
    });
    const four = Matrix.from([[0, 8, 0, 0], [0, 0, 0, 8], [8, 0, 0, 0], [0, 0, 8, 0]]);
    look.equal("the same topics in another order", best(four), [1, 3, 0, 2], {
      given: { shared: four },
    });
    const none = best(new Matrix(2, 2));
    look.that(
      "where nothing is shared each topic still has a partner",
      Array.isArray(none) && none.toSorted().join() === "0,1",
      "No topic shares a word with another here, and not every one got a partner of its own. " +
        "Every order is as good as another; the search must take one all the same.",
      { given: { shared: new Matrix(2, 2) }, came: `[${none}]` },
    );

    const table = student.call<number[][]>("trap");
    const is2x2 = Array.isArray(table) && table.length === 2 &&
      table.every((row) => Array.isArray(row) && row.length === 2);
    look.that(
      "your trap is a table of 2 × 2",
      is2x2,
      "trap should return a table of 2 × 2, two rows of two numbers: [[a, b], [c, d]].",
    );
    const trap = Matrix.from(table);
    look.that(
      "it has whole numbers from 0 to 8",
      trap.data.every((x) => Number.isInteger(x) && x >= 0 && x <= 8),
      "The numbers should be whole and from 0 to 8: a topic has eight words here.",
      { came: trap },
    );
    const [[a, b], [c, d]] = table;
    // Greedy takes the diagonal if the first of the largest numbers is on it.
    const largest = Math.max(a, b, c, d);
    const first = [a, b, c, d].indexOf(largest);
    const greedy = first === 0 || first === 3 ? a + d : b + c;
    const most = Math.max(a + d, b + c);
    look.that(
      "greedy falls into it",
      greedy < most,
      `On your table greedy finds the best: it shares ${greedy} words, and the other choice ` +
        `${
          a + d + b + c - greedy
        }. The largest number must lie on the worse of the two ` +
        `diagonals.`,
      { came: trap },
    );
  },
};
