import assert from "node:assert/strict";
import { bestRepair, verdict } from "./show.ts";

Deno.test("the verdict says only what the numbers say", () => {
  const marks = { floor: 1, expert: 2, zero: 3 };
  const run = (lam: number, error: number, honest: number, negatives = 7) => ({
    lam,
    error,
    honest,
    negatives,
    least: -1,
  });
  const bad = verdict(
    [run(0, 1.5, 2.5), run(100, 1.6, 3.5, 9), run(1e4, 2.1, 2.2)],
    marks,
  );
  assert.match(bad[0], /^λ = 0, 100: .* 7 to 9 negatives/);
  assert.match(bad[1], /^λ = 100: .*worse than W = H = 0/);
  assert.match(bad[2], /λ = 1e4, with 2\.2000; the expert has 2\.0000/);
  const good = verdict([run(1e6, 2.1, 2.1)], marks);
  assert.match(good[0], /^No loss is below/);
  assert.match(good[1], /none is worse/);
});

Deno.test("what is no number is nobody's best", () => {
  const marks = { floor: 1, expert: 2, zero: 3 };
  const run = (lam: number, honest: number) => ({
    lam,
    error: honest,
    honest,
    negatives: 0,
    least: 0,
  });
  assert.match(
    verdict([run(0, NaN), run(100, 2.5)], marks).at(-1)!,
    /λ = 100, with 2\.5000/,
  );
  assert.deepEqual(verdict([run(0, NaN)], marks), [
    "No error is a number: what do all of them share?",
  ]);
  const rows = [{ name: "exp", honest: NaN }, { name: "projection", honest: 2.1 }];
  assert.equal(
    bestRepair(rows, marks),
    "Without negatives the lowest error is 2.1000, by projection; the expert's NMF has 2.0000.",
  );
  assert.match(bestRepair(rows.slice(0, 1), marks), /^No error is a number/);
});
