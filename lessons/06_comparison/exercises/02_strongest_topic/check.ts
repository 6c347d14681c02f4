import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

/** A walk over the topics; what is compared, how, and where it begins can be changed. */
const walk = (
  strength: string,
  { most = "0", is = ">", keep = "most = s; topic = r;" } = {},
) =>
  `let most = ${most};\nfor (let r = 0; r < W.cols; r++) {\n` +
  `  const s = ${strength};\n  if (s ${is} most) { ${keep} }\n}`;
const STRENGTH = "W.at(d, r) * norm(H.row(r))";

export const exercise: Exercise = {
  id: "06.2",
  hints: [
    "Go through the topics and remember two things: the strongest so far, and how strong.",
    "Begin with `let most = 0`. Who is stronger than `most` takes its place and topic's.",
    "const strength = W.at(d, r) * norm(H.row(r)); if (strength > most) { … }",
  ],
  wrong: [
    { blank: walk("W.at(d, r)"), says: "by W alone" },
    { blank: walk("norm(H.row(r))"), says: "The longest topic" },
    { blank: walk("W.at(d, r) * norm(H.row(r)) ** 2"), says: "square of the length" },
    {
      blank: walk("W.at(d, r) * H.row(r).reduce((a, b) => a + b)"),
      says: "sum of the row",
    },
    { blank: walk("W.at(d, r) * Math.max(...H.row(r))"), says: "largest entry" },
    { blank: walk("W.at(d, r) / norm(H.row(r))"), says: "divided" },
    { blank: walk(STRENGTH, { keep: "topic = r;" }), says: "Remember how strong" },
    { blank: walk(STRENGTH, { keep: "most = s; topic = s;" }), says: "how strong it is" },
    { blank: walk(STRENGTH, { is: ">=" }), says: "equally strong" },
    { blank: walk(STRENGTH, { most: "-1" }), says: "has no strength above 0" },
  ],
  check(student, look) {
    const H = Matrix.from([[3, 4, 0, 0], [0, 0, 6, 0], [2, 0, 0, 0]]);
    const of = (W: Matrix, topics = H) =>
      student.call<number[]>("strongestTopics", W, topics);
    const W = Matrix.from([[4, 3, 1], [1, 1, 2], [0, 1, 4], [7, 0, 3]]);
    // The lengths are 5, 6 and 2, so the strengths are 20 18 2, 5 6 4, 0 6 8 and 35 0 6.
    look.equal(
      "the largest of Wdr · ‖Hr‖, with lengths 5, 6 and 2",
      of(W),
      [0, 1, 2, 0],
      {
        given: { W, H },
        slips: [
          {
            gives: [0, 2, 2, 0],
            says:
              "This is judged by W alone. In document 1 topic 2 has the weight 2, but a row " +
              "of length 2 only: 4. Topic 1 has 1 · 6.",
          },
          {
            gives: [1, 1, 1, 1],
            says:
              "The longest topic came for every document. How much of it is in this one?",
          },
          {
            gives: [1, 1, 1, 0],
            says:
              "This is what the square of the length gives. With it doubling W and halving H " +
              "would still change the strength; take the root.",
          },
          {
            gives: [0, 0, 2, 0],
            says:
              "This is what the sum of the row gives: 3 + 4 = 7. Its length is √(9 + 16) = 5.",
          },
          {
            gives: [1, 1, 2, 0],
            says:
              "This is what the largest entry of a row gives. All its entries make its length.",
          },
          {
            gives: [0, 2, 2, 2],
            says:
              "It looks as if W was divided by the length. A longer topic contributes more.",
          },
          {
            gives: [2, 2, 2, 2],
            says:
              "The last topic above 0 came each time. Remember how strong the strongest so " +
              "far is, too, and compare with that.",
          },
          {
            gives: [1, 2, 3, 1],
            says: "Each number is one too large: the first topic has the number 0.",
          },
          {
            gives: [20, 6, 8, 35],
            says: "This is how strong it is. Which number has the topic?",
          },
        ],
      },
    );
    const ties = Matrix.from([[6, 5, 0], [0, 2, 6]]);
    look.equal("of equally strong ones the first", of(ties), [0, 1], {
      given: { W: ties, H },
      slips: [{
        gives: [1, 2],
        says:
          "The last of those that are equally strong came. Only who is stronger takes the " +
          "place: > and not >=.",
      }],
    });
    const empty = Matrix.from([[0, 0, 0], [0, 1, 0]]);
    look.equal("a row of zeros has none, and gets −1", of(empty), [-1, 1], {
      given: { W: empty, H },
      slips: [{
        gives: [0, 1],
        says:
          "Document 0 has no strength above 0, and yet it got topic 0. All empty documents " +
          "would count as being about topic 0. Begin with a strength of 0.",
      }],
    });
    const silent = Matrix.from([[0, 0, 0, 0], [0, 0, 6, 0], [2, 0, 0, 0]]);
    const one = Matrix.from([[3, 0, 0]]);
    look.equal("a topic without words has no strength", of(one, silent), [-1], {
      given: { W: one, H: silent },
      slips: [{
        gives: [0],
        says:
          "The weight of topic 0 is 3, but its row in H is all 0, and so is its strength. " +
          "Begin with a strength of 0; only what is above it counts.",
      }],
    });
    const doubled = Matrix.from(W.toArray().map(([a, ...rest]) => [2 * a, ...rest]));
    const halved = Matrix.from([[1.5, 2, 0, 0], [0, 0, 6, 0], [2, 0, 0, 0]]);
    look.equal(
      "double a column of W, halve its topic, and nothing changes",
      of(doubled, halved),
      [0, 1, 2, 0],
      { given: { W: doubled, H: halved } },
    );
  },
};
