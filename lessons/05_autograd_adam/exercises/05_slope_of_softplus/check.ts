import type { Exercise } from "@nmf/lib/exercise";

const SLOPE = "return 1 / (1 + Math.exp(-x));";
const INVERSE = "return Math.log(Math.expm1(w));";

export const exercise: Exercise = {
  id: "05.5",
  hints: [
    "Both formulas stand in the task; the second needs one function of Math more than one thinks.",
    "1 / (1 + Math.exp(-x)) needs its brackets.",
    "return Math.log(Math.expm1(…));",
  ],
  wrong: [
    { blank: ["return 1 / (1 + Math.exp(x));", INVERSE], says: "falls" },
    { blank: ["return 1 / 1 + Math.exp(-x);", INVERSE], says: "brackets" },
    {
      blank: ["return Math.exp(x) / (1 + Math.exp(x));", INVERSE],
      says: "Infinity / Infinity",
    },
    { blank: [SLOPE, "return Math.log(Math.exp(w) - 1);"], says: "lost" },
    { blank: [SLOPE, "return Math.log1p(Math.exp(w));"], says: "softplus itself" },
    { blank: [SLOPE, "return Math.expm1(w);"], says: "logarithm is missing" },
  ],
  check(student, look) {
    const slope = (x: number) => student.call<number>("slope", x);
    look.equal("at 0 the slope is ½", slope(0), 0.5, {
      given: { x: 0 },
      slips: [{ gives: 2, says: "The brackets are missing: 1 / 1 + e⁻ˣ is 1 + e⁻ˣ." }],
    });
    // e^ln 3 is 3: 3 / 4.
    look.equal("at ln 3 it is ¾", slope(Math.log(3)), 0.75, {
      given: { x: Math.log(3) },
      slips: [{
        gives: 0.25,
        says: "It falls, and should rise: the exponent is minus x.",
      }],
    });
    look.equal("at 800 it is 1", slope(800), 1, {
      given: { x: 800 },
      slips: [{
        gives: NaN,
        says:
          "e⁸⁰⁰ is Infinity, and Infinity / Infinity is NaN. 1 / (1 + e⁻ˣ) has no such place.",
      }],
    });
    const inverse = (w: number) => student.call<number>("inverse", w);
    look.equal("softplus(0) is ln 2, so the inverse of ln 2 is 0", inverse(Math.LN2), 0, {
      given: { w: Math.LN2 },
      slips: [
        { gives: Math.log(3), says: "This is softplus itself, not its inverse." },
        { gives: 1, says: "The logarithm is missing: this is eʷ − 1." },
      ],
    });
    // For small w: ln(eʷ − 1) = ln w + w/2 + …
    const w = 1e-12;
    look.equal("a small w keeps its digits", inverse(w), Math.log(1e-12), {
      given: { w },
      tolerance: 1e-10,
      slips: [{
        gives: Math.log(Math.exp(w) - 1),
        says:
          "eʷ is so near 1 that eʷ − 1 has lost its digits. Math.expm1(w) keeps them.",
      }],
    });
  },
};
