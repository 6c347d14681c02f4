import type { Exercise } from "@nmf/lib/exercise";

/** The chain of questions, in order; each can be left out or asked otherwise. */
const ASKED = {
  "no number": "!Number.isFinite(row.error) || !Number.isFinite(row.honest)",
  corpus: "row.corpus !== expert.corpus",
  topics: "row.topics !== expert.topics",
  start: "row.start !== expert.start",
  floor: "row.error < floor * (1 - 1e-6)",
  zero: "row.honest > zero",
  negatives: "row.negatives > 0",
};
type Reason = keyof typeof ASKED;
const ORDER = Object.keys(ASKED) as Reason[];
const chain = (order: Reason[], asked = ASKED) =>
  order.map((reason) => `if (${asked[reason]}) found[row.id] = "${reason}";`)
    .join("\nelse ");
const but = (change: Partial<typeof ASKED>) => chain(ORDER, { ...ASKED, ...change });
/** The questions with one of them asked right after the first. */
const early = (reason: Reason) =>
  chain([ORDER[0], reason, ...ORDER.slice(1).filter((other) => other !== reason)]);

/** A row that lies in nothing, but for what is said. */
const row = (id: string, said: object = {}) => ({
  id,
  error: 42,
  honest: 42,
  negatives: 0,
  seconds: 1,
  corpus: "news",
  topics: 6,
  start: "nndsvda",
  ...said,
});
type Row = ReturnType<typeof row>;

const FLOOR = 40;
const ZERO = 50;
/** Whether a reason holds for a row, and what it is about. */
const HOLDS: Record<Reason, [holds: (row: Row, expert: Row) => boolean, of: string]> = {
  "no number": [({ error, honest }) => !Number.isFinite(error + honest), "its errors"],
  corpus: [(row, expert) => row.corpus !== expert.corpus, "its corpus"],
  topics: [(row, expert) => row.topics !== expert.topics, "its number of topics"],
  start: [(row, expert) => row.start !== expert.start, "its start"],
  floor: [({ error }) => error < FLOOR - 1e-6 * FLOOR, "its error beside the floor"],
  zero: [({ honest }) => honest > ZERO, "its honest error beside zero"],
  negatives: [({ negatives }) => negatives > 0, "its negatives"],
};

/** Rows as a table of texts, for a terminal. */
function asTable(rows: readonly Row[]): string {
  const cells = [
    Object.keys(rows[0]),
    ...rows.map((row) => Object.values(row).map(String)),
  ];
  const widths = cells[0].map((_, c) => Math.max(...cells.map((line) => line[c].length)));
  return cells.map((line) =>
    line.map((text, c) => text.padEnd(widths[c])).join("  ").trimEnd()
  )
    .join("\n");
}

const COMPARED = "may be compared";

export const exercise: Exercise = {
  id: "06.8",
  hints: [
    "One question a reason, in the order of the list, joined by else if.",
    "NaN is equal to nothing, not even to itself; only Number.isFinite or Number.isNaN tells. " +
    "What is compared with the expert's, what with a bound?",
    "if (!Number.isFinite(row.error) || …) … else if (row.corpus !== expert.corpus) … else if …",
  ],
  wrong: [
    { blank: but({ "no number": "row.error === NaN" }), says: "equal to nothing" },
    { blank: but({ "no number": "Number.isNaN(row.error + row.honest)" }), says: "∞" },
    {
      blank: but({ "no number": "!Number.isFinite(row.error)" }),
      says: "honest error is NaN",
    },
    { blank: but({ start: 'row.start !== "nndsvda"' }), says: "by name" },
    { blank: but({ floor: "row.error < floor" }), says: "rounding" },
    { blank: but({ floor: "false" }), says: "No matrices of this rank" },
    {
      blank: but({ floor: "row.honest < floor * (1 - 1e-6)" }),
      says: "Negatives cannot do that either",
    },
    { blank: but({ zero: "row.error > zero" }), says: "looks harmless" },
    { blank: but({ zero: "row.honest >= zero" }), says: "not above it" },
    { blank: but({ negatives: "row.error < row.honest - 1" }), says: "a single entry" },
    { blank: but({ topics: "row.topics > expert.topics" }), says: "fewer topics" },
    {
      blank: early("negatives"),
      says: "Negatives come last",
    },
    {
      blank: early("floor"),
      says: "bounds are the expert's",
    },
    {
      blank: chain(ORDER).replaceAll("else ", ""),
      says: "an else is missing",
    },
    {
      blank: chain(ORDER) + '\nelse if (row.seconds < 0.1) found[row.id] = "no number";',
      says: "Seconds are no reason",
    },
    {
      blank: but({ corpus: "false", topics: "false" }),
      says: "another V",
    },
  ],
  check(student, look) {
    /** Asks about a table, of which the student's function gets a copy. */
    const ask = (rows: readonly Row[]) =>
      student.call<Record<string, string>>("lies", rows.map((row) => ({ ...row })), {
        floor: FLOOR,
        zero: ZERO,
      });
    /** Looks at one row of a table after the other. */
    const about = (
      rows: readonly Row[],
      expected: Record<string, [reason: string, slips?: Record<string, string>]>,
    ) => {
      const answer = ask(rows);
      look.that(
        `reasons come by id for a table of ${rows.length} rows`,
        typeof answer === "object" && answer !== null && !Array.isArray(answer),
        "What came is no object of reasons by id. Does the function still end with " +
          "“return found”?",
      );
      for (const [id, [reason, slips = {}]] of Object.entries(expected)) {
        const row = rows.find((row) => row.id === id)!;
        const given = id === rows[0].id ? [row] : [rows[0], row];
        const said = { ...inGeneral(row, rows[0], reason), ...slips };
        look.equal(
          reason === COMPARED
            ? `“${id}” ${COMPARED}`
            : `“${id}” must not be compared: ${reason}`,
          answer[id] ?? COMPARED,
          reason,
          {
            given: { rows: asTable(given), "floor, zero": [FLOOR, ZERO] },
            slips: Object.entries(said).map(([gives, says]) => ({ gives, says })),
          },
        );
      }
    };

    about([
      row("expert"),
      row("good", { error: 42.1, honest: 42.1, seconds: 60 }),
      row("fast", { error: 44, honest: 44, seconds: 0.01 }),
      row("nan", { error: NaN, honest: NaN, seconds: 9 }),
      row("small", { error: 17, honest: 17, corpus: "mini" }),
      row("many", { error: 41, honest: 41, topics: 12 }),
      row("lucky", { error: 41.9, honest: 41.9, start: "random" }),
      row("magic", { error: 38, honest: 38 }),
      row("bad", { error: 53, honest: 53 }),
      row("bought", { error: 40.5, honest: 43, negatives: 900 }),
    ], {
      expert: [COMPARED],
      good: [COMPARED],
      fast: [COMPARED, {
        "no number":
          "Seconds are no reason, few or many. Its errors are numbers, and nothing else " +
          "differs.",
      }],
      nan: ["no number", {
        [COMPARED]:
          "Its error is NaN, which is equal to nothing, not even to NaN, and neither above " +
          "nor below any bound. Number.isFinite tells.",
      }],
      small: ["corpus", {
        floor:
          "17 is below the floor, but the bounds are the expert's, and this is another V. The " +
          "corpus comes first. Did a later reason take its place, because an else is missing?",
      }],
      many: ["topics"],
      lucky: ["start"],
      magic: ["floor", {
        [COMPARED]:
          "38 is below the floor of 40. No matrices of this rank can do that, with negatives " +
          "or without: something else was measured.",
      }],
      bad: ["zero"],
      bought: ["negatives"],
    });
    about([
      row("expert"),
      row("half", { honest: NaN, negatives: 3 }),
      row("endless", { error: Infinity, honest: Infinity }),
      row("two", { error: 41, honest: 43, negatives: 7, start: "random" }),
      row("stranger", { corpus: "mini", topics: 4, start: "random" }),
      row("wild", { error: 38, honest: 38, start: "random" }),
      row("more", { error: 39, honest: 39, topics: 12 }),
      row("fewer", { topics: 4 }),
      row("rounded", { error: 40 - 1e-9, honest: 40 - 1e-9 }),
      row("below", { error: 39.999, honest: 39.999 }),
      row("deep", { error: 38, honest: 43, negatives: 40 }),
      row("nothing", { error: 50, honest: 50 }),
      row("empty", { error: 42, honest: 53, negatives: 900 }),
      row("single", { error: 42, honest: 42.001, negatives: 1 }),
    ], {
      half: ["no number", {
        negatives:
          "Its honest error is NaN, and that is the first reason. Ask both errors.",
      }],
      endless: ["no number", {
        zero:
          "∞ is above zero, but it is no number: it exploded. That is the first reason.",
      }],
      two: ["start", {
        negatives:
          "It has negatives, but another start, too. Negatives come last in the list.",
      }],
      stranger: ["corpus"],
      wild: ["start"],
      more: ["topics", {
        floor:
          "It is below the floor, but the floor is that of 6 topics, and this row has 12. So " +
          "topics come first.",
      }],
      fewer: ["topics", {
        [COMPARED]:
          "It has fewer topics than the expert: 4. That makes the same error harder to reach, " +
          "but it is another problem all the same.",
      }],
      rounded: [COMPARED, {
        floor:
          "It is below the floor by 0.000000001, which is rounding. A millionth of the floor " +
          "is allowed.",
      }],
      below: ["floor", {
        [COMPARED]:
          "39.999 is below the floor by more than a millionth of it, which is 0.00004.",
      }],
      deep: ["floor", {
        negatives:
          "Its reported error, 38, is below the floor. Negatives cannot do that either: the " +
          "truncated SVD may have them, too, and nothing of this rank is closer.",
      }],
      nothing: [COMPARED, { zero: "Its error is that of W = H = 0, not above it." }],
      empty: ["zero", {
        negatives:
          "Its error of 42 looks harmless, but without negatives it has 53, worse than W = H " +
          "= 0. Compare the honest error with zero, and before the negatives.",
      }],
      single: ["negatives", {
        [COMPARED]:
          "There is a single entry below 0. How much it bought cannot be seen from the " +
          "count; one is enough.",
      }],
    });
    const run = { corpus: "mini", topics: 4, start: "random" };
    const byName = (what: string) =>
      `Is the ${what} asked by name? Which one is right is told by the expert's row, the first.`;
    about([
      row("other expert", run),
      row("same", run),
      row("changed", { ...run, start: "nndsvda" }),
    ], {
      same: [COMPARED, {
        corpus: byName("corpus"),
        topics: byName("number of topics"),
        start: byName("start"),
      }],
      changed: ["start", { [COMPARED]: byName("start") }],
    });
    look.equal(
      "a table without lies gets no entries",
      Object.keys(ask([row("expert"), row("good")])),
      [],
    );
  },
};

/** What is told of a row about each answer that is not the right one. */
function inGeneral(row: Row, expert: Row, expected: string): Record<string, string> {
  const wrong = ORDER.filter((reason) => reason !== expected).map((reason) => {
    const [holds, of] = HOLDS[reason];
    if (!holds(row, expert)) {
      return [reason, `“${reason}” does not hold for this row: look at ${of}.`];
    }
    return [
      reason,
      `“${reason}” holds, but so does “${expected}”, which stands before it in the list.`,
    ];
  });
  const nothing = expected === COMPARED ? {} : {
    [COMPARED]: `Nothing is said against this row. Look at ${
      HOLDS[expected as Reason][1]
    }.`,
  };
  return { ...Object.fromEntries(wrong), ...nothing };
}
