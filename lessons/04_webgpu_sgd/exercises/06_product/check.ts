import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import { BEHIND, lookAtRun } from "../look_at_run.ts";

const entry = (product: string, place = "i * COLS + j", assign = "+=") =>
  `var total = 0.0;\nfor (var p = 0u; p < INNER; p++) { total ${assign} ${product}; }\nC[${place}] = total;`;

export const exercise: Exercise = {
  id: "04.6",
  hints: [
    "How many numbers of A stand before row i, and how many numbers of B before row p?",
    "A loop over p adds to a variable; A's place begins with i * INNER, B's with p * COLS.",
    "total += A[i * INNER + p] * B[p * COLS + j]; and after the loop C[i * COLS + j] = total;",
  ],
  wrong: [
    { blank: entry("A[i * COLS + p] * B[p * COLS + j]"), says: "A has rows of INNER" },
    { blank: entry("A[i * INNER + p] * B[p * INNER + j]"), says: "B has rows of COLS" },
    { blank: entry("A[i * INNER + p] * B[j * INNER + p]"), says: "a row of B" },
    { blank: entry("A[p * ROWS + i] * B[p * COLS + j]"), says: "column by column" },
    { blank: entry("A[i * INNER + p] * B[p * COLS + j]", "i * INNER + j"), says: "of C" },
    {
      blank: entry("A[i * INNER + p] * B[p * COLS + j]", "j * ROWS + i"),
      says: "C came out column by column",
    },
    {
      blank: entry("A[i * INNER + p] * B[p * COLS + j]", "i * COLS + j", "="),
      says: "last product alone",
    },
    {
      blank: "C[i * COLS + j] = A[i * COLS + j] * B[i * COLS + j];",
      says: "entry by entry",
    },
  ],
  async check(student, look) {
    const A = Matrix.from([[1, 2, 3], [4, 5, 6]]);
    const B = Matrix.from([[1, 0, 2, 1], [3, 1, 0, 4], [0, 2, 5, 1]]);
    const [ROWS, INNER, COLS] = [2, 3, 4];
    // Places behind the end are read by some slips.
    const a = (place: number) => A.data[place] ?? BEHIND;
    const b = (place: number) => B.data[place] ?? BEHIND;
    const of = (value: (i: number, j: number) => number) =>
      Matrix.from([0, 1].map((i) => [0, 1, 2, 3].map((j) => value(i, j))));
    const sum = (term: (i: number, j: number, p: number) => number) => ({
      C: of((i, j) => term(i, j, 0) + term(i, j, 1) + term(i, j, 2)),
    });
    const expected = sum((i, j, p) => a(i * INNER + p) * b(p * COLS + j));
    const turned = [0, 1, 2, 3].flatMap((j) => [0, 1].map((i) => expected.C.at(i, j)));
    await lookAtRun(student, look, {
      what: "C is the product of a 2 × 3 and a 3 × 4 matrix",
      inputs: { A, B },
      expected,
      workgroups: [1, 1],
      constants: { ROWS, INNER, COLS },
      slips: [
        {
          gives: sum((i, j, p) => a(i * COLS + p) * b(p * COLS + j)),
          says:
            "Row i of A is looked for in the wrong place. A has rows of INNER numbers, so " +
            "i * INNER of them stand before row i.",
        },
        {
          gives: sum((i, j, p) => a(i * INNER + p) * b(p * INNER + j)),
          says:
            "Row p of B is looked for in the wrong place. B has rows of COLS numbers, so " +
            "p * COLS of them stand before row p.",
        },
        {
          gives: sum((i, j, p) => a(i * INNER + p) * b(j * INNER + p)),
          says:
            "This goes along a row of B; a product goes down a column. In B p is the row, and " +
            "j the column.",
        },
        {
          gives: sum((i, j, p) => a(p * ROWS + i) * b(p * COLS + j)),
          says:
            "A is read as if it were stored column by column. In A i is the row, and p the " +
            "column.",
        },
        {
          when: ({ C }) =>
            [...C.slice(0, 8)].every((x, p) => Number.isNaN(x) === (p === 7)),
          says:
            "The rows of C lie one over another, and its last entry was not written. C has rows " +
            "of COLS numbers.",
        },
        {
          gives: { C: turned },
          says:
            "C came out column by column. It is stored row by row: i * COLS numbers stand " +
            "before row i.",
        },
        {
          gives: { C: of((i, j) => a(i * INNER + 2) * b(2 * COLS + j)) },
          says:
            "Each entry is its last product alone: `=` in the loop where `+=` is meant.",
        },
        {
          gives: sum((i, j, p) => a(j * INNER + p) * b(p * COLS + i)),
          says: "i and j are exchanged: i is the row of A, and j the column of B.",
        },
        {
          gives: sum((i, j, p) => p === 0 ? 0 : a(i * INNER + p) * b(p * COLS + j)),
          says: "The first product is left out: p begins at 0.",
        },
        {
          gives: { C: of((i, j) => a(i * COLS + j) * b(i * COLS + j)) },
          says:
            "This multiplies entry by entry, at the same place of A and B. An entry of the " +
            "product is a sum over p.",
        },
      ],
    });
    for (const [ROWS, INNER, COLS] of [[5, 7, 3], [1, 1, 6], [4, 2, 8]]) {
      const A = numbered(ROWS, INNER, 5);
      const B = numbered(INNER, COLS, 7);
      const product = (length: number) => {
        const C = new Matrix(ROWS, COLS);
        for (let i = 0; i < ROWS; i++) {
          for (let j = 0; j < COLS; j++) {
            for (let p = 0; p < length; p++) {
              C.data[i * COLS + j] += A.at(i, p) * B.at(p, j);
            }
          }
        }
        return { C };
      };
      await lookAtRun(student, look, {
        what: `so it is for ${ROWS} × ${INNER} and ${INNER} × ${COLS}`,
        inputs: { A, B },
        expected: product(INNER),
        workgroups: [2, 2],
        constants: { ROWS, INNER, COLS },
        slips: [{
          gives: product(Math.min(INNER, 3)),
          says:
            "Only the first three products were added up. Here INNER is not 3; does the loop go " +
            "to INNER, or to a number?",
        }],
      });
    }
  },
};

/** Small numbers of either sign, no two rows alike. */
function numbered(rows: number, cols: number, step: number): Matrix {
  const entries = Float64Array.from(
    { length: rows * cols },
    (_, p) => (p * step) % 11 - 4,
  );
  return new Matrix(rows, cols, entries);
}
