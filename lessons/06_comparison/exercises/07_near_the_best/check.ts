import type { Exercise } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";

const BEST = "const { honest } = moments[moments.length - 1];\n" +
  "if (Number.isFinite(honest) && !(honest >= best)) best = honest;";
const NEAR =
  "for (const { seconds, honest } of moments) if (honest <= 1.001 * best) return seconds;\nreturn null;";

/** A method's moments, from lines of seconds, error and honest error. */
const moments = (...lines: [number, number, number][]) =>
  lines.map(([seconds, error, honest]) => ({ seconds, error, honest }));
const lines = (list: ReturnType<typeof moments>) =>
  Matrix.from(list.map(({ seconds, error, honest }) => [seconds, error, honest]));
const shown = (list: ReturnType<typeof moments>) => ({
  "seconds, error, honest": lines(list),
});

const QUICK = moments([0, 150, 150], [1, 100.05, 100.05], [2, 100, 100]);
/** Near by its reported error long before it is near by the honest one. */
const FLATTERING = moments(
  [0, 150, 150],
  [1, 107, 109],
  [2, 100, 104],
  [3, 99, 100.08],
  [6, 98, 100.04],
);
const PASSING = moments([0, 150, 150], [2, 99.5, 99.5], [4, 103, 103]);
const FAR = moments([0, 150, 150], [1, 105, 105], [2, 100.2, 100.2]);
const EXPLODED = moments([0, 150, 150], [1, 900, 900], [2, NaN, NaN]);
const ENDLESS = moments([0, 150, 150], [1, Infinity, Infinity]);

export const exercise: Exercise = {
  id: "06.7",
  hints: [
    "An error is near if it is at most 1.001 times the best. The first such moment counts.",
    "best is NaN at first. `honest < best` is false then; what is `!(honest >= best)`?",
    "for (const { seconds, honest } of moments) { if (honest <= …) return seconds; } return null;",
  ],
  wrong: [
    {
      blank: [
        "for (const { honest } of moments) if (Number.isFinite(honest) && !(honest >= best)) best = honest;",
        NEAR,
      ],
      says: "on the way",
    },
    { blank: [BEST.replaceAll("honest", "error"), NEAR], says: "bought with negatives" },
    {
      blank: [
        "const { honest } = moments[moments.length - 1];\nif (honest < best) best = honest;",
        NEAR,
      ],
      says: "stayed NaN",
    },
    {
      blank: [
        "const { honest } = moments[moments.length - 1];\nif (!(honest >= best)) best = honest;",
        NEAR,
      ],
      says: "NaN took the place",
    },
    {
      blank: [
        "const { honest } = moments[moments.length - 1];\nif (Number.isFinite(honest)) best = honest;",
        NEAR,
      ],
      says: "last method's end",
    },
    {
      blank: [BEST.replace("!(honest >= best)", "!(honest <= best)"), NEAR],
      says: "highest",
    },
    {
      blank: [BEST, NEAR.replaceAll("honest", "error")],
      says: "reported error was near",
    },
    { blank: [BEST, NEAR.replace("1.001", "1.1")], says: "10 %" },
    {
      blank: [BEST, NEAR.replace("1.001 * best", "best + 0.001")],
      says: "a thousandth more",
    },
    { blank: [BEST, NEAR.replace("1.001 * best", "best")], says: "best itself" },
    {
      blank: [
        BEST,
        "const end = moments[moments.length - 1];\nreturn end.honest <= 1.001 * best ? end.seconds : null;",
      ],
      says: "when the method ended",
    },
    {
      blank: [
        BEST,
        "const end = moments[moments.length - 1];\nif (!(end.honest <= 1.001 * best)) return null;\n" +
        NEAR,
      ],
      says: "left again",
    },
    { blank: [BEST, NEAR.replace("null", "0")], says: "faster than all" },
    {
      blank: [BEST, NEAR.replace("null", "moments[moments.length - 1].seconds")],
      says: "never near, and yet",
    },
    {
      blank: [BEST, NEAR.replace("honest <= 1.001 * best", "!(honest > 1.001 * best)")],
      says: "near nothing",
    },
  ],
  check(student, look) {
    const bestOf = (...methods: ReturnType<typeof moments>[]) =>
      student.call<number>("bestEnd", methods);
    const ends = (...methods: ReturnType<typeof moments>[]) => ({
      "honest errors": methods.map((list) => list.map(({ honest }) => honest).join("  "))
        .join("\n"),
    });
    const several = [PASSING, QUICK, FAR, FLATTERING];
    look.equal("the methods end at 103, 100, 100.2 and 100.04", bestOf(...several), 100, {
      given: {
        ...ends(...several),
        "reported errors": several.map((list) =>
          list.map(({ error }) => error).join("  ")
        ).join("\n"),
      },
      slips: [
        {
          gives: 99.5,
          says:
            "99.5 stood on the way of the first method, which then left it again. The best " +
            "is where a method ends.",
        },
        {
          gives: 98,
          says:
            "98 is a reported error, bought with negatives. The honest one of that method " +
            "is 100.04.",
        },
        {
          gives: NaN,
          says:
            "best stayed NaN: every comparison with it is false, and Math.min with it is NaN. " +
            "Without a best so far, the first number must be taken.",
        },
        {
          gives: 100.04,
          says: "This is the last method's end, lower or not. Keep the lowest.",
        },
        { gives: 103, says: "This is not the lowest end but the highest." },
        {
          gives: 150,
          says: "This is how a method began. The last of the list is its end.",
        },
      ],
    });
    for (
      const [what, order] of [
        ["a method that exploded has no part in it", [QUICK, EXPLODED]],
        ["not even as the first", [EXPLODED, QUICK]],
      ] as const
    ) {
      look.equal(what, bestOf(...order), 100, {
        given: ends(...order),
        slips: [{
          gives: NaN,
          says:
            "NaN took the place of the best, or kept it: a method exploded here. Ask " +
            "Number.isFinite of each end.",
        }],
      });
    }
    look.equal("an error of ∞ is none either", bestOf(EXPLODED, ENDLESS), NaN, {
      given: ends(EXPLODED, ENDLESS),
      slips: [{
        gives: Infinity,
        says:
          "∞ is not NaN, but no end either: the method exploded. Number.isFinite is false for " +
          "both.",
      }],
    });

    // Two answers that are no numbers are said in words, to be compared and shown.
    const first = (list: ReturnType<typeof moments>, best: number) => {
      const came = student.call<unknown>("firstNear", list, best);
      if (typeof came === "object" && came !== null) {
        look.that(
          "firstNear gives a number or null",
          false,
          "What came is neither a number nor null. The seconds of the moment are asked.",
        );
      }
      return [typeof came === "number" ? came : `${came}`];
    };
    const undefinedCame = {
      gives: ["undefined"],
      says:
        "undefined came. Who was never near gets null: return null at the end, or write " +
        "“?? null” behind what may be undefined.",
    };
    look.equal("the honest error is near after 3 seconds", first(FLATTERING, 100), [3], {
      given: { ...shown(FLATTERING), best: 100 },
      slips: [
        {
          gives: [1],
          says:
            "109 is not within 0.1 % of 100. A factor of 1.1 would allow 10 %; 1.001 allows " +
            "0.1 %.",
        },
        {
          gives: [2],
          says:
            "After 2 seconds only the reported error was near; without its negatives it is " +
            "104.",
        },
        { gives: [6], says: "This is when the method ended. It was near before." },
        {
          gives: [0],
          says: "This is the start, with an error of 150. Is it within 0.1 % of 100?",
        },
        {
          gives: ["null"],
          says:
            "Never, it says, but 100.08 is below 1.001 · 100 = 100.1. Is it compared with the " +
            "best itself, or with a thousandth more? Or does the loop end too early?",
        },
        undefinedCame,
      ],
    });
    look.equal("who passes near the best was there", first(PASSING, 100), [2], {
      given: { ...shown(PASSING), best: 100 },
      slips: [{
        gives: ["null"],
        says:
          "After 2 seconds its error was 99.5, and below the best is near, too. Later it " +
          "left again, but the first time counts.",
      }],
    });
    look.equal("100.2 is not near 100: null", first(FAR, 100), ["null"], {
      given: { ...shown(FAR), best: 100 },
      slips: [
        undefinedCame,
        {
          gives: [0],
          says: "With 0 seconds this method would look faster than all. Never is null.",
        },
        {
          gives: [2],
          says:
            "It was never near, and yet 2 seconds came, its last moment. 1.001 · 100 is " +
            "100.1. Never is null.",
        },
      ],
    });
    look.equal("nor is an explosion near", first(EXPLODED, 100), ["null"], {
      given: { ...shown(EXPLODED), best: 100 },
      slips: [{
        gives: [2],
        says:
          "After 2 seconds the error is NaN, and NaN is near nothing. It is not above the " +
          "limit, but not below it either: ask for a <= b, not for !(a > b).",
      }],
    });
    look.equal("without a best nothing is near it", first(QUICK, NaN), ["null"], {
      given: { ...shown(QUICK), best: NaN },
      slips: [{
        gives: [0],
        says: "best is NaN: no method ended. Nothing is near that.",
      }],
    });
  },
};
