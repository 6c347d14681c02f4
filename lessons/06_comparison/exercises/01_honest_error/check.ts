import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

/** ‖V − WH‖ entry by entry, with each entry of V, W, H and WH changed first. */
function errorOf(
  [V, W, H]: readonly Matrix[],
  { w = same, h = same, wh = same } = {},
): number {
  let squares = 0;
  for (let d = 0; d < V.rows; d++) {
    for (let t = 0; t < V.cols; t++) {
      let product = 0;
      for (let r = 0; r < W.cols; r++) product += w(W.at(d, r)) * h(H.at(r, t));
      squares += (V.at(d, t) - wh(product)) ** 2;
    }
  }
  return Math.sqrt(squares);
}

const same = (x: number) => x;
const cut = (x: number) => Math.max(x, 0);

export const exercise: Exercise = {
  id: "06.1",
  hints: [
    "frobeniusError is asked about two other matrices than W and H. Which?",
    "clampMin(W, 0) is W with its negatives set to 0. H needs the same.",
    "return frobeniusError(V, clampMin(W, 0), …);",
  ],
  wrong: [
    { blank: "return frobeniusError(V, W, H);", says: "the error as it is reported" },
    { blank: "return frobeniusError(V, clampMin(W, 0), H);", says: "H still has" },
    { blank: "return frobeniusError(V, W, clampMin(H, 0));", says: "W still has" },
    {
      blank: "let squares = 0;\nV.data.forEach((v, p) => {\n  let product = 0;\n" +
        "  const [d, t] = [Math.floor(p / V.cols), p % V.cols];\n" +
        "  for (let r = 0; r < W.cols; r++) product += W.at(d, r) * H.at(r, t);\n" +
        "  squares += (v - Math.max(product, 0)) ** 2;\n});\nreturn Math.sqrt(squares);",
      says: "the product WH was cut",
    },
    {
      blank:
        "for (const A of [W, H]) A.data.forEach((a, p) => A.data[p] = Math.abs(a));\nreturn frobeniusError(V, W, H);",
      says: "lost their signs",
    },
    {
      blank:
        "for (const A of [W, H]) A.data.forEach((a, p) => A.data[p] = Math.max(a, 0));\nreturn frobeniusError(V, W, H);",
      says: "no longer be counted",
    },
  ],
  check(student, look) {
    const V = Matrix.from([[3, 5], [0, 2]]);
    const W = Matrix.from([[-2, 3], [1, 0]]);
    const H = Matrix.from([[-1, 2], [0, 3]]);
    const given = { V, W: W.clone(), H: H.clone() };
    const all = [V, W.clone(), H.clone()];
    const honest = (W: Matrix, H: Matrix, of = V) =>
      student.call<number>("honestError", of, W, H);
    look.equal("what is left is [0 9] and [0 2], and √(3² + 4²) is 5", honest(W, H), 5, {
      given,
      slips: [
        {
          gives: errorOf(all),
          says:
            "This is the error as it is reported, with the negatives still at work. " +
            "clampMin(W, 0) is a new matrix without them; W itself stays as it was.",
        },
        {
          gives: errorOf(all, { w: cut }),
          says: "The negatives of W are gone, but H still has its own.",
        },
        {
          gives: errorOf(all, { h: cut }),
          says: "The negatives of H are gone, but W still has its own.",
        },
        {
          gives: errorOf(all, { wh: cut }),
          says:
            "Here the product WH was cut at 0. Inside it the negatives still do their " +
            "work: −2 · −1 counts as 2. Cut W and H, then multiply.",
        },
        {
          gives: errorOf(all, { w: Math.abs, h: Math.abs }),
          says:
            "The entries lost their signs: −2 became 2. An entry below 0 becomes 0, the " +
            "nearest number that is allowed.",
        },
        { gives: 25, says: "This is the error's square." },
      ],
    });
    const kept = [...W.data, ...H.data];
    look.equal("W and H are as before", kept, [-2, 3, 1, 0, -1, 2, 0, 3], {
      slips: [{
        gives: [0, 3, 1, 0, 0, 2, 0, 3],
        says:
          "The negatives in W and H themselves were set to 0, so they can no longer be " +
          "counted. clampMin makes a new matrix.",
      }],
    });
    const clean = [V, Matrix.from([[2, 1], [0, 1]]), Matrix.from([[1, 1], [0, 2]])];
    look.equal(
      "without negatives it is the reported error",
      honest(clean[1], clean[2]),
      errorOf(clean),
      { given: { V, W: clean[1], H: clean[2] } },
    );
    const below = Matrix.from([[-3, -1], [-1, -2]]);
    look.equal(
      "of nothing but negatives nothing is left, and the error is ‖V‖",
      honest(below, below, Matrix.from([[3, 0], [0, 4]])),
      5,
      { given: { V: Matrix.from([[3, 0], [0, 4]]), W: below, H: below } },
    );
  },
};
