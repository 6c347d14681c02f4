import type { Exercise, Look, Student } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import { lookAtBarriers } from "../look_at_barriers.ts";
import { lookAtRun } from "../look_at_run.ts";

const FETCH = `let col = first + local.x;
let row = first + local.y;
var a = 0.0;
var b = 0.0;
if (i < ROWS && col < INNER) { a = A[i * INNER + col]; }
if (row < INNER && j < COLS) { b = B[row * COLS + j]; }
tileA[local.y][local.x] = a;
tileB[local.y][local.x] = b;`;
const WAIT = "workgroupBarrier();";
const add = (product: string) =>
  `for (var p = 0u; p < TILE; p++) { total += ${product}; }`;
const ADD = add("tileA[local.y][p] * tileB[p][local.x]");
const round = (...lines: string[]) => lines.join("\n");

const UNREAD =
  "A tile is never read: each thread still fetches all its numbers from far memory. " +
  "Add up what the tiles hold.";
const ONE_PRODUCT =
  "This adds one product a round, of the two numbers the thread fetched itself. " +
  "Add TILE products: row y of tileA times column x of tileB, which others have fetched.";

export const exercise: Exercise = {
  id: "04.7",
  hints: [
    "Five parts: two numbers, 0 where there is none; into the tiles; wait; add; wait.",
    "A's number is in row i, column first + local.x; B's in row first + local.y, column j.",
    "if (i < ROWS && col < INNER) { a = A[i * INNER + col]; } and tileA[local.y][local.x] = a;",
  ],
  wrong: [
    { blank: round(FETCH, ADD), says: "There is no barrier" },
    { blank: round(FETCH, WAIT, ADD), says: "The second barrier is missing" },
    { blank: round(FETCH, ADD, WAIT), says: "The first barrier is missing" },
    {
      blank: round("if (i >= ROWS || j >= COLS) { return; }", FETCH, WAIT, ADD, WAIT),
      says: "Some threads leave",
    },
    {
      blank: round(FETCH, `if (i < ROWS && j < COLS) {\n${WAIT}\n${ADD}\n}`, WAIT),
      says: "stands inside “if(i<ROWS&&j<COLS)”",
    },
    {
      blank: round(
        "tileA[local.y][local.x] = A[i * INNER + first + local.x];",
        "tileB[local.y][local.x] = B[(first + local.y) * COLS + j];",
        WAIT,
        ADD,
        WAIT,
      ),
      says: "belongs to no entry",
    },
    {
      blank: round(
        "if (i < ROWS && first + local.x < INNER) {",
        "  tileA[local.y][local.x] = A[i * INNER + first + local.x];\n}",
        "if (j < COLS && first + local.y < INNER) {",
        "  tileB[local.y][local.x] = B[(first + local.y) * COLS + j];\n}",
        WAIT,
        ADD,
        WAIT,
      ),
      says: "still holds what the round before put there",
    },
    {
      blank: round(
        FETCH.replaceAll("first + ", ""),
        WAIT,
        ADD,
        WAIT,
      ),
      says: "the first tile in every round",
    },
    {
      blank: round(FETCH, WAIT, add("tileA[p][local.x] * tileB[local.y][p]"), WAIT),
      says: "exchanged",
    },
    {
      blank: round(FETCH, WAIT, add("tileA[local.y][p] * tileB[local.x][p]"), WAIT),
      says: "is a row of tileB",
    },
    {
      blank: round(
        FETCH,
        WAIT,
        "total += tileA[local.y][local.x] * tileB[local.y][local.x];",
        WAIT,
      ),
      says: "one product a round",
    },
    {
      blank: round(
        FETCH.replace("i < ROWS && ", "").replace(" && j < COLS", ""),
        WAIT,
        ADD,
        WAIT,
      ),
      says: "does no harm to C",
    },
    {
      blank: round(
        "tileA[local.y][local.x] = select(0.0, A[i * INNER + first + local.x], i < ROWS && first + local.x < INNER);",
        "tileB[local.y][local.x] = select(0.0, B[(first + local.y) * COLS + j], first + local.y < INNER && j < COLS);",
        WAIT,
        ADD,
        WAIT,
      ),
      says: "select computes both",
    },
    {
      blank: round(
        FETCH.replace("i * INNER", "i * COLS"),
        WAIT,
        ADD,
        WAIT,
      ),
      says: "Row i of A is looked for",
    },
    {
      blank: round(FETCH, WAIT, ADD.replace("+=", "="), WAIT),
      says: "last product alone",
    },
    {
      blank: round(
        FETCH,
        WAIT,
        "for (var p = first; p < min(first + TILE, INNER); p++) {\n  total += A[i * INNER + p] * B[p * COLS + j];\n}",
        WAIT,
      ),
      says: "never read",
    },
  ],
  async check(student, look) {
    const read = (tile: string) =>
      student.text.split(new RegExp(`${tile}\\s*\\[`)).length > 2;
    lookAtBarriers(student, look, {
      names: ["tileA", "tileB"],
      own: "[local.y][local.x]",
      unread: read("tileA") && read("tileB") ? ONE_PRODUCT : UNREAD,
      none:
        "There is no barrier. A thread reads numbers that others fetch, and nothing makes it " +
        "wait for them.",
      beforeReading:
        "The first barrier is missing: between fetching and adding all must wait, or a thread " +
        "adds what another has not fetched yet.",
      betweenRounds:
        "The second barrier is missing: after adding all must wait, or a thread that is ahead " +
        "fetches the next tile over the one that others still read.",
    });
    const A = Matrix.from([[1, 2, 0, 1, 3, 1, 2, 4], [0, 1, 4, 2, 1, 0, 1, 3]]);
    const B = Matrix.from([[1, 2], [0, 3], [2, 1], [4, 0], [1, 5], [3, 1], [0, 2], [
      2,
      1,
    ]]);
    await lookAtTiles(
      student,
      look,
      "C is the product, all of it in whole tiles",
      A,
      B,
      2,
    );
    const edges = [[3, 5, 3, 2], [5, 6, 7, 4], [2, 3, 2, 8], [1, 1, 1, 1]];
    for (const [ROWS, INNER, COLS, TILE] of edges) {
      const what = `so it is for ${ROWS} × ${INNER} and ${INNER} × ${COLS} in tiles of ` +
        `${TILE} × ${TILE}`;
      const numbers = (rows: number, cols: number, step: number) =>
        new Matrix(
          rows,
          cols,
          Float64Array.from({ length: rows * cols }, (_, p) => 1 + (p * step) % 11),
        );
      const [A, B] = [numbers(ROWS, INNER, 3), numbers(INNER, COLS, 5)];
      await lookAtTiles(student, look, what, A, B, TILE);
    }
    look.that(
      "the numbers are read from the tiles",
      read("tileA") && read("tileB"),
      "C is right, but one of the tiles is never read: half of the numbers still come from far " +
        "memory. Add up what both tiles hold.",
    );
    const [, blank = ""] = /\/\/ BLANK([^]*)\/\/ END BLANK/.exec(student.text) ?? [];
    look.that(
      "what is outside of A and B is not read",
      blank === "" || (/\bROWS\b/.test(blank) && /(?<!\*\s*)\bCOLS\b/.test(blank)),
      "C is right, but numbers are fetched that are not there: threads below C read rows that " +
        "A does not have, or threads to its right columns that B does not have. That does no " +
        "harm to C, since their sums are thrown away. But it reads what is not yours: " +
        "compare i with ROWS and j with COLS.",
    );
    look.that(
      "nor read and then thrown away",
      !/select\([^;]*\b[AB]\s*\[/.test(blank),
      "C is right, but select computes both of its parts, so A or B is read outside as well. " +
        "Only an if keeps a thread from reading.",
    );
  },
};

type Tile = number[][];

/** What a thread does in a round; what is left out is done as it should be. */
interface Round {
  /** The number for a tile, `undefined` to leave the one that is there. */
  a?: (i: number, first: number, x: number) => number | undefined;
  b?: (j: number, first: number, y: number) => number | undefined;
  /** What the p-th step adds. */
  add?: (tileA: Tile, tileB: Tile, x: number, y: number, p: number) => number;
  /** Whether that takes the place of what was added before. */
  anew?: boolean;
}

async function lookAtTiles(
  student: Student,
  look: Look,
  what: string,
  A: Matrix,
  B: Matrix,
  TILE: number,
): Promise<void> {
  const [ROWS, INNER, COLS] = [A.rows, A.cols, B.cols];
  const C = new Matrix(ROWS, COLS);
  for (let i = 0; i < ROWS; i++) {
    for (let j = 0; j < COLS; j++) {
      for (let p = 0; p < INNER; p++) C.data[i * COLS + j] += A.at(i, p) * B.at(p, j);
    }
  }
  const inA = (i: number, col: number) => i < ROWS && col < INNER;
  const inB = (row: number, j: number) => row < INNER && j < COLS;
  const a = (i: number, col: number) => inA(i, col) ? A.at(i, col) : 0;
  const b = (row: number, j: number) => inB(row, j) ? B.at(row, j) : 0;
  // One thread after another, and all at a barrier.
  const by = (round: Round) => {
    const {
      a: fetchA = (i, first, x) => a(i, first + x),
      b: fetchB = (j, first, y) => b(first + y, j),
      add = (tileA, tileB, x, y, p) => tileA[y][p] * tileB[p][x],
      anew = false,
    } = round;
    const came = new Matrix(ROWS, COLS);
    const each = Array.from({ length: TILE }, (_, t) => t);
    for (let top = 0; top < ROWS; top += TILE) {
      for (let left = 0; left < COLS; left += TILE) {
        const tileA = each.map(() => each.map(() => 0));
        const tileB = each.map(() => each.map(() => 0));
        for (let first = 0; first < INNER; first += TILE) {
          for (const y of each) {
            for (const x of each) {
              tileA[y][x] = fetchA(top + y, first, x) ?? tileA[y][x];
              tileB[y][x] = fetchB(left + x, first, y) ?? tileB[y][x];
            }
          }
          for (const y of each) {
            for (const x of each) {
              if (top + y >= ROWS || left + x >= COLS) continue;
              const place = (top + y) * COLS + left + x;
              for (const p of each) {
                came.data[place] = (anew ? 0 : came.data[place]) +
                  add(tileA, tileB, x, y, p);
              }
            }
          }
        }
      }
    }
    return { C: came };
  };
  const sameTile =
    "A or B is fetched from the first tile in every round. A's column is first + local.x, " +
    "and B's row is first + local.y.";
  await lookAtRun(student, look, {
    what,
    inputs: { A, B },
    expected: { C },
    workgroups: [Math.ceil(COLS / TILE), Math.ceil(ROWS / TILE)],
    constants: { ROWS, INNER, COLS, TILE },
    // So that 0 · what stands there shows, too.
    behind: NaN,
    slips: [
      {
        gives: by({
          a: (i, first, x) => A.data[i * INNER + first + x] ?? NaN,
          b: (j, first, y) => B.data[(first + y) * COLS + j] ?? NaN,
        }),
        says:
          "A number was fetched that belongs to no entry. Behind the last column of A the next " +
          "row begins, and behind the end of A or B may stand anything; here it is NaN. Fetch " +
          "a number only if its row and its column exist, and take 0 if not.",
      },
      {
        gives: by({
          a: (i, first, x) => inA(i, first + x) ? a(i, first + x) : undefined,
          b: (j, first, y) => inB(first + y, j) ? b(first + y, j) : undefined,
        }),
        says:
          "Where there is no number, a tile still holds what the round before put there. Put a " +
          "0 there instead.",
      },
      { gives: by({ a: (i, _, x) => a(i, x) }), says: sameTile },
      { gives: by({ b: (j, _, y) => b(y, j) }), says: sameTile },
      { gives: by({ a: (i, _, x) => a(i, x), b: (j, _, y) => b(y, j) }), says: sameTile },
      {
        gives: by({ anew: true }),
        says: "Each entry is its last product alone: `=` where `+=` is meant.",
      },
      {
        gives: by({ a: (i, first, x) => A.data[i * COLS + first + x] ?? NaN }),
        says:
          "Row i of A is looked for in the wrong place. A has rows of INNER numbers, so " +
          "i * INNER of them stand before row i.",
      },
      {
        gives: by({ b: (j, first, y) => B.data[(first + y) * INNER + j] ?? NaN }),
        says: "A row of B is looked for in the wrong place. B has rows of COLS numbers.",
      },
      {
        gives: by({ add: (tileA, tileB, x, y, p) => tileA[p][x] * tileB[y][p] }),
        says:
          "The parts of the two tiles are exchanged: tileA needs row y, and tileB column x. " +
          "Either they are read that way, or both numbers were put at [x][y].",
      },
      {
        gives: by({ add: (tileA, tileB, x, y, p) => tileA[y][p] * tileB[x][p] }),
        says:
          "What is added is a row of tileB, not its column: either tileB is read with its " +
          "indices exchanged, or B's number was put into tileB[x][y].",
      },
      {
        gives: by({ add: (tileA, tileB, x, y, p) => tileA[p][y] * tileB[p][x] }),
        says:
          "What is added is a column of tileA, not its row: either tileA is read with its " +
          "indices exchanged, or A's number was put into tileA[x][y].",
      },
      {
        gives: by({
          add: (tileA, tileB, x, y, p) => p === 0 ? tileA[y][x] * tileB[y][x] : 0,
        }),
        says: ONE_PRODUCT,
      },
    ],
  });
}
