import assert from "node:assert/strict";
import { map, matmul, Matrix, Random, uniformMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { formsOf } from "../testing/forms.ts";
import { betaDivergence, type BetaLoss } from "./mod.ts";

const one = (value: number) => Matrix.from([[value]]);
const times = (A: Matrix, s: number) => map(A, (a) => a * s);
/** Relative, so that it says something about numbers of 1e-150 too. */
const assertSame = (actual: number, expected: number, tolerance = 1e-12) =>
  assertClose(actual / expected, 1, tolerance);

const V = Matrix.from([[3, 0, 1, 0.5], [0, 2, 4, 0], [1, 0.25, 0, 5]]);
const W = Matrix.from([[1, 0.5], [0.25, 2], [3, 0.125]]);
const H = Matrix.from([[0.5, 0.25, 1, 2], [1, 0.75, 0.5, 0.25]]);
/** scikit-learn 1.2.1's `_beta_divergence(V, W, H, beta, True)`; for β ≤ 0 of V + 0.5. */
const EXPECTED: [number, number][] = [
  [-1, 2.6287823022692316],
  [0, 3.10689580780953],
  [0.5, 5.261223637044431],
  [1, 4.799660134444857],
  [1.5, 5.0351081567890885],
  [2, 5.616834350859921],
  [2.5, 6.5163078926651234],
  [3, 7.799854348933917],
];

for (const [beta, expected] of EXPECTED) {
  const positive = beta > 0 ? V : map(V, (v) => v + 0.5);
  Deno.test(`the error for β = ${beta} is scikit-learn's, in every form, at every scale`, () => {
    for (const s of [1, 1e-150, 1e-30, 1e-12, 1e-8, 3.7e5, 1e12, 1e150]) {
      const [scaledW, scaledH] = [times(W, s ** 0.25), times(H, s ** 0.75)];
      for (const form of Object.values(formsOf(times(positive, s)))) {
        const error = betaDivergence(form, scaledW, scaledH, beta);
        // √ of s^β first: 1e150³ is no number, but its root is.
        assertSame(error / s ** (beta / 2), expected, 1e-11);
      }
    }
  });
}

Deno.test("small numbers are not taken for zeros", () => {
  const d = (v: number, wh: number) => Math.sqrt(2 * (v * Math.log(v / wh) - v + wh));
  for (const [v, w, h] of [[1e-6, 1e-8, 3], [1e-8, 1e-8, 3], [1e-300, 1e-200, 1e-101]]) {
    assertSame(betaDivergence(one(v!), one(w!), one(h!), 1), d(v!, w! * h!));
  }
  // Itakura–Saito knows no scale: v / wh − ln(v / wh) − 1.
  const tiny = betaDivergence(one(1e-8), one(1e-9), one(2), "itakura-saito");
  assertSame(tiny, Math.sqrt(2 * (5 - Math.log(5) - 1)));
});

Deno.test("an error that is small beside V has all its digits", () => {
  // d(1, 1 + x) = x²/2 + (β − 2) x³/3 + (β − 2)(β − 3) x⁴/8 + …
  for (const beta of [-1, 0, 0.5, 1, 1.5, 2.5, 3]) {
    for (const x of [1e-3, -1e-4, 1e-6, -1e-10]) {
      const wh = 1 + x;
      const b = beta - 2;
      const change = wh - 1;
      const d = change ** 2 / 2 + b * change ** 3 / 3 + b * (b - 1) * change ** 4 / 8;
      for (const form of Object.values(formsOf(one(1)))) {
        assertSame(betaDivergence(form, one(wh), one(1), beta), Math.sqrt(2 * d), 1e-8);
      }
    }
  }
});

Deno.test("a product is at distance 0 from itself, up to its own rounding", () => {
  const [A, B] = [
    uniformMatrix(20, 3, new Random(1)),
    uniformMatrix(3, 30, new Random(2)),
  ];
  for (let p = 0; p < A.data.length; p += 3) A.data[p] = 0;
  for (const beta of [0.5, 1, 1.5, 2, 3]) {
    for (const form of Object.values(formsOf(matmul(A, B)))) {
      assert.ok(betaDivergence(form, A, B, beta) < 1e-14 * Math.sqrt(20 * 30));
    }
  }
});

Deno.test("WH = 0 under V > 0 counts as 2⁻²³ of V's unit where the error is infinite", () => {
  const rows = Matrix.from([[0.6, 0.8, 0], [0, 0.6, 0.8]]);
  const I = Matrix.from([[1, 0], [0, 1]]);
  const zero = Matrix.from([[0.6, 0, 0.1], [0, 0.6, 0.8]]);
  // scikit-learn's, for these rows of length 1.
  for (const [beta, expected] of [[0.5, 96.2408411013972], [1, 4.873477871346422]]) {
    for (const s of [1, 1e-9, 1e9]) {
      for (const form of Object.values(formsOf(times(rows, s)))) {
        const error = betaDivergence(form, I, times(zero, s), beta!);
        assertSame(error / s ** (beta! / 2), expected!);
      }
    }
  }
  // For β > 1 it is finite as it is: v^β / (β (β − 1)) for the one entry.
  const error = betaDivergence(one(3), one(0), one(1), 3);
  assertSame(error, Math.sqrt(2 * 27 / 6));
});

Deno.test("the limits of numbers make no NaN and no infinity", () => {
  for (const beta of [0.5, 1, 1.5, 2, 2.5]) {
    for (const [v, w, h] of [[0, 1e-160, 1e-160], [0, 0, 1], [1, 1e-160, 1e-160]]) {
      for (const form of Object.values(formsOf(one(v!)))) {
        const error = betaDivergence(form, one(w!), one(h!), beta);
        assert.ok(Number.isFinite(error), `β = ${beta}: ${error}`);
      }
    }
  }
});

Deno.test("shapes that do not fit are refused, whatever the loss", () => {
  const [A, B] = [Matrix.from([[1, 2], [3, 4]]), Matrix.from([[1], [1]])];
  const wide = Matrix.from([[1, 1, 1]]);
  for (const loss of [-1, 0, 0.5, 1, 1.5, 2, 3, "kullback-leibler"] as BetaLoss[]) {
    for (const form of Object.values(formsOf(A))) {
      assert.throws(() => betaDivergence(form, B, wide, loss), RangeError);
      assert.throws(
        () => betaDivergence(form, A, Matrix.from([[1, 1]]), loss),
        RangeError,
      );
      assert.throws(
        () => betaDivergence(form, wide, Matrix.from([[1, 1]]), loss),
        /V is 2 × 2, W is 1 × 3 and H is 1 × 2/,
      );
    }
  }
});

Deno.test("an unknown loss, bad entries and zeros that have no error are refused", () => {
  for (const loss of ["euclid", NaN, Infinity, undefined]) {
    const unknown = loss as unknown as BetaLoss;
    assert.throws(() => betaDivergence(one(1), one(1), one(1), unknown), {
      name: "RangeError",
      message: /betaLoss is unknown/,
    });
  }
  for (const beta of [0, 1, 2, 3]) {
    for (const bad of [NaN, -1, Infinity]) {
      for (
        const [name, args] of [
          ["V", [bad, 1, 1]],
          ["W", [1, bad, 1]],
          ["H", [1, 1, bad]],
        ] as const
      ) {
        const [v, w, h] = args.map(one) as [Matrix, Matrix, Matrix];
        const message = new RegExp(`${name} has the entry ${bad} in row 0, column 0`);
        assert.throws(() => betaDivergence(v, w, h, beta), {
          name: "RangeError",
          message,
        });
      }
    }
  }
  const none = new Matrix(0, 1);
  assert.throws(() => betaDivergence(none, none, one(1), 2), /no entries/);
  for (const beta of [0, -1]) {
    for (const form of Object.values(formsOf(one(0)))) {
      assert.throws(() => betaDivergence(form, one(1), one(1), beta), {
        name: "RangeError",
        message: /infinite where V is 0/,
      });
    }
  }
});
