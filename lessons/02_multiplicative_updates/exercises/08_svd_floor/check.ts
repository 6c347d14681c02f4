import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "02.8",
  hints: [
    "Begin with norm(V) ** 2 and take the squares away, one by one.",
    "`for (const s of singularValues)` goes through the list; Math.max(rest, 0) keeps rounding away.",
    "let rest = norm(V) ** 2; for (…) rest -= s ** 2; return Math.sqrt(Math.max(rest, 0));",
  ],
  wrong: [
    {
      blank:
        "let rest = norm(V);\nfor (const s of singularValues) rest -= s;\nreturn Math.max(rest, 0);",
      says: "Squares are taken away",
    },
    {
      blank:
        "let rest = norm(V) ** 2;\nfor (const s of singularValues) rest -= s ** 2;\nreturn Math.max(rest, 0);",
      says: "the root is missing",
    },
    {
      blank:
        "let rest = norm(V) ** 2;\nfor (const s of singularValues) rest -= s ** 2;\nreturn Math.sqrt(rest);",
      says: "tiny negative",
    },
    {
      blank:
        "let rest = 0;\nfor (const s of singularValues) rest += s ** 2;\nreturn Math.sqrt(rest);",
      says: "what the first ones explain",
    },
    {
      blank:
        "let rest = norm(V);\nfor (const s of singularValues) rest -= s ** 2;\nreturn Math.sqrt(Math.max(rest, 0));",
      says: "norm(V) itself",
    },
  ],
  check(student, look) {
    // The singular values of a diagonal matrix are its entries.
    const V = Matrix.from([[4, 0, 0], [0, 12, 0], [0, 0, 3]]);
    const floor = (s: readonly number[]) => student.call<number>("errorFloor", V, s);
    look.equal("rank 1 leaves 4 and 3, and √(16 + 9) is 5", floor([12]), 5, {
      given: { V, singularValues: [12] },
      slips: [
        {
          gives: 1,
          says: "Squares are taken away from a square: 13² − 12², then the root.",
        },
        { gives: 25, says: "This is the floor's square; the root is missing." },
        {
          gives: 12,
          says:
            "This is what the first ones explain. The floor is made of what they leave.",
        },
        {
          gives: 0,
          says:
            "The squares were taken from norm(V) itself. It must be squared first: 13² is 169.",
        },
      ],
    });
    look.equal("rank 2 leaves 3", floor([12, 4]), 3, {
      given: { V, singularValues: [12, 4] },
    });
    const rounded = [12, 4, 3.000000000000001];
    look.equal("nothing is left of full rank", floor(rounded), 0, {
      given: { V, singularValues: rounded },
      tolerance: 1e-6,
      slips: [{
        gives: NaN,
        says:
          "Rounding made a tiny negative number under the root, and its root is NaN. Take " +
          "the larger of it and 0.",
      }],
    });
  },
};
