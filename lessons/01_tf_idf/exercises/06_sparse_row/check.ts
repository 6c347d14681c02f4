import type { Exercise } from "@nmf/lib/exercise";
import { Matrix, SparseMatrix } from "@nmf/lib/matrix";

export const exercise: Exercise = {
  id: "01.6",
  hints: [
    "A loop has a beginning and an end; for row i both stand in indptr.",
    "for (let p = indptr[i]; p < …; p++) goes over the places. Which entry of x belongs to place p?",
    "sum += data[p] * x[indices[p]]; in a loop that ends before indptr[i + 1].",
  ],
  wrong: [
    {
      blank:
        "for (let p = indptr[i]; p <= indptr[i + 1]; p++) if (p < data.length) sum += data[p] * x[indices[p]];",
      says: "first place of the next row",
    },
    {
      blank: "for (let p = 0; p < data.length; p++) sum += data[p] * x[indices[p]];",
      says: "all rows",
    },
    {
      blank: "for (let p = indptr[i]; p < indptr[i + 1]; p++) sum += data[p] * x[p];",
      says: "place p is not column p",
    },
    {
      blank: "for (let p = indptr[i]; p < indptr[i + 1]; p++) sum += x[indices[p]];",
      says: "data[p] is missing",
    },
  ],
  check(student, look) {
    const dense = Matrix.from([[0, 5, 0, 1], [7, 0, 9, 0], [0, 0, 0, 0], [2, 0, 0, 0]]);
    const A = SparseMatrix.fromDense(dense);
    const x = [2, 3, 10, 100];
    const given = (i: number) => ({
      given: {
        A: dense,
        x,
        i,
        indptr: [...A.indptr],
        indices: [...A.indices],
        data: [...A.data],
      },
    });
    const row = (i: number) => student.call<number>("rowTimes", A, i, x);
    look.equal("row 0 is 5 · 3 + 1 · 100", row(0), 115, {
      ...given(0),
      slips: [
        {
          gives: 129,
          says:
            "One place too many: the loop takes the first place of the next row. It must " +
            "end before indptr[i + 1].",
        },
        {
          gives: 223,
          says: "These are the entries of all rows. Where does row i begin, and end?",
        },
        {
          gives: 13,
          says:
            "x[p] was taken, but place p is not column p. The column stands in indices[p].",
        },
        {
          gives: 103,
          says: "The entries of x are added as they are; data[p] is missing.",
        },
      ],
    });
    look.equal("row 1 is 7 · 2 + 9 · 10", row(1), 104, given(1));
    look.equal("an empty row gives 0", row(2), 0, given(2));
    look.equal("the last row is 2 · 2", row(3), 4, given(3));
  },
};
