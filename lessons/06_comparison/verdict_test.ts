import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { EXPERT } from "./methods.ts";
import { type Judgement, verdict } from "./verdict.ts";

const BOUNDS = { floor: 9, zero: 20 };
const FIRST =
  "No factorization of this rank has an error below 9.0000, and W = H = 0 has 20.0000. " +
  "Without negatives the best here is 10.0000, by A.";
const ALIKE = (who: string) =>
  `${who} the expert's topics: seven of every eight words or more.`;
const TAKE_A =
  "Take A: of the methods within 0.01 %, with the expert's topics and without a single " +
  "entry below 0, it comes near the best first, in 1.00 s.";
const NOBODY = "No method without entries below 0 ends within 0.01 % of the best.";

/** A row that is as good as can be, but for what is said; A is the expert. */
function row(name: string, said: Partial<Judgement> = {}): Judgement {
  return {
    method: { id: name === "A" ? EXPERT : name, name },
    error: 10,
    clamped: said.error ?? 10,
    negatives: { W: 0, H: 0 },
    matched: 1,
    secondsToBest: 1,
    ...said,
  };
}

Deno.test("one method alone comes first, and is the one to take", () => {
  assert.deepEqual(verdict([row("A")], BOUNDS), [
    FIRST,
    "A ends within 0.01 % of the best.",
    "There is no other method to compare topics with.",
    TAKE_A,
  ]);
});

Deno.test("several are as fast: within twice the seconds, the lowest of them is taken", () => {
  const rows = [
    row("A"),
    row("b", { error: 10.0002, secondsToBest: 0.5 }),
    row("c", { error: 10.0001, secondsToBest: 1.01 }),
  ];
  assert.deepEqual(verdict(rows, BOUNDS).slice(1), [
    "A, b and c end within 0.01 % of the best.",
    ALIKE("Both others find"),
    "Take A: of the methods within 0.01 %, with the expert's topics and without a single " +
    "entry below 0, b and A come near the best first, in 1.00 s or less, and it ends lowest of these.",
  ]);
  // More than twice the seconds of b: then b is the only one, though A ends lower.
  rows[0]!.secondsToBest = 1.2;
  assert.match(
    verdict(rows, BOUNDS).at(-1)!,
    /^Take b: .* 0, it comes near the best first, in 0\.5 s\.$/,
  );
});

Deno.test("a twentieth of a second tells nothing, and of equal ends the first row is taken", () => {
  const rows = [
    row("A", { secondsToBest: 0.05 }),
    row("b", { secondsToBest: 0.001 }),
    row("c", { secondsToBest: 0.06 }),
  ];
  assert.match(
    verdict(rows, BOUNDS).at(-1)!,
    /^Take A: .* 0, b and A come near .* in 0\.05 s or less, and it ends lowest of these\.$/,
  );
});

Deno.test("negatives that flatter are named, with what is left without them", () => {
  const negatives = { W: 2, H: 5 };
  const rows = [
    row("A"),
    // Below the best honest error, if only a little.
    row("gradient descent", { error: 9.9999, clamped: 10.0005, negatives }),
    // Not below it, but farther from its honest end than 0.01 %.
    row("Adam", { error: 10.5, clamped: 12, negatives }),
  ];
  assert.deepEqual(verdict(rows, BOUNDS).slice(1, 4), [
    "Gradient descent reports 9.9999, with 7 entries below 0. Set to 0, they leave " +
    "10.0005: the number to compare.",
    "Adam reports 10.5000, with 7 entries below 0. Set to 0, they leave 12.0000: the " +
    "number to compare.",
    "A and gradient descent end within 0.01 % of the best; Adam 20 % above.",
  ]);
});

Deno.test("negatives that change nothing are not spoken of, but do not win", () => {
  const rows = [
    row("A", { secondsToBest: 2 }),
    row("b", {
      error: 10.0001,
      clamped: 10.0002,
      negatives: { W: 0, H: 1 },
      secondsToBest: 0,
    }),
  ];
  const text = verdict(rows, BOUNDS).join("\n");
  assert.ok(!/reports/.test(text), text);
  assert.match(text, /A and b end within 0\.01 %/);
  assert.match(text, /^Take A: .* 0, it comes near the best first, in 2\.00 s\.$/m);
});

Deno.test("without its negatives a method may be worse than no topics at all", () => {
  const rows = [
    row("A"),
    row("Adam", { error: 9.1, clamped: 20.1, negatives: { W: 0, H: 9 } }),
  ];
  assert.deepEqual(verdict(rows, BOUNDS).slice(1, 3), [
    "Adam reports 9.1000, with 9 entries below 0. Set to 0, they leave 20.1000: worse " +
    "than W = H = 0.",
    "A ends within 0.01 % of the best; Adam at 20.1000.",
  ]);
});

Deno.test("what exploded is said so, and is nobody's neighbour", () => {
  const rows = [
    row("A"),
    row("gradient descent", { error: NaN, secondsToBest: null, matched: 0 }),
    row("SGD", { error: 201, secondsToBest: null, matched: 0 }),
    row("still a descent", { error: 199, secondsToBest: null }),
  ];
  assert.deepEqual(verdict(rows, BOUNDS), [
    FIRST,
    "Gradient descent exploded: a learning rate that is too large does that.",
    "SGD exploded: a learning rate that is too large does that.",
    "A ends within 0.01 % of the best; still a descent at 199.0000.",
    ALIKE("Still a descent finds"),
    TAKE_A,
  ]);
  assert.deepEqual(verdict(rows.slice(1, 3), BOUNDS), [
    "All methods exploded: see their learning rates.",
  ]);
});

Deno.test("who shares fewer than seven of eight words has other topics, and is not taken", () => {
  const rows = [
    row("A", { secondsToBest: 2 }),
    row("b", { matched: 7 / 8, secondsToBest: 1.5 }),
    row("c", { matched: 0.874, secondsToBest: 0 }),
  ];
  assert.deepEqual(verdict(rows, BOUNDS).slice(2), [
    "Other topics than the expert's: c (87 % of the words).",
    // c comes nearer still, and has other topics.
    "Take A: of the methods within 0.01 %, with the expert's topics and without a single " +
    "entry below 0, b and A come near the best first, in 2.00 s or less, and it ends lowest of these.",
  ]);
});

Deno.test("nobody is taken where the best has negatives, or no seconds", () => {
  const best: Partial<Judgement>[] = [
    { negatives: { W: 1, H: 0 } },
    { secondsToBest: null },
  ];
  for (const said of best) {
    const rows = [row("A", said), row("b", { error: 10.1 })];
    const lines = verdict(rows, BOUNDS);
    assert.equal(lines.at(-1), NOBODY);
    assert.ok(lines.includes("A ends within 0.01 % of the best; b 1.0 % above."));
  }
});

Deno.test("where only another local minimum is near the best, the lowest is taken", () => {
  const rows = [
    row("expert", { method: { id: EXPERT, name: "expert" }, error: 10.1 }),
    row("A", { method: { id: "a", name: "A" }, matched: 0.5 }),
    row("b", { error: 10.0001, matched: 0.5, secondsToBest: 0.1 }),
  ];
  assert.equal(
    verdict(rows, BOUNDS).at(-1),
    "The lowest errors have other topics than the expert's: another local minimum. From " +
      "this start take A; then run several starts and see which topics come again.",
  );
});

Deno.test("where V is met exactly, rounding is no difference and nothing is divided by 0", () => {
  const rows = [
    row("A", { error: 0 }),
    row("b", { error: 1e-6, clamped: 1e-6, negatives: { W: 1, H: 0 } }),
    row("c", { error: 0.0002 }),
  ];
  assert.deepEqual(verdict(rows, { floor: 0, zero: 2 }).slice(1, 3), [
    "A and b end within 0.01 % of the best; c at 0.0002.",
    ALIKE("Both others find"),
  ]);
});

Deno.test("one entry below 0 is one", () => {
  const rows = [
    row("A"),
    row("b", { error: 9.9, clamped: 10, negatives: { W: 0, H: 1 } }),
  ];
  assert.equal(
    verdict(rows, BOUNDS)[1],
    "B reports 9.9000, with 1 entry below 0. Set to 0, it leaves 10.0000: the number to " +
      "compare.",
  );
});

Deno.test("without the expert nobody's topics are judged by its", () => {
  const rows = [
    row("A", { error: NaN, matched: NaN }),
    row("b", { matched: NaN }),
    row("c", { error: 10.0001, matched: NaN, secondsToBest: 0 }),
  ];
  assert.deepEqual(verdict(rows, BOUNDS).slice(-2), [
    "There are no topics of the expert to compare with.",
    "Take c: of the methods within 0.01 % and without a single entry below 0, it comes " +
    "near the best first, in 0.001 s.",
  ]);
});

Deno.test("no time is given shorter than a clock can tell", () => {
  const rows = [row("A", { secondsToBest: 0.00001 })];
  assert.match(verdict(rows, BOUNDS).at(-1)!, /first, in 0\.001 s\.$/);
});

Deno.test("seven of eight words is not rounded up: what is below is not called it", () => {
  const rows = [row("A"), row("b", { matched: 0.8749 })];
  assert.ok(
    verdict(rows, BOUNDS).includes(
      "Other topics than the expert's: b (87 % of the words).",
    ),
  );
});

Deno.test("what is just beyond 0.01 % is not rounded to it", () => {
  const rows = [row("A"), row("b", { error: 10.00103 }), row("c", { error: 10.0012 })];
  assert.equal(
    verdict(rows, BOUNDS)[1],
    "A ends within 0.01 % of the best; b hardly more above and c 0.012 % above.",
  );
});
