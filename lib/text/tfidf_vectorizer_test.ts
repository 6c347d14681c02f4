import assert from "node:assert/strict";
import fc from "fast-check";
import { sum } from "../matrix/mod.ts";
import { assertMatrixClose } from "../testing/assert_close.ts";
import { tinyGolden } from "../testing/golden.ts";
import { TfidfVectorizer, type TfidfVectorizerOptions } from "./mod.ts";

const golden = tinyGolden("tfidf_tiny");

/** The golden file has scikit-learn's option names. */
function camelCase(options: Record<string, unknown>): TfidfVectorizerOptions {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );
}

for (const { options, vocabulary, matrix } of golden.cases) {
  Deno.test(`TfidfVectorizer ${JSON.stringify(options)} gives scikit-learn's entries`, () => {
    const vectorizer = new TfidfVectorizer(camelCase(options));
    const V = vectorizer.fitTransform(golden.documents);
    assert.deepEqual(vectorizer.featureNames, vocabulary);
    assertMatrixClose(V.toDense(), matrix, 1e-12);
    assertMatrixClose(vectorizer.transform(golden.documents).toDense(), matrix, 1e-12);
  });
}

Deno.test("an empty document gives a row of zeros, not NaN", () => {
  const V = new TfidfVectorizer().fitTransform(["moon", "", "  ! "]);
  assert.deepEqual(V.toDense().toArray(), [[1], [0], [0]]);
});

Deno.test("rows have norm 1 whatever the words are", () => {
  const word = fc.constantFrom("moon", "star", "bread", "oven", "soil", "été", "東京");
  const text = fc.array(word, { minLength: 1 }).map((words) => words.join(" "));
  fc.assert(fc.property(fc.array(text, { minLength: 1 }), (documents) => {
    const V = new TfidfVectorizer({ norm: "l1" }).fitTransform(documents);
    assert.ok(Math.abs(sum(V) - documents.length) < 1e-9);
  }));
});

Deno.test("an unknown norm and a transform before fit are refused", () => {
  assert.throws(() => new TfidfVectorizer({ norm: "max" as "l1" }), /"l1", "l2" or null/);
  assert.throws(() => new TfidfVectorizer().transform(["moon"]), /call fit/);
  assert.throws(() => new TfidfVectorizer().idf, /call fit/);
});

// scikit-learn gives these and raises an error where the sun comes up.
Deno.test("without smoothIdf a word of the vocabulary in no document may not come up", () => {
  for (const norm of ["l1", "l2", null] as const) {
    const vectorizer = new TfidfVectorizer({
      smoothIdf: false,
      vocabulary: ["moon", "sun"],
      norm,
    }).fit(["moon"]);
    assert.deepEqual([...vectorizer.idf], [1, Infinity]);
    assert.deepEqual(vectorizer.transform(["moon"]).toDense().toArray(), [[1, 0]]);
    assert.throws(() => vectorizer.transform(["moon sun"]), {
      name: "RangeError",
      message: /column 1.*smoothIdf.*vocabulary/,
    });
  }
});

Deno.test("warnings are the counter's, and come once", () => {
  const lines: string[] = [];
  const vectorizer = new TfidfVectorizer({
    stopWords: ["don't"],
    onWarning: (line) => lines.push(line),
  });
  assert.deepEqual(vectorizer.warnings, lines);
  assert.equal(lines.length, 1);
});

Deno.test("documents that are no array of strings are refused", () => {
  const vectorizer = new TfidfVectorizer().fit(["moon"]);
  for (const method of ["fit", "transform", "fitTransform"] as const) {
    for (const documents of ["moon", null, ["moon", null]] as unknown as string[][]) {
      assert.throws(() => vectorizer[method](documents), { name: "TypeError" });
    }
  }
  assert.throws(() => vectorizer.fit([""]), { name: "RangeError", message: /no terms/ });
});
