import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../testing/assert_close.ts";
import { assignments } from "./expected.ts";
import { matchTopics } from "./mod.ts";

Deno.test("the pairs share as many words as in SciPy's best assignment", () => {
  assert.equal(assignments.length, 6);
  for (const { a, b, shared } of assignments) {
    const { pairs, share } = matchTopics(a, b);
    assert.equal(pairs.length, Math.min(a.length, b.length));
    assert.equal(new Set(pairs.map((pair) => pair.a)).size, pairs.length);
    assert.equal(new Set(pairs.map((pair) => pair.b)).size, pairs.length);
    for (const pair of pairs) {
      const common = a[pair.a]!.filter((word) => b[pair.b]!.includes(word));
      assert.equal(pair.shared, common.length);
    }
    assert.equal(pairs.reduce((sum, pair) => sum + pair.shared, 0), shared);
    assertClose(share, shared / (8 * Math.max(a.length, b.length)), 1e-15);
  }
});

Deno.test("the best pair is given up where the whole gains by it", () => {
  const a = [[..."pqrs"], [..."ptxy"]];
  const b = [[..."pqrt"], [..."qszw"]];
  // The best pair shares p, q and r, but leaves the others nothing in common.
  assert.deepEqual(matchTopics(a, b), {
    pairs: [{ a: 0, b: 1, shared: 2 }, { a: 1, b: 0, shared: 2 }],
    share: 1 / 2,
  });
});

Deno.test("a longer list keeps its worst topics to itself", () => {
  const few = [["oven"]];
  const many = [["moon"], ["oven"], ["bike"]];
  assert.deepEqual(matchTopics(few, many), {
    pairs: [{ a: 0, b: 1, shared: 1 }],
    share: 1 / 3,
  });
  assert.deepEqual(matchTopics(many, few), {
    pairs: [{ a: 1, b: 0, shared: 1 }],
    share: 1 / 3,
  });
});

Deno.test("lists without topics share nothing, or all of nothing", () => {
  assert.deepEqual(matchTopics([], [["moon"]]), { pairs: [], share: 0 });
  assert.deepEqual(matchTopics([["moon"]], []), { pairs: [], share: 0 });
  assert.deepEqual(matchTopics([], []), { pairs: [], share: 1 });
});

Deno.test("a topic list matches its own shuffle word for word, both ways alike", () => {
  const topics = fc.array(
    fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 3, maxLength: 3 }),
    { minLength: 1, maxLength: 7 },
  );
  fc.assert(fc.property(topics, topics, (a, b) => {
    const match = matchTopics(a, b);
    assert.ok(match.share >= 0 && match.share <= 1);
    assertClose(matchTopics(b, a).share, match.share, 1e-15);
    assert.equal(matchTopics(a, a.toReversed()).share, 1);
  }));
});
