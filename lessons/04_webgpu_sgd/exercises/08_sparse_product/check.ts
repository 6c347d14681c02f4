import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import { BEHIND, lookAtRun } from "../look_at_run.ts";

const sum = (head: string, add: string, j = "indices[p]") =>
  `for (${head}) {\n  let j = ${j};\n  for (var r = 0u; r < K; r++) { ${add} }\n}`;
const HEAD = "var p = indptr[i]; p < indptr[i + 1]; p++";
const ADD = "row[r] += data[p] * B[j * K + r];";

export const exercise: Exercise = {
  id: "04.8",
  hints: [
    "Two loops: over the places of row i, and for each of them over the K numbers of a row of B.",
    "for (var p = indptr[i]; p < indptr[i + 1]; p++) and in it let j = indices[p], the row of B.",
    "for (var r = 0u; r < K; r++) { row[r] += data[p] * B[j * K + r]; }",
  ],
  wrong: [
    { blank: sum(HEAD, ADD, "p"), says: "p is a place, not a column" },
    { blank: sum("var p = 0u; p < indptr[ROWS]; p++", ADD), says: "all entries of A" },
    {
      blank: sum("var p = indptr[i]; p <= indptr[i + 1]; p++", ADD),
      says: "first entry of the next row",
    },
    {
      blank: sum("var p = 0u; p < indptr[i + 1] - indptr[i]; p++", ADD),
      says: "from place 0 on",
    },
    { blank: sum(HEAD, "row[r] += B[j * K + r];"), says: "values of A are left out" },
    {
      blank: sum(HEAD, "row[r] = data[p] * B[j * K + r];"),
      says: "the last entry alone",
    },
    {
      blank: sum(HEAD, "row[r] += data[p] * B[i * K + r];"),
      says: "the same row of B for every entry",
    },
    { blank: sum(HEAD, "row[r] += data[j] * B[j * K + r];"), says: "at the column" },
    { blank: sum(HEAD, "row[r] += data[p] * B[j + r];"), says: "B has rows of K" },
    {
      blank: sum(HEAD, "row[r] += data[p] * B[r * ROWS + j];"),
      says: "column by column",
    },
  ],
  async check(student, look) {
    const A = Matrix.from([[0, 3, 0, 1], [0, 0, 0, 0], [5, 0, 2, 4]]);
    const B = Matrix.from([[1, 2], [3, 0], [4, 1], [0, 5]]);
    const { indptr, indices, data } = compressed(A);
    const b = (place: number) => B.data[place] ?? BEHIND;
    // C with other bounds of the loop over p, or another term in it.
    const by = (
      { from = (i) => indptr[i], to = (i) => indptr[i + 1], term }: {
        from?: (i: number) => number;
        to?: (i: number) => number;
        term: (p: number, j: number, r: number, i: number) => number;
      },
    ) => ({
      C: Matrix.from([0, 1, 2].map((i) =>
        [0, 1].map((r) => {
          let total = 0;
          for (let p = from(i); p < to(i); p++) {
            total += term(p, indices[p] ?? BEHIND, r, i);
          }
          return total;
        })
      )),
    });
    const a = (p: number) => data[p] ?? BEHIND;
    const term = (p: number, j: number, r: number) => a(p) * b(2 * j + r);
    const turned =
      "B is read as if it were stored column by column. It is stored row by row: K numbers stand " +
      "before row 1.";
    await lookAtRun(student, look, {
      what: "C is the product of a sparse 3 × 4 and a 4 × 2 matrix",
      inputs: { indptr, indices, data, B },
      expected: product(A, B),
      workgroups: [1, 1],
      constants: { ROWS: 3, K: 2 },
      slips: [
        {
          gives: by({ term: (p, _, r) => term(p, p, r) }),
          says:
            "The row of B is chosen by p. But p is a place, not a column: the column of the " +
            "entry at place p is indices[p].",
        },
        {
          gives: by({ from: () => 0, to: () => indptr[3], term }),
          says:
            "Every row of C is the same: each thread adds up all entries of A. Row i has only " +
            "places indptr[i] to indptr[i + 1] - 1.",
        },
        {
          when: ({ C }) => C[2] === term(2, 0, 0) && C[3] === term(2, 0, 1),
          says:
            "Row 1 of A is empty, and yet row 1 of C is not 0: it has the first entry of the " +
            "next row. Place indptr[i + 1] is not row i's any more.",
        },
        {
          gives: by({ from: () => 0, to: (i) => indptr[i + 1] - indptr[i], term }),
          says:
            "Each row is read from place 0 on, as many places as it has. Row i begins at " +
            "indptr[i].",
        },
        {
          gives: by({ term: (_, j, r) => b(2 * j + r) }),
          says:
            "The values of A are left out: each row of B is to be multiplied by data[p].",
        },
        {
          gives: by({
            from: (i) => Math.max(indptr[i], indptr[i + 1] - 1),
            term,
          }),
          says:
            "Each row of C is the last entry alone: `=` in the loop where `+=` is meant.",
        },
        {
          gives: by({ term: (p, _, r, i) => term(p, i, r) }),
          says:
            "This takes the same row of B for every entry, row i. Which one an entry needs, " +
            "its column tells: indices[p].",
        },
        {
          gives: by({ term: (p, j, r) => a(p) * b(j + r) }),
          says:
            "The row of B is looked for in the wrong place. B has rows of K numbers, so j * K " +
            "of them stand before row j.",
        },
        { gives: by({ term: (p, j, r) => a(p) * b(r * 3 + j) }), says: turned },
        { gives: by({ term: (p, j, r) => a(p) * b(r * 4 + j) }), says: turned },
        {
          gives: by({ term: (_, j, r) => a(j) * b(2 * j + r) }),
          says:
            "The value is looked for at the column. Value and column of an entry stand at the " +
            "same place p: data[p] and indices[p].",
        },
        {
          gives: by({ from: (i) => indptr[i] + 1, term }),
          says: "The first entry of each row is left out. Row i begins at indptr[i].",
        },
        {
          gives: { C: new Matrix(3, 2) },
          says:
            "C is 0. Was anything added to row? What is there is handed over below the blank.",
        },
      ],
    });
    for (const [rows, n, K] of [[11, 5, 3], [1, 1, 1], [4, 9, 6], [3, 2, 2]]) {
      // About every third entry; the last case has none.
      const A = new Matrix(
        rows,
        n,
        Float64Array.from(
          { length: rows * n },
          (_, p) => n === 2 || (p * p + p) % 3 > 0 ? 0 : p % 5 - 1.5,
        ),
      );
      const B = new Matrix(
        n,
        K,
        Float64Array.from({ length: n * K }, (_, p) => 1 + p * 3 % 7),
      );
      const { indptr, indices, data } = compressed(A);
      await lookAtRun(student, look, {
        what: data.length === 0
          ? "a matrix without entries gives 0"
          : `so it is for ${rows} × ${n} and ${n} × ${K}`,
        inputs: { indptr, indices, data, B },
        expected: product(A, B),
        workgroups: [2, 1],
        constants: { ROWS: rows, K },
      });
    }
  },
};

function compressed(A: Matrix) {
  const [indices, data, indptr]: number[][] = [[], [], [0]];
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.cols; j++) {
      if (A.at(i, j) === 0) continue;
      indices.push(j);
      data.push(A.at(i, j));
    }
    indptr.push(data.length);
  }
  return { indptr: Uint32Array.from(indptr), indices: Uint32Array.from(indices), data };
}

function product(A: Matrix, B: Matrix): { C: Matrix } {
  const C = new Matrix(A.rows, B.cols);
  for (let i = 0; i < A.rows; i++) {
    for (let r = 0; r < B.cols; r++) {
      for (let j = 0; j < A.cols; j++) C.data[i * B.cols + r] += A.at(i, j) * B.at(j, r);
    }
  }
  return { C };
}
