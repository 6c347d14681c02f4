import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "05.3",
  hints: [
    "Write the shapes of A, B and G on paper. Which product has the shape of A?",
    "G stands on the same side as C would: C = AB, so A comes from the left and B from the right.",
    "return { toA: matmul(G, transpose(B)), toB: matmul(…, G) };",
  ],
  wrong: [
    {
      blank: "return { toA: matmul(transpose(A), G), toB: matmul(G, transpose(B)) };",
      says: "exchanged",
    },
    {
      blank: "return { toA: matmul(B, transpose(G)), toB: matmul(transpose(G), A) };",
      says: "lies on its side",
    },
    {
      blank: "return { toA: matmul(G, transpose(B)), toB: matmul(transpose(G), A) };",
      says: "B's flow lies",
    },
    { blank: "return { toA: transpose(B), toB: transpose(A) };", says: "G is missing" },
  ],
  check(student, look) {
    const A = Matrix.from([[1, 2], [0, 1], [3, 1]]);
    const B = Matrix.from([[1, 0, 2, 1], [2, 1, 0, 1]]);
    const G = Matrix.from([[1, 0, 1, 0], [2, 1, 0, 0], [0, 1, 1, 3]]);
    const given = { A, B, G };
    // Entry by entry: the sums over j, and over i, of the task.
    const toA = Matrix.from([[3, 2], [2, 5], [5, 4]]);
    const toB = Matrix.from([[1, 3, 4, 9], [4, 2, 3, 3]]);
    const turned = (M: Matrix) =>
      Matrix.from(
        Array.from({ length: M.cols }, (_, j) => M.toArray().map((row) => row[j])),
      );
    const flows = student.call<{ toA: Matrix; toB: Matrix }>("flows", A, B, G);
    look.equal("the flow to A is G Bᵀ", flows?.toA, toA, {
      given,
      slips: [
        {
          gives: toB,
          says: "The two flows are exchanged: this one has the shape of B.",
        },
        {
          gives: turned(toA),
          says:
            "The flow lies on its side: it is (G Bᵀ)ᵀ. A flow has the shape of what it flows to.",
        },
        { gives: turned(B), says: "G is missing: what arrives at C must take part." },
      ],
    });
    look.equal("the flow to B is Aᵀ G", flows.toB, toB, {
      given,
      slips: [{
        gives: turned(toB),
        says: "B's flow lies on its side: it is (Aᵀ G)ᵀ. It should be 2 × 4, as B is.",
      }],
    });
  },
};
