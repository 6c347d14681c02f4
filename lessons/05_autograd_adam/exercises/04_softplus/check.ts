import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "05.4",
  hints: [
    "For x > 0 the exponent is −x, for x < 0 it is x: both are minus the distance from 0.",
    "The distance is Math.abs(x), so the small power is Math.exp(-Math.abs(x)).",
    "return Math.max(x, 0) + Math.log1p(…);",
  ],
  wrong: [
    { blank: "return Math.log(1 + Math.exp(x));", says: "too large for a number" },
    { blank: "return Math.log1p(Math.exp(x));", says: "Take the other form for x > 0" },
    {
      blank: "return Math.max(x, 0) + Math.log(1 + Math.exp(-Math.abs(x)));",
      says: "rounded to 1",
    },
    { blank: "return Math.max(x, 0);", says: "without its second part" },
    {
      blank: "return Math.max(x, 0) + Math.log1p(Math.exp(-x));",
      says: "minus x is large",
    },
  ],
  check(student, look) {
    const at = (x: number) => student.call<number>("softplus", x);
    look.equal("softplus(0) is ln 2", at(0), 0.6931471805599453, {
      given: { x: 0 },
      slips: [{
        gives: 0,
        says: "This is max(x, 0) without its second part, which rounds the corner off.",
      }],
    });
    look.equal("softplus(1) is ln(1 + e)", at(1), 1.3132616875182228, {
      given: { x: 1 },
    });
    look.equal("softplus(−1) is ln(1 + 1/e)", at(-1), 0.31326168751822286, {
      given: { x: -1 },
      slips: [{
        gives: 1.3132616875182228,
        says:
          "For x below 0 minus x is large. The exponent is minus the distance from 0.",
      }],
    });
    look.equal("softplus(800) is 800", at(800), 800, {
      given: { x: 800 },
      slips: [{
        gives: Infinity,
        says: student.text.includes("log1p")
          ? "e⁸⁰⁰ is Infinity. Take the other form for x > 0."
          : "e⁸⁰⁰ is too large for a number, so Infinity came. Take the form for x > 0, and log1p.",
      }],
    });
    // e⁻⁴⁰; the next term of the series, e⁻⁸⁰/2, is far below rounding.
    look.equal("softplus(−40) is e⁻⁴⁰, small but not 0", at(-40), 4.248354255291589e-18, {
      given: { x: -40 },
      slips: [{
        gives: 0,
        says:
          "1 + e⁻⁴⁰ was rounded to 1, and its logarithm is 0. Math.log1p does not add the 1.",
      }],
    });
    look.that("softplus(−800) is no NaN", at(-800) === 0, "At −800 it should be 0.", {
      given: { x: -800 },
      came: at(-800),
    });
  },
};
