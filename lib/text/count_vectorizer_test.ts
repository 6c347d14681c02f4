import assert from "node:assert/strict";
import fc from "fast-check";
import { sum } from "../matrix/mod.ts";
import type { CountVectorizerOptions } from "./count_options.ts";
import { CountVectorizer } from "./count_vectorizer.ts";
import expected from "./expected_text.json" with { type: "json" };
import { TfidfVectorizer } from "./tfidf_vectorizer.ts";

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

for (
  const counted of [...expected.countings, ...expected.everywhere] as unknown as Counted[]
) {
  Deno.test(`${JSON.stringify(counted.options)} counts as scikit-learn does`, () => {
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

/** What every vectorizer is called with here; options of the wrong kind too. */
const vectorizer = (options: unknown) =>
  new CountVectorizer(options as CountVectorizerOptions);

Deno.test("a plain 1 is one document for minDf and all documents for maxDf", () => {
  const documents = ["moon sun", "moon sea", "moon sea"];
  const terms = (options: CountVectorizerOptions) =>
    new CountVectorizer(options).fit(documents).featureNames;
  assert.deepEqual(terms({ minDf: 1 }), terms({ minDf: { count: 1 } }));
  assert.deepEqual(terms({ maxDf: 1 }), terms({ maxDf: { share: 1 } }));
  assert.deepEqual(terms({ minDf: { share: 1 } }), ["moon"]);
  assert.deepEqual(terms({ maxDf: { count: 1 } }), ["sun"]);
  assert.deepEqual(terms({ minDf: { share: 0.6 }, maxDf: { count: 2 } }), ["sea"]);
});

Deno.test("a preprocessor takes the place of lowercase and stripAccents", () => {
  const documents = ["Moon", "MOON"];
  const preprocessor = (text: string) => text.replace(/o/gi, "0");
  const V = vectorizer({ preprocessor, stripAccents: "ascii" }).fit(documents);
  assert.deepEqual(V.featureNames, ["M00N", "M00n"]);
});

Deno.test("a function of one's own strips accents after lowercase", () => {
  const seen: string[] = [];
  const stripAccents = (text: string) => (seen.push(text), text.replaceAll("ø", "o"));
  const V = vectorizer({ stripAccents }).fit(["SØL"]);
  assert.deepEqual(seen, ["søl"]);
  assert.deepEqual(V.featureNames, ["sol"]);
});

Deno.test("a tokenizer of one's own, then stop words and n-grams; new texts too", () => {
  function* tokenizer(text: string) {
    yield* text.split("+");
  }
  const options = { tokenizer, stopWords: ["of"], ngramRange: [1, 2] };
  const V = vectorizer(options);
  const fitted = V.fitTransform(["A B+of+c", "c"]);
  assert.deepEqual(V.featureNames, ["a b", "a b c", "c"]);
  assert.deepEqual(fitted.toDense().toArray(), [[1, 1, 1], [0, 0, 1]]);
  assert.deepEqual(V.transform(["C+C+of"]).toDense().toArray(), [[0, 0, 2]]);
  // Single words, stop words and a vocabulary go other ways through the code.
  assert.deepEqual(
    vectorizer({ tokenizer, stopWords: ["b"] }).fit(["a+b"]).featureNames,
    [
      "a",
    ],
  );
  const given = vectorizer({ tokenizer, vocabulary: { "c": 1, "a b": 0 } });
  assert.deepEqual(given.transform(["A B+c+c"]).toDense().toArray(), [[1, 2]]);
});

Deno.test("functions that give something else are named", () => {
  const refused = (options: unknown, message: RegExp) =>
    assert.throws(() => vectorizer(options).fit(["moon"]), {
      name: "TypeError",
      message,
    });
  refused({ preprocessor: () => 3 }, /preprocessor must give a string, not 3/);
  refused(
    { stripAccents: () => undefined },
    /stripAccents must give a string, not undef/,
  );
  refused(
    { tokenizer: () => "moon" },
    /tokenizer must give a list of strings, not "moon"/,
  );
  refused({ tokenizer: () => undefined }, /list of strings, not undefined/);
  refused(
    { tokenizer: () => ["a", null] },
    /token of tokenizer must be a string, not null/,
  );
});

Deno.test("errors of one's own functions come through as they are", () => {
  const fail = () => {
    throw new Error("mine");
  };
  // Also where stop words are tokenized to see what becomes of them.
  assert.throws(
    () => vectorizer({ tokenizer: fail, stopWords: ["a"] }).fit(["a"]),
    /^Error: mine/,
  );
  assert.throws(() => vectorizer({ preprocessor: fail }).fit(["a"]), /^Error: mine/);
});

for (const { options, tokens } of expected.splitStopWords) {
  Deno.test(`${JSON.stringify(options)}: warned of tokens of stop words as scikit-learn does`, () => {
    const warnings = vectorizer(options).warnings.filter((line) =>
      line.startsWith("the stop")
    );
    const expected = tokens.map((token) => JSON.stringify(token)).sort().join(", ");
    if (tokens.length === 0) assert.deepEqual(warnings, []);
    else {assert.match(
        warnings.join(),
        new RegExp(`stay: ${expected}; add these to stopWords`),
      );}
  });
}

Deno.test("many tokens of stop words are not all listed", () => {
  const stopWords = Array.from({ length: 12 }, (_, i) => `it's_${10 + i}`);
  assert.match(vectorizer({ stopWords }).warnings.join(), /"s_18" and 3 more; add/);
});

// Each is right or wrong by its own lower case and accents; 𝒳 is a capital without any.
Deno.test("warned of a vocabulary that no text can meet", () => {
  const warnings = (options: unknown) => vectorizer(options).warnings;
  const vocabulary = ["moon", "Sun", "ÉTÉ", "ǅ", "𝒳"];
  const [lower, ...others] = warnings({ vocabulary });
  assert.match(lower!, /vocabulary: "Sun", "ÉTÉ", "ǅ"; .* set lowercase to false/);
  assert.deepEqual(others, []);
  assert.match(warnings({ vocabulary: { Sun: 0 } }).join(), /: "Sun";/);
  assert.match(warnings({ vocabulary: new Map([["Sun", 0]]) }).join(), /: "Sun";/);
  assert.match(
    warnings({ vocabulary: ["été", "ete"], stripAccents: "unicode" }).join(),
    /vocabulary: "été"; .* leave stripAccents out/,
  );
  assert.deepEqual(warnings({ vocabulary, lowercase: false }), []);
  assert.deepEqual(warnings({ vocabulary, preprocessor: (text: string) => text }), []);
  assert.deepEqual(
    warnings({ vocabulary: ["été"], stripAccents: (text: string) => text }),
    [],
  );
});

Deno.test("warned of options that another one replaces", () => {
  const tokenizer = (text: string) => text.split(" ");
  const warnings = (options: unknown) => vectorizer(options).warnings;
  assert.deepEqual(warnings({}), []);
  assert.deepEqual(
    warnings({ stopWords: "english", ngramRange: [1, 3], maxDf: 0.5 }),
    [],
  );
  assert.deepEqual(warnings({ tokenizer }), []);
  assert.match(warnings({ tokenizer, tokenPattern: "a" }).join(), /^tokenPattern is not/);
  for (const analyzer of ["char", "char_wb"]) {
    assert.deepEqual(warnings({ analyzer }), []);
    const lines = warnings({
      analyzer,
      tokenizer,
      tokenPattern: "a",
      stopWords: ["a's"],
    });
    assert.equal(lines.length, 3);
    for (const line of lines) assert.match(line, /is not used: the analyzer is "char/);
  }
  const preprocessor = (text: string) => text;
  assert.match(
    warnings({ preprocessor, stripAccents: "ascii" }).join(),
    /^stripAccents is/,
  );
});

Deno.test("onWarning gets every warning, once, when the vectorizer is made", () => {
  const lines: string[] = [];
  const onWarning = (line: string) => lines.push(line);
  const V = vectorizer({ onWarning, stopWords: ["don't"], vocabulary: ["Sun", "moon"] });
  assert.equal(lines.length, 2);
  V.fit(["moon"]).transform(["moon"]);
  assert.deepEqual(lines, V.warnings);
  V.warnings.pop();
  assert.equal(V.warnings.length, 2);
});

Deno.test("what is handed out is a copy, what is handed in is read once", () => {
  const stopWords = ["sun"];
  const ngramRange: [number, number] = [1, 1];
  const vocabulary = new Map([["moon", 0]]);
  const options: CountVectorizerOptions = { stopWords, ngramRange };
  const V = new CountVectorizer(options);
  const given = new CountVectorizer({ vocabulary });
  options.binary = true;
  stopWords.push("moon");
  ngramRange[1] = 2;
  vocabulary.set("sea", 1);
  assert.deepEqual(V.fitTransform(["sun moon moon sea"]).toDense().toArray(), [[2, 1]]);
  V.featureNames.reverse();
  assert.deepEqual(V.featureNames, ["moon", "sea"]);
  assert.deepEqual(given.featureNames, ["moon"]);
});

Deno.test("a fit that fails leaves what was known", () => {
  const V = vectorizer({ maxDf: { count: 1 } }).fit(["moon"]);
  assert.throws(() => V.fit(["sun", "sun"]), /raise maxDf/);
  assert.throws(() => V.fit(["sun", null as unknown as string]), /document 1/);
  assert.deepEqual(V.featureNames, ["moon"]);
});

Deno.test("documents that are no array of strings are refused", () => {
  const V = vectorizer({ vocabulary: ["moon"] });
  const refused = (documents: unknown, message: RegExp) => {
    for (const method of ["fit", "transform", "fitTransform"] as const) {
      for (const used of [V, vectorizer({}).fit(["moon"])]) {
        const run = () => used[method](documents as string[]);
        assert.throws(run, { name: "TypeError", message });
      }
    }
  };
  refused("moon", /an array of strings, not "moon"; write \[text\]/);
  refused(null, /array of strings, not null/);
  refused(undefined, /array of strings, not undefined/);
  refused(3, /array of strings, not 3/);
  refused({ length: 1, 0: "moon" }, /array of strings, not an object/);
  refused(["moon", null], /document 1 must be a string, not null/);
  refused(["moon", undefined], /document 1 must be a string, not undefined/);
  refused([3, "moon"], /document 0 must be a string, not 3/);
  refused(["moon", ["sun"]], /document 1 must be a string, not an array/);
  refused(["moon", , "sun"], /document 1 must be a string, not undefined/);
  refused([new String("moon")], /document 0 must be a string, not a String/);
});

Deno.test("documents without terms, or with none that is kept, are refused", () => {
  const refused = (options: unknown, documents: string[], message: RegExp) =>
    assert.throws(() => vectorizer(options).fit(documents), {
      name: "RangeError",
      message,
    });
  refused({}, [], /no terms in 0 documents/);
  refused({}, ["", "!"], /no terms in 2 documents/);
  refused({ stopWords: "english" }, ["the of"], /stop words/);
  refused({ minDf: 2 }, ["one two", "three"], /lower minDf or raise maxDf/);
  refused({ minDf: 2 }, ["one two"], /in 1 by maxDf, and must be in 2 by minDf; lower/);
  refused(
    { minDf: 0.9, maxDf: { count: 1 } },
    ["a1", "a1", "a1"],
    /in 1 .* in 3 by minDf/,
  );
  refused({ maxDf: 0 }, ["moon"], /in 0 by maxDf/);
});

/** Options, the error's name, and what its message says. */
const REFUSED: [unknown, string, RegExp][] = [
  [null, "TypeError", /options must be an object, not null/],
  ["english", "TypeError", /options must be an object, not "english"/],
  [{ lowercase: "no" }, "TypeError", /lowercase must be true or false, not "no"/],
  [{ lowercase: null }, "TypeError", /lowercase must be true or false, not null/],
  [{ binary: 1 }, "TypeError", /binary must be true or false, not 1/],
  [
    { analyzer: "line" },
    "RangeError",
    /analyzer must be one of word, char, char_wb, not "line"/,
  ],
  [{ analyzer: null }, "TypeError", /analyzer must be one of word/],
  [{ analyzer: () => [] }, "TypeError", /analyzer must be one of .* not a function/],
  [{ stripAccents: "latin" }, "RangeError", /one of unicode, ascii, not "latin"/],
  [{ stripAccents: true }, "TypeError", /one of unicode, ascii, not true/],
  [
    { preprocessor: "lower" },
    "TypeError",
    /preprocessor must be a function, not "lower"/,
  ],
  [{ tokenizer: /\w+/ }, "TypeError", /tokenizer must be a function, not a RegExp/],
  [{ onWarning: true }, "TypeError", /onWarning must be a function, not true/],
  [
    { ngramRange: 2 },
    "TypeError",
    /ngramRange must be two numbers, as in \[1, 2\], not 2/,
  ],
  [{ ngramRange: [1] }, "TypeError", /ngramRange must be two numbers/],
  [{ ngramRange: [1, 2, 3] }, "TypeError", /ngramRange must be two numbers/],
  [{ ngramRange: null }, "TypeError", /ngramRange must be two numbers.* not null/],
  [{ ngramRange: [2, 1] }, "RangeError", /the smaller first, not \[2, 1\]/],
  [{ ngramRange: [0, 1] }, "RangeError", /from 1, .* not \[0, 1\]/],
  [{ ngramRange: [1, 1.5] }, "RangeError", /ngramRange/],
  [{ ngramRange: [1, Infinity] }, "RangeError", /ngramRange/],
  [{ ngramRange: ["1", "2"] }, "RangeError", /not \["1", "2"\]/],
  [
    { minDf: -1 },
    "RangeError",
    /minDf must be a share below 1 or a count from 1, not -1/,
  ],
  [{ minDf: 1.5 }, "RangeError", /minDf/],
  [{ minDf: NaN }, "RangeError", /minDf/],
  [{ minDf: Infinity }, "RangeError", /minDf/],
  [{ minDf: "0.5" }, "TypeError", /minDf must be a number, .* not "0.5"/],
  [{ minDf: "2" }, "TypeError", /minDf must be a number/],
  [{ minDf: null }, "TypeError", /minDf must be a number, .* not null/],
  [{ minDf: [1] }, "TypeError", /minDf must be a number/],
  [{ minDf: {} }, "TypeError", /\{ share: … \} or \{ count: … \}, not an object/],
  [{ minDf: { share: 1, count: 1 } }, "TypeError", /\{ share: … \} or \{ count: … \}/],
  [{ minDf: { percent: 1 } }, "TypeError", /\{ share: … \} or \{ count: … \}/],
  [{ minDf: { share: 1.1 } }, "RangeError", /a share from 0 to 1, not 1.1/],
  [{ minDf: { share: "1" } }, "TypeError", /a share from 0 to 1, not "1"/],
  [{ minDf: { count: 0.5 } }, "RangeError", /a count from 0, not 0.5/],
  [{ minDf: { count: -1 } }, "RangeError", /a count from 0, not -1/],
  [{ maxDf: -0.1 }, "RangeError", /maxDf must be a share up to 1 or a count from 2/],
  [{ maxDf: 1.5 }, "RangeError", /maxDf/],
  [{ maxDf: { share: -1 } }, "RangeError", /maxDf must be a share from 0 to 1, not -1/],
  [{ maxFeatures: 0 }, "RangeError", /maxFeatures must be a whole number from 1, not 0/],
  [{ maxFeatures: 1.5 }, "RangeError", /maxFeatures/],
  [{ maxFeatures: "3" }, "RangeError", /maxFeatures .* not "3"/],
  [
    { stopWords: "french" },
    "TypeError",
    /stopWords must be "english" or a list.* "french"/,
  ],
  [{ stopWords: 3 }, "TypeError", /stopWords must be .* not 3/],
  [{ stopWords: { the: 1 } }, "TypeError", /stopWords must be .* not an object/],
  [{ stopWords: ["the", 3] }, "TypeError", /a stop word must be a string, not 3/],
  [{ stopWords: new Map([["the", 1]]) }, "TypeError", /a stop word .* not an array/],
  [{ tokenPattern: "(a)(b)" }, "TypeError", /tokenPattern has 2 groups/],
  [{ tokenPattern: "(" }, "TypeError", /tokenPattern/],
  [{ tokenPattern: 3 }, "TypeError", /tokenPattern must be a string or a RegExp, not 3/],
  [{ vocabulary: "sun" }, "TypeError", /vocabulary must be a list.* not "sun"/],
  [{ vocabulary: ["a", 3] }, "TypeError", /term 1 of the vocabulary/],
  [{ vocabulary: [] }, "RangeError", /empty/],
  [{ vocabulary: ["a", "a"] }, "RangeError", /"a" twice/],
  [{ vocabulary: { a: 1 } }, "RangeError", /the columns 0 to 0/],
];

for (const [options, name, message] of REFUSED) {
  Deno.test(`refused: ${message.source}`, () => {
    assert.throws(() => vectorizer(options), { name, message });
    if (typeof options !== "object" || options === null) return;
    assert.throws(() => new TfidfVectorizer(options), { name, message });
  });
}

Deno.test("null is none, as scikit-learn's None", () => {
  const V = new CountVectorizer({
    stripAccents: null,
    preprocessor: null,
    tokenizer: null,
    stopWords: null,
    tokenPattern: null,
    maxFeatures: null,
    vocabulary: null,
    onWarning: null,
  }).fit(["Été"]);
  assert.deepEqual(V.featureNames, ["été"]);
});

Deno.test("before fit there are no terms, unless a vocabulary gives them", () => {
  const unknown = { name: "Error", message: /call fit/ };
  assert.throws(() => vectorizer({}).featureNames, unknown);
  assert.throws(() => vectorizer({}).transform(["moon"]), unknown);
  assert.deepEqual(vectorizer({ vocabulary: ["moon"] }).featureNames, ["moon"]);
});
