import assert from "node:assert/strict";
import fc from "fast-check";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { assertClose } from "../testing/assert_close.ts";
import { coherences } from "./expected.ts";
import { topicCoherence } from "./mod.ts";

/** The coherence of one topic of all words, the columns of a table of counts. */
function coherence(counts: readonly number[][]): number {
  const words = counts[0]!.map((_, j) => `w${j}`);
  return topicCoherence([words], SparseMatrix.fromDense(Matrix.from(counts)), words).mean;
}

Deno.test("NPMI is what NumPy finds from its definition", () => {
  assert.equal(coherences.length, 2);
  for (const { counts, topics, coherence, mean } of coherences) {
    const V = SparseMatrix.fromDense(Matrix.from(counts));
    const actual = topicCoherence(topics, V, counts[0]!.map((_, j) => String(j)));
    assert.equal(actual.topics.length, coherence.length);
    actual.topics.forEach((value, i) => assertClose(value, coherence[i]!, 1e-12));
    assertClose(actual.mean, mean, 1e-12);
  }
});

Deno.test("NPMI by hand: always together, apart, independent, somewhat", () => {
  assertClose(coherence([[1, 1], [1, 1], [0, 0]]), 1, 1e-15);
  assert.equal(coherence([[1, 0], [0, 1], [0, 0]]), -1);
  assert.equal(coherence([[1, 1], [1, 0], [0, 1], [0, 0]]), 0);
  // p(x) = p(y) = 2/3, p(x, y) = 1/3: ln(3/4) / ln 3
  assertClose(coherence([[1, 1], [2, 0], [0, 5]]), Math.log(3 / 4) / Math.log(3), 1e-15);
  // The mean over three pairs: 1, −1, −1
  assertClose(coherence([[1, 1, 0], [0, 0, 1]]), -1 / 3, 1e-15);
});

Deno.test("a word in every document says nothing, a word in none meets no other", () => {
  assert.equal(coherence([[1, 1], [1, 0]]), 0);
  assert.equal(coherence([[1, 1], [1, 1]]), 0);
  assert.equal(coherence([[1, 0], [0, 0]]), -1);
});

Deno.test("a topic of one word has no coherence, and leaves the mean to the others", () => {
  const names = ["a", "b", "c"];
  const counts = SparseMatrix.fromDense(Matrix.from([[1, 1, 0], [1, 1, 0], [0, 0, 1]]));
  // a and b always together: 1; a and c never: −1
  for (const alone of [["c"], []]) {
    assert.deepEqual(topicCoherence([["a", "b"], alone], counts, names), {
      topics: [1, NaN],
      mean: 1,
    });
    assert.equal(topicCoherence([alone, ["a", "b"], ["a", "c"]], counts, names).mean, 0);
  }
  for (const topics of [[], [["a"]], [["a"], [], ["b"]]]) {
    assert.throws(() => topicCoherence(topics, counts, names), {
      name: "RangeError",
      message: "no topic has two words, and coherence is a matter of pairs",
    });
  }
});

Deno.test("a zero that is stored is no occurrence", () => {
  // As [[1, 1], [1, 0], [0, 1], [0, 0]], where two words are independent
  const counts = new SparseMatrix(
    4,
    2,
    Int32Array.of(0, 2, 4, 6, 8),
    Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
    Float64Array.of(1, 1, 1, 0, 0, 1, 0, 0),
  );
  assert.equal(topicCoherence([["a", "b"]], counts, ["a", "b"]).mean, 0);
});

Deno.test("a word that stands twice is refused, in a topic and among the names", () => {
  const counts = SparseMatrix.fromDense(Matrix.from([[1, 1, 1]]));
  assert.throws(() => topicCoherence([["a", "b", "a"]], counts, ["a", "b", "c"]), {
    name: "RangeError",
    message: "a topic has “a” twice",
  });
  assert.throws(() => topicCoherence([["a", "b"]], counts, ["a", "b", "a"]), {
    name: "RangeError",
    message: "two columns of counts are named “a”",
  });
});

Deno.test("coherence is from −1 to 1, whatever the order of words and documents", () => {
  const counts = fc.array(fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(fc.property(counts, (rows) => {
    const value = coherence(rows);
    assert.ok(value >= -1 - 1e-12 && value <= 1 + 1e-12);
    assertClose(coherence(rows.toReversed()), value, 1e-12);
    assertClose(coherence(rows.map((row) => row.toReversed())), value, 1e-12);
    assertClose(coherence(rows.map((row) => row.map((n) => 3 * n))), value, 1e-12);
  }));
});

Deno.test("topicCoherence refuses names that do not fit, and words without a column", () => {
  const counts = SparseMatrix.fromDense(Matrix.from([[1, 1]]));
  assert.throws(() => topicCoherence([["moon"]], counts, ["moon"]), {
    name: "RangeError",
    message: "counts has 2 columns, but there are 1 names",
  });
  assert.throws(() => topicCoherence([["moon", "mars"]], counts, ["moon", "sun"]), {
    name: "RangeError",
    message: "no column of counts is named “mars”",
  });
});
