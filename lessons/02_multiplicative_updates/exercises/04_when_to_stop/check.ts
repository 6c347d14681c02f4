import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "02.4",
  hints: [
    "The gain is a difference. Which of the two errors is the larger one?",
    "A comparison such as a < b is already true or false; it can be returned as it is.",
    "return (previous - now) / … < tol;",
  ],
  wrong: [
    { blank: "return (previous - now) / previous < tol;", says: "run on for nothing" },
    { blank: "return previous - now < tol;", says: "not divided by anything" },
    {
      blank: "return (previous - now) / first > tol;",
      says: "Does yours stop when the gain is large",
    },
    { blank: "return Math.abs(previous - now) / first < tol;", says: "without its sign" },
    { blank: "return (first - now) / first < tol;", says: "taken since the start" },
  ],
  check(student, look) {
    const tol = 0.01;
    const asked = (first: number, previous: number, now: number) =>
      student.call("isTimeToStop", { first, previous, now }, tol);
    const given = (first: number, previous: number, now: number) => ({
      given: { first, previous, now, tol },
    });
    look.equal("a gain of 5 % is worth going on", asked(1, 0.9, 0.85), false, {
      ...given(1, 0.9, 0.85),
      slips: [{
        gives: true,
        says:
          "Here one should go on: the gain is 5 % of the first error, and tol is 1 %. " +
          "Does yours stop when the gain is large?",
      }],
    });
    look.equal("a gain of 0.5 % is not", asked(1, 0.5025, 0.4975), true, {
      ...given(1, 0.5025, 0.4975),
      slips: [{
        gives: false,
        says:
          "Since the last look the error fell by 0.005, which is 0.5 % of the first error " +
          "and below the tol of 1 %. Was the gain taken since the start?",
      }],
    });
    look.equal("near 0 it stops all the same", asked(1, 0.02, 0.019), true, {
      ...given(1, 0.02, 0.019),
      slips: [{
        gives: false,
        says:
          "The gain is 0.001, a thousandth of the first error: time to stop. Divided by the " +
          "previous error it is 5 %, and the fit would run on for nothing.",
      }],
    });
    look.equal("small errors are judged alike", asked(0.01, 0.009, 0.008), false, {
      ...given(0.01, 0.009, 0.008),
      slips: [{
        gives: true,
        says:
          "The gain is 0.001, a tenth of the first error. It looks small because it " +
          "was not divided by anything.",
      }],
    });
    look.equal("an error that rose is a reason to stop", asked(100, 50, 53), true, {
      ...given(100, 50, 53),
      slips: [{
        gives: false,
        says:
          "Here the error rose from 50 to 53. A rise is no gain, so it is time to stop; " +
          "without its sign it looks like one.",
      }],
    });
  },
};
