import assert from "node:assert/strict";
import fc from "fast-check";
import { sum } from "../matrix/mod.ts";
import { CountVectorizer, type CountVectorizerOptions } from "./count_vectorizer.ts";
import expected from "./expected_text.json" with { type: "json" };

/** Terms and counts of one text, as an object. */
function counts(
  text: string,
  options: CountVectorizerOptions = {},
): Record<string, number> {
  const vectorizer = new CountVectorizer(options);
  const V = vectorizer.fitTransform([text]);
  return Object.fromEntries(vectorizer.featureNames.map((term, j) => [term, V.data[j]!]));
}

Deno.test("a token is two or more letters, digits or _ of any script", () => {
  assert.deepEqual(counts("naïve x ÜBER_1 東京 é٣ a 𝒳𝒴 𝒳"), {
    "naïve": 1,
    "über_1": 1,
    "é٣": 1,
    "東京": 1,
    "𝒳𝒴": 1,
  });
});

Deno.test("a text cut in the middle of a character does not change later texts", () => {
  new CountVectorizer().fit(["see \ud840"]);
  const then = "\ud840\udc00\ud840\udc01 \ud835\udd38\ud835\udd39";
  assert.deepEqual(counts(then), { "𝔸𝔹": 1, "𠀀𠀁": 1 });
});

/** What scikit-learn counted; see scripts/expected_text.py. */
interface Counted {
  documents: string[];
  options: CountVectorizerOptions;
  terms: string[];
  counts: string[];
}

function assertCounts({ documents, options, terms, counts }: Counted): void {
  const vectorizer = new CountVectorizer(options);
  const V = vectorizer.fitTransform(documents);
  assert.deepEqual(vectorizer.featureNames, terms);
  assert.deepEqual(V.toDense().toArray().map((row) => row.join(" ")), counts);
}

for (const counted of expected.spaces as unknown as Counted[]) {
  const { analyzer, ngramRange } = counted.options;
  Deno.test(`${analyzer} ${ngramRange}: white space is what it is in Python`, () => {
    assertCounts(counted);
  });
}

Deno.test("U+0085 is white space and U+FEFF is not", () => {
  const options = { analyzer: "char_wb", ngramRange: [2, 2] } as const;
  assert.deepEqual(counts("a\u0085b", options), { " a": 1, " b": 1, "a ": 1, "b ": 1 });
  assert.deepEqual(counts("a\ufeffb", options), {
    " a": 1,
    "a\ufeff": 1,
    "b ": 1,
    "\ufeffb": 1,
  });
});

// CountVectorizer(analyzer="char", ngram_range=(2, 3)) of scikit-learn 1.2.1
Deno.test("character n-grams", () => {
  assert.deepEqual(counts("abca  b", { analyzer: "char", ngramRange: [2, 3] }), {
    " b": 1,
    "a ": 1,
    "a b": 1,
    "ab": 1,
    "abc": 1,
    "bc": 1,
    "bca": 1,
    "ca": 1,
    "ca ": 1,
  });
});

// CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)) of scikit-learn 1.2.1
Deno.test("character n-grams inside words, a short word counted once", () => {
  assert.deepEqual(counts("no moon", { analyzer: "char_wb", ngramRange: [3, 5] }), {
    " mo": 1,
    " moo": 1,
    " moon": 1,
    " no": 1,
    " no ": 1,
    "moo": 1,
    "moon": 1,
    "moon ": 1,
    "no ": 1,
    "on ": 1,
    "oon": 1,
    "oon ": 1,
  });
});

Deno.test("stop words go before words are joined", () => {
  assert.deepEqual(
    counts("the moon of mars", { ngramRange: [1, 2], stopWords: "english" }),
    { "mars": 1, "moon": 1, "moon mars": 1 },
  );
});

Deno.test("minDf and maxDf take shares and counts", () => {
  const documents = ["moon star", "moon bread", "moon bread oven", "moon"];
  const terms = (options: CountVectorizerOptions) =>
    new CountVectorizer(options).fit(documents).featureNames;
  assert.deepEqual(terms({ minDf: 2 }), ["bread", "moon"]);
  assert.deepEqual(terms({ minDf: 0.5 }), ["bread", "moon"]);
  assert.deepEqual(terms({ maxDf: 2 }), ["bread", "oven", "star"]);
  assert.deepEqual(terms({ maxDf: 0.25 }), ["oven", "star"]);
  assert.deepEqual(terms({ maxDf: 1 }), ["bread", "moon", "oven", "star"]);
  assert.deepEqual(terms({ maxFeatures: 2 }), ["bread", "moon"]);
});

Deno.test("a vocabulary fixes the columns and their order, stop words or not", () => {
  const vectorizer = new CountVectorizer({
    vocabulary: ["oven", "moon"],
    stopWords: ["moon"],
  });
  assert.deepEqual(vectorizer.transform(["moon oven oven sun"]).toDense().toArray(), [[
    2,
    0,
  ]]);
});

Deno.test("a token pattern may be a string, a RegExp, or have one group", () => {
  assert.deepEqual(counts("a b a", { tokenPattern: "\\S+" }), { a: 2, b: 1 });
  assert.deepEqual(counts("#one two #two", { tokenPattern: /#(\w+)/ }), {
    one: 1,
    two: 1,
  });
  assert.throws(() => new CountVectorizer({ tokenPattern: "(a)(b)" }), /has 2 groups/);
  assert.throws(() => new CountVectorizer({ tokenPattern: "(" }), /tokenPattern/);
});

Deno.test("terms beyond U+FFFF are sorted by code point", () => {
  const vectorizer = new CountVectorizer().fit(["𝒳𝒳 ﬀﬀ aa"]);
  assert.deepEqual(vectorizer.featureNames, ["aa", "ﬀﬀ", "𝒳𝒳"]);
});

Deno.test("the entries add up to the tokens, and transform agrees with fitTransform", () => {
  const word = fc.constantFrom(
    "moon",
    "star",
    "bread",
    "oven",
    "constructor",
    "__proto__",
  );
  const words = fc.array(word, { minLength: 1 });
  fc.assert(fc.property(fc.array(words, { minLength: 1 }), (documents) => {
    const texts = documents.map((tokens) => tokens.join(" "));
    const vectorizer = new CountVectorizer();
    const V = vectorizer.fitTransform(texts);
    assert.equal(sum(V), documents.flat().length);
    assert.deepEqual(vectorizer.transform(texts).toDense(), V.toDense());
  }));
});

Deno.test("documents without terms and options that make no sense are refused", () => {
  assert.throws(() => new CountVectorizer().fit([]), /no terms in 0 documents/);
  assert.throws(
    () => new CountVectorizer({ stopWords: "english" }).fit(["the of"]),
    /stop/,
  );
  assert.throws(() => new CountVectorizer({ minDf: 2 }).fit(["one two"]), /lower minDf/);
  assert.throws(() => new CountVectorizer({ ngramRange: [2, 1] }), /ngramRange/);
  assert.throws(() => new CountVectorizer({ minDf: -1 }), /minDf/);
  assert.throws(() => new CountVectorizer({ maxDf: 1.5 }), /maxDf/);
  assert.throws(() => new CountVectorizer({ maxFeatures: 0 }), /maxFeatures/);
  assert.throws(() => new CountVectorizer({ vocabulary: [] }), /empty/);
  assert.throws(() => new CountVectorizer({ vocabulary: ["a", "a"] }), /"a" twice/);
  assert.throws(
    () => new CountVectorizer({ stopWords: "french" as "english" }),
    /"french"/,
  );
  assert.throws(() => new CountVectorizer({ analyzer: "line" as "char" }), /analyzer/);
  assert.throws(() => new CountVectorizer().featureNames, /call fit/);
});
