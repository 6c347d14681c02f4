import type { Exercise } from "@nmf/lib/exercise";

const cut = (head: string, piece: string) => `for (${head}) batches.push(${piece});`;
const HEAD = "let from = 0; from < order.length; from += size";

/** Lists of lists as one text, which is easy to compare and to read. */
const shown = (batches: unknown) =>
  Array.isArray(batches) ? batches.map((batch) => `[${batch}]`).join(" ") : batches;

export const exercise: Exercise = {
  id: "03.5",
  hints: [
    "A loop need not count by ones: `from += size` goes on by a whole piece.",
    "The loop runs as long as from is inside the list: from < order.length.",
    "batches.push(order.slice(from, …));",
  ],
  wrong: [
    {
      blank: cut(
        "let from = 0; from + size <= order.length; from += size",
        "order.slice(from, from + size)",
      ),
      says: "last, short piece",
    },
    { blank: cut(HEAD, "order.slice(from, size)"), says: "where the piece ends" },
    {
      blank: cut(
        "let from = 0; from < order.length; from += 1",
        "order.slice(from, from + size)",
      ),
      says: "overlap",
    },
    {
      blank: cut(HEAD, "order.map((_, p) => p).slice(from, from + size)"),
      says: "never shuffled",
    },
  ],
  check(student, look) {
    const order = [4, 0, 2, 6, 1, 3, 5];
    const cut = (size: number) => shown(student.call("minibatches", order, size));
    look.equal("seven documents in pieces of three", cut(3), "[4,0,2] [6,1,3] [5]", {
      given: { order, size: 3 },
      slips: [
        {
          gives: "[4,0,2] [6,1,3]",
          says:
            "The last, short piece is dropped. Document 5 would be left out of this epoch.",
        },
        {
          gives: "[4,0,2] [] []",
          says: "slice takes the place where the piece ends, not its size: from + size.",
        },
        {
          gives: "[4,0,2] [0,2,6] [2,6,1] [6,1,3] [1,3,5] [3,5] [5]",
          says: "The pieces overlap: go on by a whole piece each time, from += size.",
        },
        {
          gives: "[0,1,2] [3,4,5] [6]",
          says:
            "These are the places, not what stands in them: the documents are never shuffled.",
        },
      ],
    });
    look.equal("pieces of one", cut(1), "[4] [0] [2] [6] [1] [3] [5]", {
      given: { order, size: 1 },
    });
    look.equal("a piece larger than all", cut(100), "[4,0,2,6,1,3,5]", {
      given: { order, size: 100 },
    });
    look.equal("no documents", shown(student.call("minibatches", [], 3)), "");
  },
};
