import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import { BEHIND, lookAtRun } from "../look_at_run.ts";

const GUARD = "if (row >= ROWS || col >= COLS) { return; }\n";

const NEXT_ROW =
  "A thread to the right of the last column has a place that is inside the array and yet in " +
  "the next row. Compare row with ROWS and col with COLS, not the place with their product.";

export const exercise: Exercise = {
  id: "04.3",
  hints: [
    "How many numbers stand before row 1, and before row 2? The place of an entry begins there.",
    "Two conditions, joined by ||, then let place = …; counts[place] must become an f32.",
    "let place = row * COLS + col; out[place] = f32(counts[place]) * idf[col];",
  ],
  wrong: [
    {
      blank: GUARD +
        "let place = col * ROWS + row;\nout[place] = f32(counts[place]) * idf[col];",
      says: "column by column",
    },
    {
      blank: GUARD +
        "let place = row * ROWS + col;\nout[place] = f32(counts[place]) * idf[col];",
      says: "As many numbers stand before row 1 as a row has",
    },
    {
      blank:
        "if (row >= ROWS) { return; }\nlet place = row * COLS + col;\nout[place] = f32(counts[place]) * idf[col];",
      says: "to the right of the last column",
    },
    {
      blank:
        "if (col >= COLS) { return; }\nlet place = row * COLS + col;\nout[place] = f32(counts[place]) * idf[col];",
      says: "below the last row",
    },
    {
      blank: "let place = row * COLS + col;\nout[place] = f32(counts[place]) * idf[col];",
      says: "Nobody leaves",
    },
    {
      blank:
        "let place = row * COLS + col;\nif (place >= ROWS * COLS) { return; }\nout[place] = f32(counts[place]) * idf[col];",
      says: "inside the array and yet in the next row",
    },
    {
      blank:
        "if (row >= COLS || col >= ROWS) { return; }\nlet place = row * COLS + col;\nout[place] = f32(counts[place]) * idf[col];",
      says: "exchanged in the condition",
    },
    {
      blank: GUARD +
        "let place = row * COLS + col;\nout[place] = f32(counts[place]) * idf[row];",
      says: "weight belongs to a term",
    },
    {
      blank: GUARD + "let place = row * COLS + col;\nout[place] = f32(counts[place]);",
      says: "counts alone",
    },
  ],
  async check(student, look) {
    const counts = Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 4, 6, 8, 3);
    const idf = [1, 1.5, 2, 2.5, 3];
    const value = (place: number, weight: number) => (counts[place] ?? BEHIND) * weight;
    const rows = (entry: (row: number, col: number) => number) =>
      Matrix.from([0, 1, 2].map((row) => idf.map((_, col) => entry(row, col))));
    // Which places behind the end were written, for slips in which threads race inside.
    const behind = (out: Float32Array) =>
      [...out.keys()].filter((p) => p >= 15 && !Number.isNaN(out[p])).join();
    const expected = rows((row, col) => value(5 * row + col, idf[col]));
    await lookAtRun(student, look, {
      what: "each entry of a 3 × 5 matrix is its count times its term's weight",
      inputs: { counts, idf },
      expected: { out: expected },
      workgroups: [2, 1],
      constants: { ROWS: 3, COLS: 5 },
      slips: [
        {
          gives: {
            out: Array.from(
              { length: 15 },
              (_, place) => value(place, idf[Math.floor(place / 3)]),
            ),
          },
          says:
            "The matrix is taken as stored column by column. It is stored row by row: how " +
            "many numbers stand before row 1?",
        },
        {
          when: ({ out }) =>
            behind(out) === "15,16,17" &&
            [3, 4, 8, 9, 13, 14].every((p) => Number.isNaN(out[p])),
          says:
            "ROWS and COLS are exchanged in the condition: col counts the columns, so it is " +
            "compared with COLS.",
        },
        {
          when: ({ out }) => behind(out) === "15,16,17,20,21,22",
          says:
            "It is the row that is multiplied by COLS, not the column: one row further on, COLS " +
            "numbers have been passed.",
        },
        {
          when: ({ out }) =>
            [...out.slice(0, 15)].every((x, p) => Number.isNaN(x) === (p >= 11)) &&
            behind(out) === "",
          says:
            "The rows lie one over another. As many numbers stand before row 1 as a row has, " +
            "which is COLS, not ROWS.",
        },
        {
          when: ({ out }) => behind(out) === "15,16,17",
          says:
            "Threads to the right of the last column did not leave: they wrote into the next " +
            "row, and behind the end. Look at col as well.",
        },
        {
          when: ({ out }) => behind(out) === "15,16,17,18,19",
          says:
            "Threads below the last row did not leave: they wrote behind the end. Whose row is " +
            "too large must leave, whatever its column.",
        },
        {
          when: ({ out }) => behind(out) === "15,16,17,18,19,20,21,22",
          says:
            "Nobody leaves: threads to the right of the last column and below the last row " +
            "have written too. Which threads are outside?",
        },
        {
          when: ({ out }) =>
            behind(out) === "" &&
            [5, 6, 7, 10, 11, 12].some((p) => out[p] === counts[p] * BEHIND),
          says: NEXT_ROW,
        },
        {
          gives: { out: rows((row, col) => value(5 * row + col, idf[row])) },
          says: "A weight belongs to a term, and terms are the columns.",
        },
        {
          gives: { out: rows((row, col) => value(5 * row + col, 1)) },
          says: "These are the counts alone, without the weights.",
        },
        {
          gives: { out: rows((_, col) => idf[col]) },
          says: "These are the weights alone, without the counts.",
        },
      ],
    });
    // Rows 4 and 5 have no threads here, so nobody writes there what belongs there.
    await lookAtRun(student, look, {
      what: "4 × 4 threads write 4 rows of 3 entries, of a matrix with 6 rows",
      inputs: { counts, idf: idf.slice(0, 3) },
      expected: {
        out: new Matrix(
          4,
          3,
          Float64Array.from({ length: 12 }, (_, p) => counts[p] * idf[p % 3]),
        ),
      },
      workgroups: [1, 1],
      constants: { ROWS: 6, COLS: 3 },
      slips: [{
        when: ({ out }) => !Number.isNaN(out[12]) && out.slice(13).every(Number.isNaN),
        says: NEXT_ROW,
      }],
    });
    for (const [ROWS, COLS] of [[6, 2], [1, 1], [4, 8]]) {
      const counts = Uint32Array.from({ length: ROWS * COLS }, (_, p) => 1 + p % 7);
      const idf = Array.from({ length: COLS }, (_, col) => 1 + col / 4);
      const entries = Float64Array.from(counts, (n, p) => n * idf[p % COLS]);
      await lookAtRun(student, look, {
        what: `so is each of a ${ROWS} × ${COLS} matrix`,
        inputs: { counts, idf },
        expected: { out: new Matrix(ROWS, COLS, entries) },
        workgroups: [2, 2],
        constants: { ROWS, COLS },
      });
    }
  },
};
